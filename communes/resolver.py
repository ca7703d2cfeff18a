"""From words to communes: route when the text decides, ask when it does not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp
from typing import cast

from communes.context import context
from communes.directory import Commune, CommuneCode, ProvinceCode
from communes.gazetteer import Area, District, Gazetteer
from communes.judging import Prior, Reading, readings
from communes.mentions import Mention, exact
from communes.page import SHORT, Page, lay_out
from communes.resolution import Found, Hint, Resolution
from communes.search import Search
from communes.words import DISTRICT, PROVINCE

MOST_CHOICES = 5
MOST_PROVINCES = 4
FEW = 5  # words: such a message answers "where?"
MARGIN = 1.5
MARGIN_FAR = 2.5  # when the name itself is two slips away
MARGIN_DISTRICT = 4.0  # "Chu Hoà, Việt Trì": what is best as a commune may be the other's district
MARGIN_ALONE = 3.6  # without district or province a type word alone does not decide
LEAST = 8.0
LEAST_TO_ROUTE = 10.0


@dataclass(frozen=True, slots=True)
class Resolver:
    gazetteer: Gazetteer

    def resolve(
        self, text: str, hint: Hint | None = None, near: frozenset[CommuneCode] = frozenset()
    ) -> Resolution:
        prior = Prior(hint.province if hint else None, near)
        page = lay_out(text, self.gazetteer.syllables)
        if not page.words:
            return Resolution()
        mentions = exact(page, self.gazetteer)
        found = readings(page, mentions, prior)
        if not _is_settled(page, found, mentions):
            mentions += self._slower(page, mentions)
            found = readings(page, mentions, prior)
        return self._decide(page, found, mentions)

    def _slower(self, page: Page, mentions: list[Mention]) -> list[Mention]:
        search = Search(page, self.gazetteer, mentions)
        if not search.windows:
            return []
        known = context(mentions)
        found = search.provinces()
        provinces = _likeliest([*known.all_provinces, *found])
        found += search.districts(provinces)
        districts = [
            d.code
            for m in [*known.all_districts, *found]
            if m.level == DISTRICT
            for d in cast(Sequence[District], m.units)
        ]
        named = [*known.all_provinces, *known.all_districts]
        written = any(m.cost == 0 and m.claim < 4 for m in named)
        written = written or any(m.cost <= 1 and search.stands_out(m) for m in found)
        return found + search.wards(provinces, dict.fromkeys(districts), everywhere=not written)

    def _decide(self, page: Page, found: list[Reading], mentions: Sequence[Mention]) -> Resolution:
        province = _province(page, mentions)
        district = _district(mentions)
        best = found[0] if found else None
        if district and (best is None or _is_rather(district, best, mentions)):
            return self._offer_district(district, mentions, province)
        if best is None or best.score < LEAST or not _is_plausible(page, best):
            return Resolution(reason="province_only" if province else "no_place", province=province)
        return _answer(page, found, province)

    def _offer_district(
        self, mention: Mention, mentions: Sequence[Mention], province: ProvinceCode | None
    ) -> Resolution:
        named = {a.old for m in mentions if m.level == PROVINCE
                 for a in cast(Sequence[Area], m.units) if not m.overlaps(mention)}  # fmt: skip
        units = cast(Sequence[District], mention.units)
        fitting = (
            [d for d in units if d.old_province in named]
            or [d for d in units if d.province == province]
            or list(units)
        )
        rows = [self.gazetteer.successors.get(d.code, ()) for d in fitting]
        chosen = _in_turn(rows)[:MOST_CHOICES]
        labels = {c: d.label for d, row in zip(fitting, rows, strict=True) for c in row}
        return Resolution(
            tuple(Found(c, 0.5, f"thuộc {labels[c]} cũ") for c in chosen),
            ask=True,
            reason="district_only",
            province=fitting[0].province if len(fitting) == 1 else province,
        )


def _is_rather(district: Mention, best: Reading, mentions: Sequence[Mention]) -> bool:
    """Is it the district alone that was named?"""
    longer = best.ward.end - best.ward.start > district.end - district.start
    if longer and not best.ward.claim and best.ward.start <= district.start:
        return best.score < LEAST  # "Tây Ninh Hòa" is more than "Tây Ninh"
    if best.ward.overlaps(district) or best.ward.claim >= 4 or best.ward.is_typed_wrong:
        return _district_score(district, mentions) > best.score
    return best.score < LEAST


def _is_plausible(page: Page, best: Reading) -> bool:
    """Words of a story often are somebody's village: without more they name no place."""
    ward = best.ward
    if best.has_context or ward.is_typed_right or _stands_alone(page, best):
        return True
    words = page.words[ward.start : ward.end]
    person = ward.start > 0 and page.words[ward.start - 1].capital  # "Nguyễn Văn An"
    written = not person and all(word.capital for word in words)
    named = len(page.words) <= FEW or ward.claim > 0 or written
    return named and len(words) > 1 and not ward.cost and not best.unexplained


