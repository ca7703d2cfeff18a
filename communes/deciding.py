"""When the text decides, and what is offered when it does not."""

from collections.abc import Iterable
from math import exp

from communes.directory import Commune, ProvinceCode
from communes.judging import Reading
from communes.page import SHORT, Page
from communes.resolution import Found, Resolution

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
    return Resolution(chosen, ask=bool(reason), reason=reason or "name", province=province)


def _is_rival(other: Reading, best: Reading, communes: set[Commune]) -> bool:
    if set(other.unit.communes) <= communes:
        return False
    if other.unit.home in communes and other.unit.key == best.unit.key:
        return False  # all its people live in the commune that bears its name today
    if other.ward.cost and not best.ward.cost and best.has_context and not best.unexplained:
        return not other.ward.overlaps(best.ward)  # what is written beats what is guessed
    # "Điện Bàn" is no rival inside "Điện Bàn Bắc", unless the longer name was only guessed.
    inside = best.ward.start <= other.ward.start and other.ward.end <= best.ward.end
    shorter = other.ward.end - other.ward.start < best.ward.end - best.ward.start
    return not (inside and shorter and best.ward.cost <= 0.5)


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
    alone = not best.has_context and not stands_alone(page, best)
    return "unsure" if weak or guessed or alone else ""


def _is_guess(page: Page, best: Reading) -> bool:
    """Is an untyped name too far from what was written, or lost in the middle of a story?"""
    if best.unexplained > 1:
        return True
    lost = not page.is_edge(best.ward.start - 1, best.ward.start)
    lost = lost or not page.is_edge(best.ward.end, best.ward.end)
    return bool(best.ward.cost) and best.district is None and lost and len(page.words) > SHORT


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
    others = [i for i in range(len(page.words)) if not best.ward.start <= i < best.ward.end]
    return len(others) <= FEW - 2 and not any(map(page.is_open, others))


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
    if best.has_context or ward.is_typed_right or stands_alone(page, best):
        return True
    words = page.words[ward.start : ward.end]
    person = ward.start > 0 and page.words[ward.start - 1].capital  # "Nguyễn Văn An"
    written = not person and all(word.capital for word in words)
    named = len(page.words) <= FEW or ward.claim > 0 or written
    return named and len(words) > 1 and not ward.cost and not best.unexplained
