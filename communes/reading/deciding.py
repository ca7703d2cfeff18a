"""When the text decides, and what is offered when it does not."""

from collections.abc import Iterable
from math import exp

from communes.directory import Commune, ProvinceCode
from communes.reading.judging import Reading
from communes.reading.page import Page
from communes.reading.plausibility import is_enough, is_lost
from communes.reading.rivals import is_rival, margin
from communes.reading.roles import is_home
from communes.resolution import Found, Resolution

MOST_CHOICES = 5
LEAST = 8.0
LEAST_TO_ROUTE = 10.0


def answer(page: Page, found: list[Reading], province: ProvinceCode | None) -> Resolution:
    best = found[0]
    rival = next((r for r in found[1:] if is_rival(r, best)), None)
    reason = _doubt(page, best, rival)
    chosen = _choices(found, best.score)
    if best.province is not None:
        province = best.unit.province
    return Resolution(chosen, ask=bool(reason), reason=reason or "name", province=province)


def both(page: Page, best: Reading, other: Reading, found: list[Reading]) -> Resolution:
    """Two places are told: the scene comes before the home, and the resident says which."""
    if is_home(page, best) and not is_home(page, other):
        best, other = other, best
    rest = _choices(found, found[0].score)
    told = [*_choices([best], best.score), *_choices([other], other.score), *rest]
    unlike: dict[Commune, Found] = {}
    for each in told:
        unlike.setdefault(each.commune, each)
    same = best.unit.province == other.unit.province
    return Resolution(
        tuple(unlike.values())[:MOST_CHOICES],
        ask=True,
        reason="two_places",
        province=best.unit.province if same else None,
    )


def _doubt(page: Page, best: Reading, rival: Reading | None) -> str:
    """Why the text does not decide, or nothing when it does."""
    if best.unit.split:
        return "split"
    if rival and best.score - rival.score < margin(page, best, rival):
        return "ambiguous"
    weak = best.score < LEAST_TO_ROUTE or best.ward.claim >= 4
    guessed = not best.ward.types and _is_guess(page, best)
    alone = not best.has_context and (best.is_district_too or not is_enough(page, best))
    unread = best.is_district_too and best.district is None and _follows_unread(page, best)
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
    return bool(best.ward.cost) and best.district is None and is_lost(page, best.ward)


def _choices(found: Iterable[Reading], top: float) -> tuple[Found, ...]:
    chosen: dict[Commune, Found] = {}
    for reading in found:
        if reading.score < LEAST or reading.score < top - 7:
            break
        for commune in reading.unit.communes:
            confidence = round(1 / (1 + exp((top - reading.score) / 2 - 2)), 3)
            chosen.setdefault(commune, Found(commune, confidence, reading.unit.label))
    return tuple(chosen.values())[:MOST_CHOICES]
