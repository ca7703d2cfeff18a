"""Which words a street, a hamlet, a landmark, a house number or a person takes for itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from communes.text import Word
from communes.words import (
    HAMLETS,
    LANDMARKS,
    LONG_HAMLETS,
    PEOPLE,
    ROADS,
    SPELT_CLAIMS,
    STREET_NAMES,
    STREETS,
)

# How strongly each kind claims the 1st, 2nd … word behind it.
_STRENGTHS = {"street": (9, 7, 4, 2), "place": (6, 5, 3), "person": (6, 5, 5), "number": (7, 5, 2)}
_TWO_WORD_STREETS = frozenset(["xalo", "quoclo", "tinhlo", "ngatu", "ngaba", "duongso", "daolo"])
_BEGIN_HAMLETS = {name[:end] for name in LONG_HAMLETS for end in range(1, len(name))}
_NUMBERED = frozenset(["duong", "dg", "duog", "ql", "quoclo", "tinhlo", "duongso"])
_MOST_NUMBERS = 2  # a day and its month
_HALF_STREETS = frozenset({"dai", "nga"})  # without "lộ" or "tư" rather a name's own words
_COUNTRY = frozenset({"vietnam", "vn"})
_BEGIN_COUNTRY = _COUNTRY | {"viet"}
_BEGIN_STREETS = {name[:end] for name in _TWO_WORD_STREETS for end in range(1, len(name))}
# Most words begin no claim: they are passed over at a glance.
_BEGINNINGS = frozenset(
    {*_BEGIN_STREETS, *_BEGIN_HAMLETS, *LONG_HAMLETS, *HAMLETS, *STREETS, *LANDMARKS, *PEOPLE,
     *_BEGIN_COUNTRY}
)  # fmt: skip
_NAMED = 9  # a street's well-known name


@dataclass(slots=True)
class Claims:
    words: Sequence[Word]
    types: Sequence[tuple[str, ...]]  # of the type phrase that ends right before a word
    is_type: Sequence[bool]
    strength: list[int] = field(init=False)
    taken: list[bool] = field(init=False)
    announcing: list[bool] = field(init=False)  # "đường", "tổ dân phố", "chợ" themselves

    def __post_init__(self) -> None:
        self.strength = [0] * len(self.words)
        self.taken = [False] * len(self.words)
        self.announcing = [False] * len(self.words)
        place = 0
        while place < len(self.words):
            text = self.words[place].text
            if text in _BEGINNINGS or text.isdigit():
                place = self._pass_country(place) or self._mark(place)
            else:
                place += 1

    def _mark(self, place: int) -> int:
        """Returns where to go on."""
        if self.is_type[place]:
            return place + 1
        hamlet = self._hamlet(place)
        if hamlet:
            self._announce(place, hamlet)
            return self._mark_hamlet(hamlet)
        two = self.words[place].text + self._text(place + 1)
        if two in _TWO_WORD_STREETS:
            self._announce(place, place + 2)
            return self._take_number(place + 2, two) or self._claim(place + 2, "street")
        kind = self._kind(place)
        if not kind:
            return place + 1
        if self._text(place + 1) and self.words[place].text not in _HALF_STREETS:
            self._announce(place, place + 1)
        number = self._take_number(place + 1, self.words[place].text)
        return number or self._claim(place + 1, kind)

    def _announce(self, start: int, end: int) -> None:
        self.announcing[start:end] = [True] * (end - start)

    def _pass_country(self, place: int) -> int:
        """Where a "Việt Nam" behind a comma ends; 0 where none stands."""
        first = self.words[place]
        if not first.cut or first.text not in _BEGIN_COUNTRY:
            return 0
        end = place + (1 if first.text in _COUNTRY else 2)
        name = first.text + (self._text(place + 1) if end > place + 1 else "")
        if name not in _COUNTRY or self._text(end):
            return 0
        self.taken[place:end] = [True] * (end - place)
        return end

    def _hamlet(self, place: int) -> int:
        """The word behind "tổ", "khu phố" or "tổ dân phố" here; 0 where none stands."""
        text = ""
        for end in range(place, min(place + 3, len(self.words))):
            if self.words[end].cut and end > place:
                break
            text += self.words[end].text
            if text in LONG_HAMLETS:
                return end + 1
            if text not in _BEGIN_HAMLETS:
                break
        word = self.words[place]
        return place + 1 if word.text in HAMLETS and self._is_spelt_so(place) else 0

    def _mark_hamlet(self, place: int) -> int:
        """In "tổ 2 Đức An" the number is the hamlet's whole name."""
        if self._text(place).isdigit():
            self.taken[place] = True
            return self._behind_number(place + 1)
        return self._claim(place, "place")

    def _behind_number(self, place: int) -> int:
        """In "ấp 3A" the letter belongs to the number."""
        text = self._text(place)
        if len(text) == 1 and text.isalpha() and not self.is_type[place]:
            self.taken[place] = True
            return place + 1
        return place

    def _kind(self, place: int) -> str:
        word = self.words[place]
        if not self._is_spelt_so(place):
            return ""
        if word.text.isdigit():
            return "number" if self._is_house(place) else ""
        if word.text in STREETS:
            return "street"
        if word.text in LANDMARKS:
            return "place"
        named = word.text in PEOPLE and (word.marked or self._is_named(place + 1))
        return "person" if named else ""

    def _is_spelt_so(self, place: int) -> bool:
        """Whether no "xã Trường Xuân" is taken for a school, no "lạng" for a "làng"."""
        word = self.words[place]
        if self.types[place]:
            return False
        return not word.marked or word.shape in SPELT_CLAIMS.get(word.text, (word.shape,))

    def _is_house(self, place: int) -> bool:
        """In "Móng Cái 1 Quảng Ninh" the number ends a name, it is no house."""
        word = self.words[place]
        if place == 0 or word.cut or self._street_name_end(place + 1) > place + 1:
            return True
        before = self.words[place - 1]
        return before.text in ROADS or before.text.isdigit()

    def _is_named(self, place: int) -> bool:
        return place < len(self.words) and self.words[place].capital

    def _text(self, place: int) -> str:
        if place < len(self.words) and not self.words[place].cut:
            return self.words[place].text
        return ""

    def _claim(self, start: int, kind: str) -> int:
        """Returns where to go on; a known street name ends the claim exactly."""
        end = self._street_name_end(start)
        if end > start:
            for place in range(start, end):
                self.strength[place], self.taken[place] = _NAMED, True
            return end
        for offset, strength in enumerate(_STRENGTHS[kind]):
            place = start + offset
            if place >= len(self.words) or self.words[place].cut or self.is_type[place]:
                break
            if kind == "person" and offset and not self.words[place].capital:
                break
            self.strength[place] = max(self.strength[place], strength)
            self.taken[place] = self.taken[place] or offset < 2
        return start

    def _take_number(self, start: int, road: str) -> int:
        """Where the number ends that is a road's whole name: "đường 3/2 Cần Thơ"; 0 without one."""
        if road not in _NUMBERED or self._street_name_end(start) > start:
            return 0
        digits = (self._text(place).isdigit() for place in range(start, start + _MOST_NUMBERS))
        end = start + len(list(takewhile(bool, digits)))
        if end == start:
            return 0
        self.taken[start:end] = [True] * (end - start)
        return self._behind_number(end)

    def _street_name_end(self, start: int) -> int:
        key, best = "", start
        for place in range(start, min(start + 4, len(self.words))):
            if self.words[place].cut or (self.is_type[place] and place == start):
                break
            key += self.words[place].text
            if key in STREET_NAMES:
                best = place + 1
        return best
