"""What the map answers when it is asked where a place is."""

from dataclasses import dataclass

from communes.directory import Commune, ProvinceCode


@dataclass(frozen=True, slots=True)
class Found:
    commune: Commune
    confidence: float  # 0..1, comparable inside one resolution only
    evidence: (
        str  # Vietnamese, for the officer and for "trước đây là …": "phường Bến Nghé cũ, quận 1"
    )


@dataclass(frozen=True, slots=True)
class Hint:
    """What is known beside the text: a prior, never a filter."""

    province: ProvinceCode | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """`ask` false: route to `found[0]`. `ask` true: offer `found` (at most five, may be empty)."""

    found: tuple[Found, ...] = ()
    ask: bool = True
    reason: str = "no_place"  # a short English slug, safe to log: it holds no word of the text
    province: ProvinceCode | None = None  # the province the text names, when it names one
    position: tuple[float, float] | None = None  # written in the text: latitude, longitude
