"""One message laid out for the search: what each word may be before any name is looked up."""

from dataclasses import dataclass

from rapidfuzz.distance import OSA

from communes.reading import Word, read
from communes.words import (
    FILLER,
    HAMLETS,
    LANDMARKS,
    PEOPLE,
    SPELT,
    STREET_NAMES,
    STREETS,
    TYPES,
)

PAIRS = frozenset({"thitran", "thixa", "thanhpho", "dackhu", "tp", "tx", "tt"})
_LONG_TYPES = ("phuong", "huyen", "tinh")
# How strongly a street, hamlet or landmark word claims the 1st, 2nd … word behind it.
_CLAIMS = {"street": (9, 7, 4, 2), "place": (6, 5, 3), "person": (6,), "number": (7, 5, 2)}
_TWO_WORD_STREETS = frozenset("xalo quoclo tinhlo ngatu ngaba duongso daolo".split())


@dataclass(slots=True)
class Page:
    words: list[Word]
    types: list[tuple[str, ...]]  # of the type phrase that ends right before this word
    type_starts: list[int]
    is_type: list[bool]
    claims: list[int]
    claimed: list[bool]

    def is_open(self, place: int) -> bool:
        """May this word be part of a name nobody has explained yet?"""
        word = self.words[place]
        if self.is_type[place] or self.claimed[place] or word.text.isdigit():
            return False
        return word.text not in FILLER or bool(self.types[place])


def lay_out(text: str, syllables: frozenset[str]) -> Page:
    words = read(text)
    count = len(words)
    page = Page(words, [()] * (count + 1), [0] * (count + 1), [False] * count, [0] * count,
                [False] * count)  # fmt: skip
    for place in range(1, count + 1):
        _mark_type(page, place, syllables)
    place = 0
    while place < count:
        place = _mark_claim(page, place)
    return page


def _mark_type(page: Page, end: int, syllables: frozenset[str]) -> None:
    words = page.words
    if end < len(words) and words[end].cut and not _abbreviates(words[end - 1]):
        return
    last = words[end - 1]
    start, types = end - 1, ()
    if end > 1 and not last.cut and words[end - 2].text + last.text in PAIRS:
        start, types = end - 2, TYPES[words[end - 2].text + last.text]
    elif last.text in TYPES and _is_spelt(last):
        types = TYPES[last.text]
    elif len(last.text) >= 4 and last.text not in syllables:
        types = _misspelt(last.text)
    if types:
        page.types[end], page.type_starts[end] = types, start
        page.is_type[start:end] = [True] * (end - start)


def _abbreviates(word: Word) -> bool:
    return len(word.text) <= 2 and word.text in TYPES


def _is_spelt(word: Word) -> bool:
    allowed = SPELT.get(word.text)
    return allowed is None or not word.marked or word.spelt in allowed


def _misspelt(text: str) -> tuple[str, ...]:
    for name in _LONG_TYPES:
        if OSA.distance(text, name, score_cutoff=1) <= 1:
            return TYPES[name]
    return ()


def _mark_claim(page: Page, place: int) -> int:
    word = page.words[place]
    if page.is_type[place]:
        return place + 1
    following = page.words[place + 1].text if place + 1 < len(page.words) else ""
    if word.text + following in _TWO_WORD_STREETS:
        return _claim(page, place + 2, "street")
    if word.text in STREETS and word.spelt not in ("đường5", "dương", "dưỡng"):
        return _claim(page, place + 1, "street")
    if word.text.isdigit():
        return place + 1 if page.types[place] else _claim(page, place + 1, "number")
    if word.text in HAMLETS or word.text in LANDMARKS:
        return _claim(page, place + 1, "place")
    if word.text in PEOPLE:
        _claim(page, place + 1, "person")
    return place + 1


def _claim(page: Page, start: int, kind: str) -> int:
    """Returns where to go on; a known street name ends the claim exactly."""
    end = _street_name_end(page, start)
    if end > start:
        for place in range(start, end):
            page.claims[place], page.claimed[place] = 9, True
        return end
    for offset, strength in enumerate(_CLAIMS[kind]):
        place = start + offset
        if place >= len(page.words) or page.words[place].cut or page.is_type[place]:
            break
        page.claims[place] = max(page.claims[place], strength)
        page.claimed[place] = page.claimed[place] or offset < 2
    return start


def _street_name_end(page: Page, start: int) -> int:
    key, best = "", start
    for place in range(start, min(start + 4, len(page.words))):
        if page.words[place].cut or (page.is_type[place] and place == start):
            break
        key += page.words[place].text
        if key in STREET_NAMES:
            best = place + 1
    return best
