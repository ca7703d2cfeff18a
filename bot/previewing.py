"""Lessons as residents near a desk will read them, for the pages that show it beforehand."""

from collections.abc import Sequence

from bot.config import Config
from bot.office import desk_name
from bot.problem import Problem
from broadcasts.content import Content
from communes.directory import Directory
from tips.desk import NATIONAL


class Previewing:
    def __init__(self, config: Config, directory: Directory) -> None:
        self._config = config
        self._directory = directory

    @property
    def channels(self) -> Sequence[str]:
        return ("telegram", "web")

    def texts(self, content: Content, desk: str, _channel: str) -> tuple[str, ...]:
        told = content.telling("vi")
        words = f"{told.title}\n\n{told.body}"
        for mark, said in self._unit(desk):
            words = words.replace(mark, said or mark)
        return (words,)

    def _unit(self, desk: str) -> Sequence[tuple[str, str]]:
        try:
            name = desk_name(desk, self._directory)
        except Problem:  # a desk that is no more
            name = desk_name(NATIONAL, self._directory)
        return (("{don_vi}", name), ("{truc_ban}", self._config.desks.phones.get(desk, "")))
