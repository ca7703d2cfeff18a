"""The map for a command: names of places are learned only when somebody writes one."""

from bot.config import Config
from communes.atlas import load_from
from communes.directory import Directory
from communes.resolution import Hint, Resolution


class LatePlaces:
    def __init__(self, config: Config, directory: Directory) -> None:
        self._config = config
        self._directory = directory

    @property
    def directory(self) -> Directory:
        return self._directory

    def resolve(self, text: str, hint: Hint | None = None) -> Resolution:
        atlas = load_from(self._config.data, self._config.communes.polygons)
        return atlas.resolve(text, hint)
