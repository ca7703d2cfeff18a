"""The slower search, for what the exact one left unexplained: by sound, and with slips."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communes.names.gazetteer import ALL_DISTRICTS, ALL_PROVINCES, ALL_WARDS, Gazetteer
from communes.names.keys import Keys
from communes.names.sound import UNHEARD, slip, sound, tolerance
from communes.reading.mentions import LEAST_BEHIND_A_LETTER, Mention, look_up, windows_from
from communes.reading.page import SHORT, Page
from communes.reading.plausibility import is_after_preposition
from communes.reading.roles import ORIGIN
from communes.words import (
    DISTRICT,
    FILLER,
    GLUED_TYPES,
    LEVELS,
    PREPOSITIONS,
    PROVINCE,
    TYPES,
    WARD,
)

LONGEST = 5  # words
MOST_WINDOWS, MOST_IN_A_STORY = 100, 18
_ENOUGH = 3  # letters that tell whether a name may begin so
_USUAL = 3  # only 46 names are longer: worth a look where a name surely stands
_FEW_WORDS = 16
_LEADS = frozenset({"chi", "diem", "cho"})  # "địa chỉ là", "địa điểm là", "chỗ là"
_PARTICLES = frozenset("a ah ak nha nhe nhen nghen".split())  # noqa: SIM905
_SHORT_PROVINCES = frozenset({"hcm", "hue"})


@dataclass(slots=True)
class Window:
    start: int
    end: int
    key: str
    words: list[str]
    types: tuple[str, ...]
    is_alone: bool  # a whole stretch between commas
    heard: str = ""  # worked out for those that are looked up

    def is_for(self, level: str) -> bool:
        return not self.types or any(level in LEVELS[t] for t in self.types)

    def stands_out(self) -> bool:
        return bool(self.types) or self.is_alone


class Search:
    def __init__(self, page: Page, gazetteer: Gazetteer, exact: Sequence[Mention]) -> None:
        self.page, self.gazetteer = page, gazetteer
        taken = [m for m in exact if self._is_plain(m)]
        self._is_marked = any(word.marked for word in page.words)
        self._written = {m.start for m in exact if m.level == WARD and _is_written(m)}
        self._context = [m for m in exact if _is_sure(m)]
        free = {
            (w.key, w.types): w
            for w in self._windows()
            if self._is_hopeful(w) and not any(_inside(w, m) for m in taken)
        }
        # A long story is searched where names surely stand; the rest only as far as it is cheap.
        most = MOST_WINDOWS if len(page.words) <= _FEW_WORDS else MOST_IN_A_STORY
        self.windows = sorted(free.values(), key=_looks_unlike_a_name)[:most]
        for window in self.windows:
            window.heard = "".join(map(sound, window.words))

    def provinces(self) -> list[Mention]:
        fit = [w for w in self.windows if len(w.key) > 3 or w.stands_out()]
        found = self._near(fit, self.gazetteer.groups[ALL_PROVINCES], PROVINCE)
        return [m for m in found if len(m.key) > 3 or m.key in _SHORT_PROVINCES]

    def districts(self, provinces: Iterable[str]) -> list[Mention]:
        groups = [self.gazetteer.districts_of_province(p) for p in provinces]
        if groups:
            return [m for group in groups for m in self._near(self.windows, group, DISTRICT)]
        fit = [w for w in self.windows if w.stands_out()]
        return self._near(fit, self.gazetteer.groups[ALL_DISTRICTS], DISTRICT)

    def wards(
        self, provinces: Iterable[str], districts: Iterable[str], *, everywhere: bool
    ) -> list[Mention]:
        groups = [self.gazetteer.wards_of_province(p) for p in provinces]
        if not groups:
            groups = [self.gazetteer.wards_of_district(d) for d in districts]
        found = [m for group in groups for m in self._near(self.windows, group, WARD)]
        if everywhere:
            fit = [w for w in self.windows if self._is_worth_the_country(w)]
            found += self._near(fit, self.gazetteer.groups[ALL_WARDS], WARD)
        return found

    def _is_worth_the_country(self, window: Window) -> bool:
        """All the wards there are: for a type word, or for a short message's own stretch."""
        if window.start in self._written:
            return False  # "xã An Ninh" stands there: no guess outweighs it
        return bool(window.types) or (window.is_alone and len(self.page.words) <= _FEW_WORDS)

    def stands_out(self, mention: Mention) -> bool:
        return mention.is_typed_right or self._is_alone(mention.start, mention.end)

    def _is_plain(self, mention: Mention) -> bool:
        """Is this surely the province or district it says, so that nobody needs to guess here?"""
        if mention.level == PROVINCE and mention.claim == ORIGIN:
            return True
        if mention.level == WARD or mention.claim or not self._ends(mention.end):
            return False
        return mention.is_typed_right or (
            mention.level == PROVINCE and self._is_alone(mention.start, mention.end)
        )

    def _ends(self, place: int) -> bool:
        words = self.page.words
        return place == len(words) or words[place].cut or not self.page.is_open(place)

    def _is_hopeful(self, window: Window) -> bool:
        """In a story a guess needs evidence: its type, a preposition, a district beside it."""
        page, start, end = self.page, window.start, window.end
        if window.stands_out():
            return True
        if any(page.everyday[start:end]):
            return False
        if len(page.words) <= SHORT or is_after_preposition(page, start):
            return True
        beside = (m for m in self._context if m.end in (start, end) or m.start in (start, end))
        return any(beside) or all(w.capital and w.marked for w in page.words[start:end])

    def _is_alone(self, start: int, end: int) -> bool:
        """A whole stretch, but for "địa chỉ là" before it and "ạ" behind it."""
        return self._begins(start) and self._stops(end)

    def _begins(self, start: int) -> bool:
        words = self.page.words
        if start == 0 or words[start].cut:
            return True
        return words[start - 1].text == "la" and start > 1 and words[start - 2].text in _LEADS

    def _stops(self, end: int) -> bool:
        words = self.page.words
        if end < len(words) and words[end].text in _PARTICLES and not words[end].cut:
            end += 1
        return end == len(words) or words[end].cut

    def _windows(self) -> Iterable[Window]:
        page = self.page
        texts = [word.text for word in page.words]
        is_open = [page.is_open(place) for place in range(len(texts))]
        numbers = [0 if text.isalpha() else sum(map(str.isdigit, text)) for text in texts]
        has_numbers = any(numbers)
        for start in self._beginnings():
            is_odd = texts[start] not in self.gazetteer.syllables
            for end, key in windows_from(page, start, LONGEST):
                if has_numbers and _has_odd_number(numbers[start:end]):
                    break
                if len(key) < 3 or True not in is_open[start:end]:
                    continue
                if True in page.is_type[start : end - 1] or self._is_idle(start, end):
                    continue
                alone = self._is_alone(page.type_starts[start] if page.types[start] else start, end)
                window = Window(start, end, key, texts[start:end], page.types[start], alone)
                if end - start <= _USUAL or window.stands_out():
                    yield window
                if is_odd:
                    yield from self._without_type(start, end, texts[start:end])

    def _beginnings(self) -> Iterable[int]:
        """Where a hopeful window may begin: in a long story hardly anywhere."""
        page, words = self.page, self.page.words
        if len(words) <= SHORT:
            return range(len(words))
        beside = {place for m in self._context for place in (m.start, m.end)}
        near = {place - back for place in beside for back in range(LONGEST + 1)}
        return (
            place
            for place, word in enumerate(words)
            if place in near
            or word.cut
            or place == 0
            or page.types[place]
            or (word.capital and word.marked)
            or words[place - 1].text in PREPOSITIONS
            or word.text not in self.gazetteer.syllables
        )

    def _is_idle(self, start: int, end: int) -> bool:
        """Words of every sentence, or a type word whose name comes behind: nothing to guess at."""
        page = self.page
        if page.is_type[end - 1] and end < len(page.words) and not page.words[end].cut:
            return True
        if page.types[start] or self._is_alone(start, end):
            return False
        first = page.words[start]
        if first.text in PREPOSITIONS and not first.capital and self._is_marked:
            return True
        return all(page.words[i].text in FILLER for i in range(start, end))

    def _without_type(self, start: int, end: int, words: list[str]) -> Iterable[Window]:
        """Of "ptân bình" the name; in a story of "park" and "himself" none: no name begins so."""
        first, is_story = words[0], len(self.page.words) > SHORT
        for typed in GLUED_TYPES.get(first[0], ()):
            least = LEAST_BEHIND_A_LETTER if is_story and len(typed) == 1 else 2
            if not first.startswith(typed) or len(first) < len(typed) + least:
                continue
            rest = [first[len(typed) :], *words[1:]]
            if not is_story or rest[0][:_ENOUGH] in self.gazetteer.beginnings:
                yield Window(start, end, "".join(rest), rest, TYPES[typed], is_alone=False)

    def _near(self, fit: Iterable[Window], group: Keys, level: str) -> list[Mention]:
        found: list[Mention] = []
        for window in fit:
            if not window.is_for(level):
                continue
            span = (window.start, window.end)
            for name, cost in _candidates(window, group, short=level == PROVINCE).items():
                mentions = look_up(self.page, self.gazetteer, span, name, cost, window.types)
                found.extend(m for m in mentions if m.level == level)
        return found


