"""Finds names in a message: exactly as written, then as they sound, then with slips."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from communes.gazetteer import Area, District, Gazetteer, Unit
from communes.page import Page
from communes.sound import slip, sound, tolerance
from communes.words import DISTRICT, GLUED_TYPES, LEVELS, PROVINCE, TYPES, WARD

LONGEST_NAME = 6  # words


@dataclass(slots=True, eq=False)
class Mention:
    start: int
    end: int
    level: str
    key: str
    cost: float
    types: tuple[str, ...]  # the type word before it, () when none
    claim: int  # how strongly a street or a hamlet claims these words
    units: Sequence[Unit | District | Area]

    @property
    def is_typed_right(self) -> bool:
        return any(self.level in LEVELS[t] for t in self.types)

    @property
    def is_typed_wrong(self) -> bool:
        return bool(self.types) and not self.is_typed_right

    def overlaps(self, other: "Mention") -> bool:
        return self.start < other.end and other.start < self.end


def exact(page: Page, gazetteer: Gazetteer) -> list[Mention]:
    found: list[Mention] = []
    for start, end, key in _windows(page, LONGEST_NAME):
        types = page.types[start]
        found.extend(_look_up(page, gazetteer, (start, end), key, 0.0, types))
        if page.words[start].text not in gazetteer.syllables:
            found.extend(_unglued(page, gazetteer, (start, end), key))
    return found


def _windows(page: Page, longest: int) -> Iterable[tuple[int, int, str]]:
    words = page.words
    for start in range(len(words)):
        key = ""
        for end in range(start + 1, min(start + longest, len(words)) + 1):
            if end > start + 1 and words[end - 1].cut:
                break
            key += words[end - 1].text
            yield start, end, key


def _look_up(
    page: Page,
    gazetteer: Gazetteer,
    span: tuple[int, int],
    key: str,
    cost: float,
    types: tuple[str, ...],
) -> Iterable[Mention]:
    claim = 0 if types else page.claims[span[0]]
    tables: tuple[tuple[str, dict[str, list]], ...] = (  # type: ignore[type-arg]
        (WARD, gazetteer.wards),
        (DISTRICT, gazetteer.districts),
        (PROVINCE, gazetteer.areas),
    )
    for level, table in tables:
        units = table.get(key)
        if units:
            mention = Mention(*span, level, key, cost, types, claim, units)
            if not key.isdigit() or mention.is_typed_right:
                yield mention


def _unglued(
    page: Page, gazetteer: Gazetteer, span: tuple[int, int], key: str
) -> Iterable[Mention]:
    for typed in GLUED_TYPES:
        if key.startswith(typed) and len(key) > len(typed) + 1:
            yield from _look_up(page, gazetteer, span, key[len(typed) :], 0.0, TYPES[typed])


class Search:
    """The slower search, for what the exact one left unexplained."""

    def __init__(self, page: Page, gazetteer: Gazetteer) -> None:
        self.page, self.gazetteer = page, gazetteer
        self.windows = list(self._open_windows())
        self.sound_lists: dict[int, list[str]] = {}

    def provinces(self) -> list[Mention]:
        keys = [k for k, areas in self.gazetteer.areas.items() if not areas[0].weak and len(k) > 3]
        return self._near(keys, PROVINCE, longest=4)

    def districts(self, provinces: Iterable[str]) -> list[Mention]:
        groups = self.gazetteer.district_keys_of_province
        keys = [key for p in provinces for key in groups.get(p, ())]
        return self._near(keys or list(self.gazetteer.districts), DISTRICT, longest=4)

    def wards(self, provinces: Iterable[str], districts: Iterable[str]) -> list[Mention]:
        by_district = self.gazetteer.ward_keys_of_district
        by_province = self.gazetteer.ward_keys_of_province
        keys = {key: None for d in districts for key in by_district.get(d, ())}
        keys |= {key: None for p in provinces for key in by_province.get(p, ())}
        return self._near(list(keys) or list(self.gazetteer.wards), WARD, longest=5)

    def _open_windows(self) -> Iterable[tuple[int, int, str, str, tuple[str, ...]]]:
        page = self.page
        for start, end, key in _windows(page, 5):
            if not any(page.is_open(i) for i in range(start, end)) or len(key) < 3:
                continue
            if any(page.is_type[i] and i != end - 1 for i in range(start, end)):
                continue
            heard = "".join(sound(page.words[i].text) for i in range(start, end))
            yield start, end, key, heard, page.types[start]
            if page.words[start].text not in self.gazetteer.syllables:
                yield from self._without_type(start, end, key)

    def _without_type(
        self, start: int, end: int, key: str
    ) -> Iterable[tuple[int, int, str, str, tuple[str, ...]]]:
        first = self.page.words[start].text
        for typed in GLUED_TYPES:
            if first.startswith(typed) and len(first) > len(typed) + 1:
                rest = [first[len(typed) :], *(w.text for w in self.page.words[start + 1 : end])]
                yield start, end, "".join(rest), "".join(map(sound, rest)), TYPES[typed]

    def _near(self, keys: list[str], level: str, longest: int) -> list[Mention]:
        sounds = [self.gazetteer.sounds.get(key, key) for key in keys]
        found: list[Mention] = []
        for start, end, key, heard, types in self.windows:
            if end - start > longest:
                continue
            for name, cost in self._candidates(key, heard, keys, sounds).items():
                found.extend(
                    m
                    for m in _look_up(self.page, self.gazetteer, (start, end), name, cost, types)
                    if m.level == level
                )
        return found

    def _candidates(
        self, key: str, heard: str, keys: list[str], sounds: list[str]
    ) -> dict[str, float]:
        limit = tolerance(len(key))
        near = process.extract(key, keys, scorer=OSA.distance, score_cutoff=limit, limit=12)
        near += process.extract(
            heard, sounds, scorer=OSA.distance, score_cutoff=max(0, limit - 1), limit=12
        )
        found = {}
        for _, _, place in near:
            name = keys[place]
            cost = slip(key, name, heard, sounds[place])
            if cost and cost <= limit:
                found[name] = cost
        return found
