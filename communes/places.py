"""What others ask of the map (communes.atlas.Atlas)."""

from typing import Protocol

from communes.directory import Directory
from communes.resolution import Hint, Resolution


class NamedPlaces(Protocol):
    """For whoever only reads what is written."""

    @property
    def directory(self) -> Directory: ...
    def resolve(self, text: str, hint: Hint | None = None) -> Resolution: ...


class Places(NamedPlaces, Protocol):
    def locate(
        self, latitude: float, longitude: float, accuracy: float | None = None
    ) -> Resolution: ...
