"""The map as the rest of the house sees it: one object, three questions."""

from dataclasses import dataclass
from pathlib import Path

from communes.artifact import SHIPPED, read
from communes.directory import CommuneCode, Directory
from communes.names.gathering import gather
from communes.position import Positions, radius_of
from communes.reading.resolver import Resolver
from communes.resolution import Hint, Resolution
from communes.shelf import Shelf

CLOSE = 0.2  # degrees, some 20 km: what "near the last position" means for a name


@dataclass(frozen=True, slots=True)
class Atlas:
    directory: Directory
    _resolver: Resolver
    _positions: Positions

    def resolve(self, text: str, hint: Hint | None = None) -> Resolution:
        """Which communes a text means, be it one name or a whole story."""
        return self._resolver.resolve(str(text), hint, self._near(hint))

    def locate(
        self,
        latitude: float,
        longitude: float,
        accuracy: float | None = None,
        *,
        surveyed: bool = False,
    ) -> Resolution:
        """Which communes a phone's fix with its accuracy in metres touches.

        A `surveyed` point comes from a map, not a phone: it lies in one commune and is not asked.
        """
        try:
            radius = 0.0 if surveyed else radius_of(None if accuracy is None else float(accuracy))
            return self._positions.locate(float(latitude), float(longitude), radius)
        except (TypeError, ValueError, OverflowError):
            return Resolution(reason="outside")

    def _near(self, hint: Hint | None) -> frozenset[CommuneCode]:
        if hint is None or hint.latitude is None or hint.longitude is None:
            return frozenset()
        try:
            return self._positions.near(float(hint.latitude), float(hint.longitude), CLOSE)
        except (TypeError, ValueError, OverflowError):
            return frozenset()


def load(polygons: Path | None = None, artifact: Path | None = None) -> Atlas:
    """The map, with borders when there are: GeoJSON or what `tinbao communes polygons` packed."""
    units = read(artifact or SHIPPED)
    borders = None
    if polygons is not None:
        from communes.borders import is_packed, read_geojson
        from communes.borders import read as read_packed

        known = units.directory.communes
        borders = read_packed(polygons) if is_packed(polygons) else read_geojson(polygons, known)
    positions = Positions(units.directory.communes, units.points, borders)
    return Atlas(units.directory, Resolver(gather(units)), positions)


def load_from(data: Path, polygons: Path | None = None) -> Atlas:
    """What an operator imported into the data folder; what was shipped where nothing was."""
    shelf = Shelf(data / "communes")
    return load(polygons or shelf.borders(), shelf.map())
