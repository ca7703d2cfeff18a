"""Every name a place has or had, ready to be looked up by what people type."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from communes.directory import Commune, ProvinceCode
from communes.names.keys import Groups, Keys

NEW, OLD, EARLIER = "new", "old", "earlier"
# Groups of names that are guessed at together: all there are, and those of one place.
ALL_WARDS, ALL_DISTRICTS, ALL_PROVINCES = "wards", "districts", "provinces"
WARDS_OF_PROVINCE, WARDS_OF_DISTRICT = "wards of province ", "wards of district "
DISTRICTS_OF_PROVINCE = "districts of province "


@dataclass(slots=True, eq=False)
class Unit:
    """One name of a commune, today's or a former one, and where it leads."""

    age: str
    key: str
    shapes: tuple[str, ...]
    types: tuple[str, ...]  # the type it has, then one it had
    communes: tuple[Commune, ...]
    districts: frozenset[str]
    old_provinces: frozenset[str]
    province: ProvinceCode
    label: str
    split: bool = False
    home: Commune | None = None  # the part of a split ward where all its people live


@dataclass(slots=True, eq=False)
class District:
    key: str
    shapes: tuple[str, ...]
    code: str
    types: tuple[str, ...]
    label: str
    province: ProvinceCode
    old_province: str


@dataclass(slots=True, eq=False)
class Area:
    """A province, today's or a former one."""

    key: str
    shapes: tuple[str, ...]
    types: tuple[str, ...]
    new: ProvinceCode
    old: str | None
    exact_new: bool  # the name of a province of today
    now: str = ""  # the type of the province of today, when the name is its own
    weak: bool = False  # an abbreviation that may well be something else


Named = Sequence[Unit | District | Area]
Meanings = Sequence[tuple[str, Named]]  # by level: ward, district, province


@dataclass(frozen=True, slots=True)
class Gazetteer:
    names: Mapping[str, object]  # every name there is
    syllables: frozenset[str]
    successors: Mapping[str, tuple[Commune, ...]]  # of a district, the likeliest first
    groups: Groups
    read: Callable[[str], Meanings]  # what one name of the map stands for
    beginnings: frozenset[str] = field(init=False)  # the first letters of every name, however many
    _known: dict[str, Meanings] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        begun = frozenset(key[:end] for key in self.names for end in range(1, len(key)))
        object.__setattr__(self, "beginnings", begun)

    def meanings(self, key: str) -> Meanings:
        """All a name may stand for; each is read once, when somebody first writes it."""
        known = self._known.get(key)
        if known is None:
            if key not in self.names:
                return ()
            known = self._known[key] = self.read(key)
        return known

    def wards_of_province(self, code: str) -> Keys:
        return self.groups[WARDS_OF_PROVINCE + code]

    def wards_of_district(self, code: str) -> Keys:
        return self.groups[WARDS_OF_DISTRICT + code]

    def districts_of_province(self, code: str) -> Keys:
        return self.groups[DISTRICTS_OF_PROVINCE + code]
