"""From a phone's position to communes: route when the circle touches one, else ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, hypot, isfinite, radians
from typing import TYPE_CHECKING

from communes.directory import Commune, CommuneCode
from communes.resolution import Found, Resolution

if TYPE_CHECKING:  # numpy is only needed, and only imported, when borders were imported
    from communes.borders import Borders

LEAST_RADIUS = 30.0  # metres: no phone is better than this between houses
MOST_RADIUS = 5_000.0
SIMPLIFIED = 50.0  # metres that a border may lie off: a point so close is inside all the same
OFF_SHORE = 500.0  # metres: simplified borders cut off quays and river mouths
FARTHEST = 0.45  # degrees, some 50 km: nobody that far from every commune's centre is in Vietnam
NEAREST, MOST_CHOICES = 3, 5
_LATITUDES, _LONGITUDES = (6.0, 24.0), (102.0, 118.0)


@dataclass(frozen=True, slots=True)
class Positions:
    communes: Mapping[CommuneCode, Commune]
    points: Mapping[CommuneCode, tuple[float, float]]
    borders: "Borders | None" = None

    def locate(self, latitude: float, longitude: float, radius: float) -> Resolution:
        misplaced = _misplaced(latitude, longitude)
        if misplaced:
            return Resolution(reason=misplaced)
        if self.borders is None:
            return self._by_centre(latitude, longitude)
        return self._by_border(self.borders, latitude, longitude, radius)

    def near(self, latitude: float, longitude: float, degrees: float) -> frozenset[CommuneCode]:
        distances = self._distances(latitude, longitude)
        return frozenset(code for distance, code in distances if distance <= degrees)

    def _by_border(
        self, borders: "Borders", latitude: float, longitude: float, radius: float
    ) -> Resolution:
        touched = borders.touched(latitude, longitude, radius)
        if not touched or touched[0][0] >= 0:
            around = borders.touched(latitude, longitude, max(OFF_SHORE, radius))
            if not around:
                return Resolution(reason="outside")
            cut_off = radius == 0 and len(around) == 1 and around[0][0] <= SIMPLIFIED
            return self._offer([code for _, code in around], "near_border", ask=not cut_off)
        codes = [code for _, code in touched]
        return self._offer(codes, "border" if len(codes) > 1 else "inside", ask=len(codes) > 1)

    def _by_centre(self, latitude: float, longitude: float) -> Resolution:
        nearest = sorted(self._distances(latitude, longitude))[:NEAREST]
        if not nearest or nearest[0][0] > FARTHEST:
            return Resolution(reason="outside")
        return self._offer([code for _, code in nearest], "nearest", ask=True)

    def _distances(self, latitude: float, longitude: float) -> list[tuple[float, CommuneCode]]:
        shrink = cos(radians(latitude))
        return [
            (hypot(point[0] - latitude, (point[1] - longitude) * shrink), code)
            for code, point in self.points.items()
        ]

    def _offer(self, codes: list[str], reason: str, *, ask: bool) -> Resolution:
        evidence = "chứa vị trí đã gửi" if reason == "inside" else "gần vị trí đã gửi"
        chosen = [self.communes[CommuneCode(code)] for code in codes[:MOST_CHOICES]]
        found = tuple(
            Found(commune, round(1.0 / (1 + rank), 3), evidence)
            for rank, commune in enumerate(chosen)
        )
        return Resolution(found, ask, reason, chosen[0].province.code)


def radius_of(accuracy: float | None) -> float:
    """Metres around a phone's fix in which its owner may be."""
    if accuracy is None or not isfinite(accuracy):
        return LEAST_RADIUS
    return min(max(accuracy, LEAST_RADIUS), MOST_RADIUS)


def _misplaced(latitude: float, longitude: float) -> str:
    if not (isfinite(latitude) and isfinite(longitude)):
        return "outside"
    if _within(latitude, _LATITUDES) and _within(longitude, _LONGITUDES):
        return ""
    swapped = _within(longitude, _LATITUDES) and _within(latitude, _LONGITUDES)
    return "swapped" if swapped else "outside"


def _within(value: float, span: tuple[float, float]) -> bool:
    return span[0] <= value <= span[1]