def _in_turn(rows: Sequence[Sequence[Commune]]) -> list[Commune]:
    longest = max(map(len, rows), default=0)
    picked = [row[i] for i in range(longest) for row in rows if i < len(row)]
    return list(dict.fromkeys(picked))


def _likeliest(provinces: Sequence[Mention]) -> list[ProvinceCode]:
    written = [m for m in provinces if _is_certain(m) or (m.is_typed_right and m.cost <= 1)]
    surest = sorted(written or provinces, key=lambda m: (m.cost, m.claim, not m.is_typed_right))
    areas = [a for mention in surest for a in cast(Sequence[Area], mention.units)]
    return list(dict.fromkeys(area.new for area in areas))[:MOST_PROVINCES]


def _is_certain(mention: Mention) -> bool:
    strong = mention.level == DISTRICT or not _is_weak(mention)
    return strong and mention.cost == 0 and mention.claim < 4


def _is_settled(page: Page, found: list[Reading], mentions: Sequence[Mention]) -> bool:
    if not found:
        return False
    best = found[0]
    if best.unexplained or best.score < LEAST_TO_ROUTE:
        return False
    used = [m for m in (best.ward, best.district, best.province) if m]
    return not any(_is_dangling(page, place, used, mentions) for place in range(len(page.words)))


def _is_dangling(
    page: Page, place: int, used: Sequence[Mention], mentions: Sequence[Mention]
) -> bool:
    """Is there a type word whose name was not found, or an open word outside every mention?"""
    if not page.is_open(place) or any(m.start <= place < m.end for m in used):
        return False
    return bool(page.types[place]) or not any(m.start <= place < m.end for m in mentions)


def _answer(page: Page, found: list[Reading], province: ProvinceCode | None) -> Resolution:
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
    alone = not best.has_context and not _stands_alone(page, best)
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


def _stands_alone(page: Page, best: Reading) -> bool:
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


def _province(page: Page, mentions: Sequence[Mention]) -> ProvinceCode | None:
    areas = [m for m in mentions if m.level == PROVINCE and _is_named(page, m)]
    if not areas:
        return None
    best = max(areas, key=lambda m: (m.is_typed_right, -m.cost, not _is_weak(m), m.start))
    return cast(Area, best.units[0]).new


def _is_named(page: Page, mention: Mention) -> bool:
    """Is it the province itself, not a word of a story that looks or sounds like one?"""
    if mention.claim >= 4 or mention.is_typed_wrong:
        return False
    sure = mention.is_typed_right or len(page.words) <= FEW
    return sure or (mention.cost == 0 and not _is_weak(mention))


def _is_weak(mention: Mention) -> bool:
    return cast(Area, mention.units[0]).weak


def _district(mentions: Sequence[Mention]) -> Mention | None:
    written = [m for m in mentions if m.level == PROVINCE and m.cost == 0 and not _is_weak(m)]
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
    provinces = {d.old_province for d in cast(Sequence[District], mention.units)}
    for other in mentions:
        if other.level == PROVINCE and not other.overlaps(mention) and not other.is_typed_wrong:
            named = {a.old for a in cast(Sequence[Area], other.units)}
            if named & provinces:
                return score + 5.0 - other.cost
    return score
