"""What a name is worth by itself: as it is written, and by the words right beside it."""

import re
from collections.abc import Sequence

from communes.directory import ProvinceCode
from communes.names.gazetteer import EARLIER, NEW, Unit
from communes.reading.context import weakness
from communes.reading.mentions import Mention
from communes.reading.page import Page
from communes.remembering import remembered
from communes.spelling import fold
from communes.words import PROVINCE, WARD

BASE = 10.0
PER_WORD = 0.6
PER_SLIP = 3.2
TYPE_RIGHT, TYPE_WAS, TYPE_OTHER, TYPE_WRONG_LEVEL = 1.6, 1.2, -1.4, -7.0
AGE = {NEW: 0.4, EARLIER: -1.5}
EARLIER_ALONE = -2.5  # a ward gone for years is hardly meant unless its district is named
INSIDE = -5.0  # "Trà My" inside "huyện Bắc Trà My", "Phố Huế" inside "thành phố Huế"
INSIDE_UNTYPED = -3.0
TOWN, NO_TOWN = "thị trấn", -5.0
LONE = 3.0
_ONSET = re.compile("^[^aăâeêioôơuưy]+")


def own(ward: Mention) -> float:
    """What a name is worth before anybody asks which place bears it."""
    score = BASE + PER_WORD * min(ward.end - ward.start, 4) - PER_SLIP * ward.cost - ward.claim
    return score + (TYPE_WRONG_LEVEL if ward.is_typed_wrong else 0.0)


def inside(page: Page, ward: Mention, mentions: Sequence[Mention]) -> float:
    """What an untyped name loses that is but a piece of a longer one, or of a type phrase."""
    if ward.types:
        return INSIDE if _goes_on(page, ward, mentions) else 0.0
    if page.is_type[ward.start] and ward.start and page.is_type[ward.start - 1]:
        return INSIDE
    around = [m for m in mentions if m.cost == 0 and m.start <= ward.start and ward.end <= m.end]
    whole = ward.end - ward.start
    if any(m.level == PROVINCE and m.end - m.start == whole and not weakness(m) for m in around):
        return INSIDE
    longer = [m for m in around if m.end - m.start > whole]
    if any(m.is_typed_right for m in longer):
        return INSIDE
    return INSIDE_UNTYPED if longer else 0.0


def _goes_on(page: Page, ward: Mention, mentions: Sequence[Mention]) -> bool:
    """Is "xã Mỹ An" only how "xã Mỹ An Hưng A" begins?"""
    longer = (m for m in mentions if m.level == WARD and m.start == ward.start and m.end > ward.end)
    return ward.cost == 0 and any(
        m.is_whole and not any(page.is_type[ward.end : m.end]) for m in longer
    )


def of_type(ward: Mention, unit: Unit) -> float:
    if ward.is_typed_wrong or not ward.types or not unit.types:
        return 0.0
    if unit.types[0] in ward.types:
        return TYPE_RIGHT
    return TYPE_WAS if unit.types[-1] in ward.types else TYPE_OTHER


def towns(ward: Mention) -> frozenset[ProvinceCode]:
    """No town is left today: who writes "thị trấn" means the old one of that province."""
    if ward.types != (TOWN,):
        return frozenset()
    return frozenset(u.province for u in ward.units if TOWN in u.types)


def of_town(unit: Unit) -> float:
    if TOWN not in unit.types:
        return NO_TOWN
    return -AGE[EARLIER] - EARLIER_ALONE if unit.age == EARLIER else 0.0


def of_diacritics(page: Page, mention: Mention, shapes: tuple[str, ...]) -> float:
    words = page.words[mention.start : mention.end]
    if len(words) != len(shapes) or not any(w.marked for w in words):
        return 0.0
    agreed = sum(map(_agree, (w.shape for w in words), shapes))
    return agreed * LONE if len(words) == 1 and agreed < 0 else agreed  # "chợ" is not "Chờ"


@remembered(16384)
def _agree(written: str, name: str) -> float:
    if written == name:
        return 0.5
    letters, plain = written.rstrip("12345"), name.rstrip("12345")
    if letters == plain:
        tones = {written[len(letters) :], name[len(plain) :]}
        return -0.4 if tones == {"2", "3"} else -1.0
    if fold(letters) == fold(plain):
        return -1.3
    return 0.2 if _ONSET.sub("", written) == _ONSET.sub("", name) else -0.5  # the slip counts too


def count_unexplained(page: Page, used: Sequence[Mention], ward: Mention) -> int:
    """Words right beside the name, in its own stretch between commas, that nothing accounts for."""
    count = 0
    for step, place in ((-1, ward.start - 1), (1, ward.end)):
        while 0 <= place < len(page.words) and count < 6:
            if page.parts(place if step > 0 else place + 1):
                break
            if page.names_type(place) or any(m.start <= place < m.end for m in used):
                break
            if not page.is_open(place):
                break
            count += 1
            place += step
    return count
