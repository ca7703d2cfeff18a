"""Finds names in a message: exactly as written, then as they sound, then with slips."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from communes.names.gazetteer import Area, District, Gazetteer
from communes.reading.page import Page
from communes.words import DISTRICT, GLUED_TYPES, LEVELS, PROVINCE, TYPES

LONGEST_NAME = 6  # words
_SHORT = frozenset({"hue", "bmt"})  # districts known by so few letters
LEAST_BEHIND_A_LETTER = 4  # letters: "thuê" is no "t. Huế"
OFTEN, MOST_MENTIONS = 3, 300


@dataclass(slots=True, eq=False)
class Mention:
    start: int
    end: int
    level: str
    key: str
    cost: float
    types: tuple[str, ...]  # the type word before it, () when none
    claim: int  # how strongly a street or a hamlet claims these words
    units: Sequence[Any]  # Unit, District or Area, as the level says

    is_typed_right: bool = field(init=False)
    is_typed_wrong: bool = field(init=False)
    is_whole: bool = field(init=False)  # word for word, not "Đông Hòa" out of "Đông Hồ ạ"

    def __post_init__(self) -> None:
        self.is_whole = self.cost == 0 and _has_name_of(self.end - self.start, self.units)
        self.is_typed_right = self.is_typed_wrong = False
        if self.types:
            self.is_typed_right = _names(self.types, self.level)
            self.is_typed_wrong = not self.is_typed_right

    def distance(self, other: "Mention") -> int:
        """The words that lie between; below zero where they overlap."""
        return max(self.start - other.end, other.start - self.end)

    def overlaps(self, other: "Mention") -> bool:
        return self.start < other.end and other.start < self.end


def _has_name_of(size: int, units: Sequence[Any]) -> bool:
    """Is one of them a name of so many words? Mostly the first one is."""
    return len(units[0].shapes) == size or any(len(unit.shapes) == size for unit in units)


@lru_cache(maxsize=256)
def _names(types: tuple[str, ...], level: str) -> bool:
    return any(level in LEVELS[kind] for kind in types)


def exact(page: Page, gazetteer: Gazetteer) -> list[Mention]:
    found: list[Mention] = []
    times: dict[str, int] = {}
    for start, word in enumerate(page.words):
        is_odd = word.text not in gazetteer.syllables
        keys = _glued_from if is_odd else _names_from
        for end, key in keys(page, gazetteer, start):
            times[key] = times.get(key, 0) + 1
            if times[key] > OFTEN:
                continue  # "phường 1, phường 1, …": saying it again adds nothing but work
            found += look_up(page, gazetteer, (start, end), key, 0.0, page.types[start])
            if is_odd:
                found += _unglued(page, gazetteer, (start, end), key)
    return found[:MOST_MENTIONS]


def _names_from(page: Page, gazetteer: Gazetteer, start: int) -> list[tuple[int, str]]:
    """The names that begin with this word, each with where it ends."""
    words, names, beginnings = page.words, gazetteer.names, gazetteer.beginnings
    found: list[tuple[int, str]] = []
    end, key = start + 1, words[start].text
    most = min(start + LONGEST_NAME, len(words))
    while True:
        if key in names:
            found.append((end, key))
        if end >= most or words[end].cut or key not in beginnings:
            return found
        key += words[end].text
        end += 1


def _glued_from(page: Page, gazetteer: Gazetteer, start: int) -> Iterable[tuple[int, str]]:
    """No name begins with such a word, but names may be glued together in it."""
    for end, key in windows_from(page, start, LONGEST_NAME):
        yield end, key
        if not _begins_a_name(key, gazetteer.beginnings):
            return


def _begins_a_name(key: str, beginnings: frozenset[str]) -> bool:
    if key in beginnings:
        return True
    types = (typed for typed in GLUED_TYPES.get(key[0], ()) if key.startswith(typed))
    return any(key == typed or key[len(typed) :] in beginnings for typed in types)


def windows_from(page: Page, start: int, longest: int) -> Iterable[tuple[int, str]]:
    """The stretches of a message that begin with this word, up to the next comma."""
    words = page.words
    key = ""
    for end in range(start + 1, min(start + longest, len(words)) + 1):
        if end > start + 1 and words[end - 1].cut:
            return
        key += words[end - 1].text
        yield end, key


def look_up(
    page: Page,
    gazetteer: Gazetteer,
    span: tuple[int, int],
    key: str,
    cost: float,
    types: tuple[str, ...],
) -> Sequence[Mention]:
    meanings = gazetteer.meanings(key)
    if not meanings:
        return ()
    start, end = span
    claim = 0 if types else page.claims[start]
    found = [Mention(start, end, level, key, cost, types, claim, u) for level, u in meanings]
    return [mention for mention in found if _is_said(page, mention)]


def _is_said(page: Page, mention: Mention) -> bool:
    """A number or an initial is a name only behind its type: "quận 1", "q.PN"."""
    if mention.level == PROVINCE:
        return _is_shortened_so(page, mention)
    if len(mention.key) == 1 and mention.key.isalpha():  # "anh P.V.S." lives in no "phường V"
        return mention.is_typed_right and len(page.words[page.type_starts[mention.start]].text) > 1
    if mention.key.isdigit():
        return mention.is_typed_right
    initials = mention.level == DISTRICT and len(mention.key) <= 3 and mention.key not in _SHORT
    return not initials or _stands_for_district(page, mention)


def _stands_for_district(page: Page, mention: Mention) -> bool:
    """Whether "q.PN" may be Phú Nhuận; a city's initials must stand last: "tp BH"."""
    types = page.types[mention.start]
    fits = any(isinstance(u, District) and u.types[0] in types for u in mention.units)
    return fits and (types != ("thành phố",) or _is_last(page, mention))


def _is_last(page: Page, mention: Mention) -> bool:
    after = mention.end
    if after == len(page.words) or page.words[after].cut:
        return True
    return page.is_type[after] and mention.start == 0


def _is_shortened_so(page: Page, mention: Mention) -> bool:
    """Whether "G.Lai" is written in two pieces, "BD" stands last: else both are other words."""
    area = mention.units[0]
    if not isinstance(area, Area) or not area.weak:
        return True
    first = page.words[mention.start]
    if mention.end - mention.start == 2:
        return len(first.text) == 1
    return len(mention.key) < 4 and first.spelt.isascii() and _is_last(page, mention)


def _unglued(
    page: Page, gazetteer: Gazetteer, span: tuple[int, int], key: str
) -> Iterable[Mention]:
    for typed in GLUED_TYPES.get(key[0], ()):
        least = LEAST_BEHIND_A_LETTER if len(typed) == 1 else 2
        if key.startswith(typed) and len(key) >= len(typed) + least:
            before = page.words[span[0] - 1].text if span[0] else ""
            types = TYPES.get(before + typed) or TYPES[typed]  # "thị xãbỉm sơn"
            yield from look_up(page, gazetteer, span, key[len(typed) :], 0.0, types)
