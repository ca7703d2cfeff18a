"""Every name a place has or had, ready to be looked up by what people type."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from communes.directory import Commune, ProvinceCode
from communes.names.column import Column
from communes.words import DISTRICT, PROVINCE, WARD

NEW, OLD, EARLIER = "new", "old", "earlier"


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


class Keys:
    """Names side by side with how they sound, ready to be compared in one sweep."""

    def __init__(self, names: Sequence[str] = (), sounds: Sequence[str] = ()) -> None:
        pairs = sorted(zip(names, sounds, strict=True), key=lambda pair: len(pair[0]))
        self.names = [name for name, _ in pairs]
        self.sounds = [heard for _, heard in pairs]
        self._written, self._heard = Column(self.names), Column(self.sounds)
        self.by_sound: dict[str, list[int]] = {}
        for place, heard in enumerate(self.sounds):
            self.by_sound.setdefault(heard, []).append(place)
        self._lengths = [len(name) for name in self.names]

    def written_like(self, key: str, limit: int) -> set[int]:
        """The places of the names at most so many slips from what was written."""
        return self._written.nearest(key, self._around(len(key), limit), limit)

    def heard_like(self, heard: str, length: int, limit: int) -> set[int]:
        """The places of the names at most so many slips from how it sounds."""
        # A sound is hardly ever more than two letters shorter than its name.
        return self._heard.nearest(heard, self._around(length, limit + 2), limit)

    def _around(self, length: int, most: int) -> tuple[int, int]:
        """Where the names begin and end that differ in length by no more than `most` letters."""
        first = bisect_left(self._lengths, length - most)
        return first, bisect_right(self._lengths, length + most)


class Groups:
    """The names of each province or district, made ready when they are first asked for."""

    def __init__(
        self, names: Mapping[str, Iterable[str]], ready: Callable[[Iterable[str]], Keys]
    ) -> None:
        self._names, self._ready = names, ready
        self._made: dict[str, Keys] = {}

    def __getitem__(self, code: str) -> Keys:
        if code not in self._made:
            self._made[code] = self._ready(self._names.get(code, ()))
        return self._made[code]


@dataclass(slots=True)
class Gazetteer:
    wards: dict[str, list[Unit]]
    districts: dict[str, list[District]]
    areas: dict[str, list[Area]]
    successors: dict[str, tuple[Commune, ...]]  # of a district, the likeliest first
    syllables: frozenset[str]
    all_wards: Keys
    all_districts: Keys
    area_keys: Keys
    wards_of_province: Groups
    wards_of_district: Groups
    districts_of_province: Groups
    named: dict[str, list[tuple[str, Named]]] = field(init=False)  # all a name may stand for
    beginnings: frozenset[str] = field(init=False)  # the first letters of every name, however many

    def __post_init__(self) -> None:
        self.named = defaultdict(list)
        tables = ((WARD, self.wards), (DISTRICT, self.districts), (PROVINCE, self.areas))
        for level, table in cast(Iterable[tuple[str, Mapping[str, Named]]], tables):
            for key, units in table.items():
                self.named[key].append((level, units))
        self.named = dict(self.named)
        self.beginnings = frozenset(key[:end] for key in self.named for end in range(1, len(key)))