def _looks_unlike_a_name(window: Window) -> tuple[bool, bool, int]:
    return not window.types, not window.is_alone, window.end - window.start


def _has_odd_number(numbers: Sequence[int]) -> bool:
    """Names hold one figure at most, and it is their first or their last: "Vĩnh Trung 2"."""
    return max(numbers) > 1 or any(numbers[1:-1]) or (len(numbers) > 1 and all(numbers))


def _is_written(ward: Mention) -> bool:
    return ward.is_whole and ward.is_typed_right and ward.end - ward.start > 1


def _is_sure(mention: Mention) -> bool:
    """A district or province that is no accident of one syllable."""
    if mention.level == WARD or mention.is_typed_wrong:
        return False
    return mention.is_typed_right or mention.end - mention.start > 1


def _inside(window: Window, mention: Mention) -> bool:
    return mention.start < window.end and window.start < mention.end


def _candidates(window: Window, group: Keys, *, short: bool) -> dict[str, float]:
    limit = max(int(short), tolerance(len(window.key)))
    if not limit:
        return {}
    places = group.written_like(window.key, limit)
    places.update(group.by_sound.get(window.heard, ()))
    if window.stands_out() and (limit > 1 or (window.types and not short)):
        places |= group.heard_like(window.heard, len(window.key), max(1, limit - 1))
    found = {}
    for place in places:
        name = group.names[place]
        cost = slip(window.key, name, window.heard, group.sounds[place])
        if 0 < cost < max(int(short), tolerance(min(len(window.key), len(name)))) + UNHEARD + 0.15:
            found[name] = cost
    return found
