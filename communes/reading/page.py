"""One message laid out for the search: what each word may be before any name is looked up."""

from dataclasses import dataclass

from rapidfuzz.distance import OSA

from communes.everyday import FIRST_WORDS, is_everyday
from communes.reading.claims import Claims
from communes.remembering import remembered
from communes.text import Word, read
from communes.words import (
    FILLER,
    LEVELS,
    NEVER_NAMES,
    SPELT,
    TYPES,
)

PAIRS = frozenset({"thitran", "thixa", "thanhpho", "dackhu", "tp", "tx", "tt"})
_ENDINGS = frozenset(TYPES) | {pair[start:] for pair in PAIRS for start in range(1, len(pair))}
SHORT = 8  # words: a message this short is hardly more than the address
_LONGEST_TYPE = 9  # letters: "thanhpho" and a slip
_LONG_TYPES = ("phuong", "huyen", "tinh")
_PAIR_TYPES = ("thanhpho", "thitran", "thixa")


@dataclass(slots=True)
class Page:
    words: list[Word]
    types: list[tuple[str, ...]]  # of the type phrase that ends right before this word
    type_starts: list[int]
    is_type: list[bool]
    claims: list[int]
    claimed: list[bool]
    syllables: frozenset[str]
    everyday: list[bool]  # a word of "sòng bạc", "tiền phòng"
    announcing: list[bool]  # a word that a street's or a hamlet's name stands behind

    def is_open(self, place: int) -> bool:
        """May this word be part of a name nobody has explained yet?"""
        word = self.words[place]
        if self.is_type[place] or self.claimed[place] or word.text.isdigit():
            return False
        if word.text in NEVER_NAMES:
            return False
        return word.text not in FILLER or bool(self.types[place]) or len(self.words) <= SHORT

    def parts(self, place: int) -> bool:
        """Does a new stretch of the address begin with this word?"""
        return self.words[place].cut or self.words[place].dashed

    def names_type(self, place: int) -> bool:
        """Is this a type word, be it misspelt?"""
        return self.is_type[place] or bool(self.types[place + 1])

    def is_edge(self, outside: int, boundary: int) -> bool:
        """Does a stretch of text end here: at a comma, a type word, a number, a street?"""
        if not 0 <= outside < len(self.words) or self.words[boundary].cut:
            return True
        word = self.words[outside]
        return self.is_type[outside] or self.claimed[outside] or word.text.isdigit()

    def is_common(self, start: int, end: int) -> bool:
        """Is every word a syllable of its own, so that none is two names glued together?"""
        return all(w.text in FILLER or w.text in self.syllables for w in self.words[start:end])


def lay_out(text: str, syllables: frozenset[str]) -> Page:
    words = read(text)
    count = len(words)
    page = Page(words, [()] * (count + 1), [0] * (count + 1), [False] * count, [], [], syllables,
                _everyday(words), [])  # fmt: skip
    for place in range(1, count + 1):
        _mark_type(page, place, syllables)
    claims = Claims(words, page.types, page.is_type)
    page.claims, page.claimed, page.announcing = claims.strength, claims.taken, claims.announcing
    return page


def _everyday(words: list[Word]) -> list[bool]:
    marks = [False] * len(words)
    for place in range(len(words) - 1):
        if words[place].text in FIRST_WORDS and is_everyday(words[place], words[place + 1]):
            marks[place] = marks[place + 1] = True
    return marks


def _mark_type(page: Page, end: int, syllables: frozenset[str]) -> None:
    words = page.words
    if end < len(words) and words[end].cut:
        return
    last = words[end - 1]
    if len(last.text) > _LONGEST_TYPE or last.text.isdigit():
        return
    before = "" if end == 1 or last.cut else words[end - 2].text
    if last.text in syllables and last.text not in _ENDINGS and not _is_odd(before, syllables):
        return  # most words: no need to ask what type they name
    length, types = _type_phrase(before, last, syllables)
    if types:
        page.types[end], page.type_starts[end] = types, end - length
        # A misspelt type may as well be the name itself: "Phươn Canh".
        sure = length == 2 or (words[end - 1].text in TYPES and not _repeats(page, end, types))
        page.is_type[end - length : end] = [sure] * length


def _repeats(page: Page, end: int, types: tuple[str, ...]) -> bool:
    """In "xã Xà Phiên" and "x fuong thinh" the second word begins the name."""
    before = page.types[end - 1]
    same = bool(before) and set(LEVELS[before[0]]) == set(LEVELS[types[0]])
    return same and len(page.words[end - 1].text) > 1


@remembered(16384)  # the words around a name are mostly the same few hundred
def _type_phrase(before: str, last: Word, syllables: frozenset[str]) -> tuple[int, tuple[str, ...]]:
    """How many words up to this one name a type of unit, and which."""
    if before:
        if before + last.text in PAIRS:
            return 2, TYPES[before + last.text]
        pair = _misspelt(before + last.text, _PAIR_TYPES) if _is_odd(before, syllables) else ()
        if pair:
            return 2, pair
    if last.text in TYPES and _is_spelt(last):
        return 1, TYPES[last.text]
    if len(last.text) >= 4 and last.text not in syllables:
        return 1, _misspelt(last.text, _LONG_TYPES)
    return 0, ()


def _is_odd(text: str, syllables: frozenset[str]) -> bool:
    return len(text) > 2 and text not in syllables and text not in TYPES


def _is_spelt(word: Word) -> bool:
    allowed = SPELT.get(word.text)
    return allowed is None or not word.marked or word.shape in allowed


def _misspelt(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if OSA.distance(text, name, score_cutoff=1) <= 1:
            return TYPES[name]
    return ()
