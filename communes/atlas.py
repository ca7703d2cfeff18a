"""The map as the rest of the house sees it: one object, three questions."""

from dataclasses import dataclass
from math import cos, hypot, isfinite, radians
from pathlib import Path

from communes.artifact import Artifact, read
from communes.directory import Commune, CommuneCode, Directory
from communes.gazetteer import gather
from communes.resolution import Found, Hint, Resolution
from communes.resolver import Resolver

NEAREST = 3


@dataclass(frozen=True)
class Atlas:
    directory: Directory
    _artifact: Artifact
    _resolver: Resolver

    def resolve(self, text: str, hint: Hint | None = None) -> Resolution:
        return self._resolver.resolve(text, hint)

    def locate(
        self, latitude: float, longitude: float, accuracy: float | None = None
    ) -> Resolution:
        if not (isfinite(latitude) and isfinite(longitude)):
            return Resolution(reason="outside")
        if not (8 <= latitude <= 24 and 102 <= longitude <= 118):
            swapped = 8 <= longitude <= 24 and 102 <= latitude <= 118
            return Resolution(reason="swapped" if swapped else "outside")
        nearest = sorted(
            self._artifact.points, key=lambda c: self._distance(c, latitude, longitude)
        )
        found = tuple(self._near(self.directory.communes[code]) for code in nearest[:NEAREST])
        return Resolution(found, ask=True, reason="nearest")

    def _distance(self, code: CommuneCode, latitude: float, longitude: float) -> float:
        point = self._artifact.points[code]
        return hypot(point[0] - latitude, (point[1] - longitude) * cos(radians(latitude)))

    def _near(self, commune: Commune) -> Found:
        return Found(commune, 0.5, "gần vị trí đã gửi")


def load(polygons: Path | None = None) -> Atlas:  # noqa: ARG001
    artifact = read()
    return Atlas(artifact.directory, artifact, Resolver(gather(artifact)))
