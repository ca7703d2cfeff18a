"""When the text decides, and what is offered when it does not."""

from collections.abc import Iterable
from math import exp

from communes.directory import Commune, ProvinceCode
from communes.names.gazetteer import NEW
from communes.reading.judging import Reading
from communes.reading.mentions import Mention
from communes.reading.page import SHORT, Page
from communes.resolution import Found, Resolution
from communes.text import Word
from communes.words import FILLER, NEVER_NAMES

MOST_CHOICES = 5
FEW = 5  # words: such a message answers "where?"
LEAST = 8.0
LEAST_TO_ROUTE = 10.0
MARGIN = 1.5
MARGIN_FAR = 2.5  # when the name itself is two slips away
MARGIN_DISTRICT = 4.0  # "Chu Hoà, Việt Trì": what is best as a commune may be the other's district
MARGIN_ALONE = 3.6  # without district or province a type word alone does not decide


def answer(page: Page, found: list[Reading], province: ProvinceCode | None) -> Resolution:
    best = found[0]
    codes = set(best.unit.communes)
    rival = next((r for r in found[1:] if _is_rival(r, best, codes)), None)
    reason = _doubt(page, best, rival)
    chosen = _choices(found, best.score)
    if best.province is not None:
        province = best.unit.province
    return Resolution(chosen, ask=bool(reason), reason=reason or "name", province=province)


def _is_rival(other: Reading, best: Reading, communes: set[Commune]) -> bool:
    if set(other.unit.communes) <= communes:
        return False
    if other.unit.home in communes and other.unit.key == best.unit.key:
        return False  # all its people live in the commune that bears its name today
    if _is_same_place_before(other, best) or _is_its_district(other, best):
        return False
    if other.ward.cost and not best.ward.cost and best.has_context and not best.unexplained:
        return not other.ward.overlaps(best.ward)  # what is written beats what is guessed
    # "Điện Bàn" is no rival inside "Điện Bàn Bắc", unless the longer name was only guessed.
    inside = best.ward.start <= other.ward.start and other.ward.end <= best.ward.end
    shorter = other.ward.end - other.ward.start < best.ward.end - best.ward.start
    return not (inside and shorter and best.ward.cost <= 0.5)


def _is_same_place_before(other: Reading, best: Reading) -> bool:
    """Whoever writes type, name and province of today means it, not the old ward it is cut from."""
    today = best.unit.age == NEW and best.ward.is_typed_right and best.province is not None
    same = other.unit.key == best.unit.key and other.district is None
    return today and same and set(best.unit.communes) <= set(other.unit.communes)


def _is_its_district(other: Reading, best: Reading) -> bool:
    """In "Diên Thạnh, Diên Khánh" the second name is the first one's district."""
    district = best.district
    if district is None or not district.overlaps(other.ward) or other.ward.is_typed_right:
        return False
    return best.ward.cost == district.cost == 0 and other.ward.start >= district.start


def _is_namesake(best: Reading, rival: Reading, *, marked: bool) -> bool:
    """Without district or province a type word alone does not tell two namesakes apart."""
    if best.has_context or best.unit.key != rival.unit.key:
        return False
    return not marked or best.unit.shapes == rival.unit.shapes


def _doubt(page: Page, best: Reading, rival: Reading | None) -> str:
    """Why the text does not decide, or nothing when it does."""
    if best.unit.split:
        return "split"
    if rival and best.score - rival.score < _margin(page, best, rival):
        return "ambiguous"
    weak = best.score < LEAST_TO_ROUTE or best.ward.claim >= 4
    guessed = not best.ward.types and _is_guess(page, best)
    alone = not best.has_context and (best.is_district_too or not stands_alone(page, best))
    unread = best.is_district_too and _follows_unread(page, best)
    return "unsure" if weak or guessed or alone or unread else ""


def _follows_unread(page: Page, best: Reading) -> bool:
    """In "Tọ An, Đan Phượng" the ward was not understood: its district is not the place."""
    before = best.ward.start - 1
    used = (best.district, best.province)
    if before < 0 or any(m and m.start <= before < m.end for m in used):
        return False
    word = page.words[before]
    explained = page.claimed[before] or page.is_type[before] or word.text.isdigit()
    return not explained and (page.words[best.ward.start].cut or page.is_open(before))


def _is_guess(page: Page, best: Reading) -> bool:
    """Is an untyped name too far from what was written, or lost in the middle of a story?"""
    if best.unexplained > 1:
        return True
    return bool(best.ward.cost) and best.district is None and _is_lost(page, best.ward)


def _is_lost(page: Page, ward: Mention) -> bool:
    """Does it stand in the middle of a long sentence, with no comma or type word beside it?"""
    edges = page.is_edge(ward.start - 1, ward.start) and page.is_edge(ward.end, ward.end)
    return len(page.words) > SHORT and not edges


def _margin(page: Page, best: Reading, rival: Reading) -> float:
    marked = any(w.marked for w in page.words[best.ward.start : best.ward.end])
    if _is_namesake(best, rival, marked=marked):
        return MARGIN_ALONE
    if rival.district and not rival.ward.cost and rival.district.overlaps(best.ward):
        return MARGIN_DISTRICT
    return MARGIN if best.ward.cost < 2 else MARGIN_FAR


def stands_alone(page: Page, best: Reading) -> bool:
    """Without district or province a name decides only when nothing else was said."""
    if best.ward.cost:
        return False
    if best.ward.is_typed_right:
        return True
    ward = best.ward
    others = [w for i, w in enumerate(page.words) if not ward.start <= i < ward.end]
    return len(others) <= FEW - 2 and all(_says_nothing(word) for word in others)


def _says_nothing(word: Word) -> bool:
    """Whether a name stays alone beside it, as beside "ạ" and "thôn 5", not "Hồ" beside "Gươm"."""
    return word.text in FILLER or word.text in NEVER_NAMES or word.text.isdigit()


def _choices(found: Iterable[Reading], top: float) -> tuple[Found, ...]:
    chosen: dict[Commune, Found] = {}
    for reading in found:
        if reading.score < LEAST or reading.score < top - 7:
            break
        for commune in reading.unit.communes:
            confidence = round(1 / (1 + exp((top - reading.score) / 2 - 2)), 3)
            chosen.setdefault(commune, Found(commune, confidence, reading.unit.label))
    return tuple(chosen.values())[:MOST_CHOICES]


def is_plausible(page: Page, best: Reading) -> bool:
    """Words of a story often are somebody's village: without more they name no place."""
    ward = best.ward
    if not ward.types and ward.end - ward.start == 1 and _is_lost(page, ward):
        return False
    if best.has_context or ward.is_typed_right or stands_alone(page, best):
        return True
    words = page.words[ward.start : ward.end]
    person = ward.start > 0 and page.words[ward.start - 1].capital  # "Nguyễn Văn An"
    written = not person and all(word.capital for word in words)
    named = len(page.words) <= FEW or ward.claim > 0 or written
    return named and len(words) > 1 and not ward.cost and not best.unexplained
