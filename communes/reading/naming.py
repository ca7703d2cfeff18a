"""Which province and which district a message names, whatever it says of communes."""

from collections.abc import Sequence

from communes.directory import ProvinceCode
from communes.names.gazetteer import Area
from communes.reading.deciding import LEAST
from communes.reading.judging import Reading
from communes.reading.mentions import Mention
from communes.reading.page import Page
from communes.reading.plausibility import FEW
from communes.words import DISTRICT, PROVINCE


def province(page: Page, mentions: Sequence[Mention]) -> ProvinceCode | None:
    areas = [m for m in mentions if m.level == PROVINCE and _is_named(page, m)]
    if not areas:
        return None
    best = max(areas, key=lambda m: (m.is_typed_right, -m.cost, not is_weak(m), m.start))
    area: Area = best.units[0]
    return area.new


def _is_named(page: Page, mention: Mention) -> bool:
    """Is it the province itself, not a word of a story that looks or sounds like one?"""
    if mention.claim >= 4 or mention.is_typed_wrong:
        return False
    sure = mention.is_typed_right or len(page.words) <= FEW
    return sure or (mention.cost == 0 and not is_weak(mention))


def is_weak(mention: Mention) -> bool:
    area: Area = mention.units[0]
    return area.weak


def district(mentions: Sequence[Mention]) -> Mention | None:
    written = [m for m in mentions if m.level == PROVINCE and m.cost == 0 and not is_weak(m)]
    known = [
        m
        for m in mentions
        if m.level == DISTRICT
        and not m.is_typed_wrong
        and m.claim < 4
        and (m.cost == 0 or not any(m.overlaps(other) for other in written))
    ]
    return max(known, key=lambda m: _district_score(m, mentions), default=None)


def _district_score(mention: Mention, mentions: Sequence[Mention]) -> float:
    score = 9.0 - 2.6 * mention.cost + (2.0 if mention.is_typed_right else 0.0)
    provinces = {d.old_province for d in mention.units}
    for other in mentions:
        if other.level == PROVINCE and not other.overlaps(mention) and not other.is_typed_wrong:
            named = {a.old for a in other.units}
            if named & provinces:
                return score + 5.0 - other.cost
    return score


def is_district_alone(named: Mention, best: Reading, mentions: Sequence[Mention]) -> bool:
    """Is it the district alone that was named?"""
    longer = best.ward.end - best.ward.start > named.end - named.start
    if longer and not best.ward.claim and best.ward.start <= named.start:
        return best.score < LEAST  # "Tây Ninh Hòa" is more than "Tây Ninh"
    if best.ward.overlaps(named) or best.ward.claim >= 4 or best.ward.is_typed_wrong:
        return _district_score(named, mentions) > best.score
    return best.score < LEAST
