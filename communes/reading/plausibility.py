"""Whether words that read like a name stand as a name stands."""

from collections.abc import Sequence

from communes.reading.judging import Reading
from communes.reading.mentions import Mention
from communes.reading.page import SHORT, Page
from communes.text import Word
from communes.words import (
    DISTRICT,
    FILLER,
    LANDMARKS,
    NEAR,
    NEVER_NAMES,
    PEOPLE,
    PREPOSITIONS,
    STREETS,
)

FEW = 5  # words: such a message answers "where?"
NEARBY = 5  # words between a ward and its district or province in one address
LEAST_LETTERS = 5  # of a single word: "Pleiku", not "Lắk"
LONG_NAME = 3  # words


def is_plausible(page: Page, best: Reading) -> bool:
    """Words of a story often are somebody's village: without more they name no place."""
    ward = best.ward
    if not ward.types and ward.end - ward.start == 1 and is_lost(page, ward):
        return False
    if _is_confirmed(page, best) or ward.is_typed_right or stands_alone(page, best):
        return True
    words = page.words[ward.start : ward.end]
    person = not page.parts(ward.start) and page.words[max(ward.start - 1, 0)].capital
    written = not (person and ward.start) and all(word.capital for word in words)
    apart = _stands_apart(page, ward) and all(w.marked or w.text.isdigit() for w in words)
    named = len(page.words) <= FEW or ward.claim > 0 or written or apart
    return named and len(words) > 1 and not ward.cost and not best.unexplained


def _is_confirmed(page: Page, best: Reading) -> bool:
    """Is its district or province named, in a long story right beside it?"""
    if best.hinted or len(page.words) <= SHORT:
        return best.has_context
    named = [m for m in (best.district, best.province) if m is not None]
    return any(m.distance(best.ward) <= NEARBY for m in named)


def stands_as_a_place(page: Page, district: Mention) -> bool:
    """A district spelt as a name, behind a comma or "ở": "20 Thái Hà, Đống Đa có sòng bạc"."""
    words = page.words[district.start : district.end]
    if not district.is_whole or district.claim or len(words) < 2:
        return False
    begins = page.parts(district.start) or is_after_preposition(page, district.start)
    return begins and all(word.capital for word in words)


def named_last(page: Page, mentions: Sequence[Mention]) -> Mention | None:
    """The district that ends an address without a comma: "đường Phạm Văn Thuận Biên Hòa". Worth
    a question where nothing else was understood, never a route.
    """
    districts = [m for m in mentions if m.level == DISTRICT and m.cost == 0 and m.is_whole]
    # In "tỉnh Thanh Hóa" the name is the province's.
    others = {m.end for m in mentions if m.level != DISTRICT and m.types and m.is_whole}
    fitting = [m for m in districts if m.end not in others and _ends_an_address(page, m)]
    return max(fitting, key=lambda m: (m.end, m.end - m.start), default=None)


def _ends_an_address(page: Page, district: Mention) -> bool:
    words, end = page.words[district.start : district.end], district.end
    before = page.words[: district.start]
    is_short = len(words) < 2 and len(district.key) < LEAST_LETTERS
    if is_short or not (end == len(page.words) or page.words[end].cut):
        return False
    if any(word.text in PEOPLE for word in before[-3:]):
        return False
    along = any(word.text in STREETS or word.text in LANDMARKS for word in before)
    return all(word.capital for word in words) or (along and len(page.words) <= SHORT)


def is_after_preposition(page: Page, start: int) -> bool:
    return start > 0 and page.words[start - 1].text in PREPOSITIONS


def stands_alone(page: Page, best: Reading) -> bool:
    """Without district or province a name decides only when nothing else was said."""
    if best.ward.cost:
        return False
    if best.ward.is_typed_right:
        return True
    ward = best.ward
    others = [w for i, w in enumerate(page.words) if not ward.start <= i < ward.end]
    return len(others) <= FEW - 2 and all(_says_nothing(word) for word in others)


def is_enough(page: Page, best: Reading) -> bool:
    start = best.ward.start
    if start and not best.ward.types and page.words[start - 1].text in NEAR:
        return False
    return stands_alone(page, best) or _is_unmistakable(page, best)


def _is_unmistakable(page: Page, best: Reading) -> bool:
    """Three words that are a name by themselves, exactly so, between commas: "Hòa Xuân Đông"."""
    ward = best.ward
    if ward.cost or ward.claim or ward.end - ward.start < LONG_NAME:
        return False
    return _stands_apart(page, ward)


def _stands_apart(page: Page, ward: Mention) -> bool:
    end = len(page.words)
    starts = ward.start == 0 or page.parts(ward.start)
    return starts and (ward.end == end or page.parts(ward.end))


def _says_nothing(word: Word) -> bool:
    """Whether a name stays alone beside it, as beside "ạ" and "thôn 5", not "Hồ" beside "Gươm"."""
    return word.text in FILLER or word.text in NEVER_NAMES or word.text.isdigit()


def is_lost(page: Page, ward: Mention) -> bool:
    """Does it stand in the middle of a long sentence, with no comma or type word beside it?"""
    edges = page.is_edge(ward.start - 1, ward.start) and page.is_edge(ward.end, ward.end)
    return len(page.words) > SHORT and not edges
