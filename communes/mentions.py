"""Finds names in a message: exactly as written, then as they sound, then with slips."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communes.gazetteer import Area, District, Gazetteer, Unit
from communes.page import Page
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
    for start, end, key in windows(page, LONGEST_NAME):
        types = page.types[start]
        found.extend(look_up(page, gazetteer, (start, end), key, 0.0, types))
        if page.words[start].text not in gazetteer.syllables:
            found.extend(_unglued(page, gazetteer, (start, end), key))
    return found


def windows(page: Page, longest: int) -> Iterable[tuple[int, int, str]]:
    words = page.words
    for start in range(len(words)):
        key = ""
        for end in range(start + 1, min(start + longest, len(words)) + 1):
            if end > start + 1 and words[end - 1].cut:
                break
            key += words[end - 1].text
            yield start, end, key


def look_up(
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
            before = page.words[span[0] - 1].text if span[0] else ""
            types = TYPES.get(before + typed) or TYPES[typed]  # "thị xãbỉm sơn"
            yield from look_up(page, gazetteer, span, key[len(typed) :], 0.0, types)
