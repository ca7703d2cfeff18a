"""Lessons as residents near a desk will read them, for the pages that show it beforehand."""

from collections.abc import Sequence

from bot.config import Config
from bot.told import teller, told_by
from broadcasts.lessons.content import Content
from communes.directory import Directory


class Previewing:
    def __init__(self, config: Config, directory: Directory) -> None:
        self._config = config
        self._directory = directory

    @property
    def channels(self) -> Sequence[str]:
        return ("telegram", "web")

    def texts(self, content: Content, desk: str, _channel: str) -> tuple[str, ...]:
        """Exactly what is sent to somebody who has told no commune."""
        return (told_by(teller(desk, self._config, self._directory), content, "vi").text,)
