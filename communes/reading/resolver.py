"""From words to communes: route when the text decides, ask when it does not."""

from collections.abc import Sequence
from dataclasses import dataclass

from communes.directory import CommuneCode, ProvinceCode
from communes.names.gazetteer import EARLIER, Gazetteer
from communes.names.landmarks import Landmarks
from communes.reading.amid import told_amid
from communes.reading.context import BESIDE, SAME_ADDRESS, context
from communes.reading.deciding import LEAST, LEAST_TO_ROUTE, answer, both
from communes.reading.judging import Prior, Reading, readings
from communes.reading.landmarks import first_sight, with_sight
from communes.reading.mentions import Mention, exact
from communes.reading.naming import district as named_district
from communes.reading.naming import is_district_alone, is_weak
from communes.reading.naming import province as named_province
from communes.reading.offering import Offering
from communes.reading.page import Page, lay_out
from communes.reading.plausibility import is_plausible, named_last, stands_as_a_place
from communes.reading.roles import another_place, settle
from communes.reading.search import Search
from communes.reading.sifting import sift
from communes.resolution import Hint, Resolution
from communes.words import DISTRICT, PROVINCE, WARD

MOST_PROVINCES = 4
AHEAD = 7.0  # more than a district and its type can add to another reading


@dataclass(frozen=True, slots=True)
class Resolver:
    gazetteer: Gazetteer
    landmarks: Landmarks

    def resolve(
        self, text: str, hint: Hint | None = None, near: frozenset[CommuneCode] = frozenset()
    ) -> Resolution:
        prior = Prior(hint.province if hint else None, near)
        page = lay_out(text, self.gazetteer.syllables)
        if not page.words:
            return Resolution()
        mentions = sift(page, exact(page, self.gazetteer))
        found = readings(page, mentions, prior) if _may_be_settled(page, mentions) else []
        if not _is_settled(page, found, mentions):
            mentions, found = self._guess(page, mentions, prior, found)
        if found:
            found = settle(page, found)
        answered = self._decide(page, found, mentions)
        sight = first_sight(page, self.landmarks, mentions)
        return with_sight(answered, sight, found[0] if found else None) if sight else answered

    def _guess(
        self, page: Page, mentions: list[Mention], prior: Prior, found: list[Reading]
    ) -> tuple[list[Mention], list[Reading]]:
        guessed = self._slower(page, mentions)
        if guessed:
            mentions = sift(page, [*mentions, *guessed])
        return mentions, readings(page, mentions, prior) if guessed or not found else found

    def _slower(self, page: Page, mentions: list[Mention]) -> list[Mention]:
        search = Search(page, self.gazetteer, mentions)
        if not search.windows:
            return []
        known = context(mentions)
        found = search.provinces()
        provinces = _likeliest([*known.all_provinces, *found])
        found += search.districts(provinces)
        districts = [
            d.code for m in [*known.all_districts, *found] if m.level == DISTRICT for d in m.units
        ]
        named = [*known.all_provinces, *known.all_districts]
        written = any(m.cost == 0 and m.claim < 4 for m in named)
        written = written or any(m.cost <= 1 and search.stands_out(m) for m in found)
        return found + search.wards(provinces, dict.fromkeys(districts), everywhere=not written)

    def _decide(self, page: Page, found: list[Reading], mentions: Sequence[Mention]) -> Resolution:
        province = named_province(page, mentions)
        told = told_amid(page, mentions)
        district = named_district(mentions)
        if told and not (district and district.is_typed_right):
            district = told
        best = found[0] if found else None
        offering = Offering(self.gazetteer, page, mentions, province, told)
        if district and (best is None or is_district_alone(district, best, mentions)):
            return offering.offer(district)
        if best is not None and best.score >= LEAST and is_plausible(page, best):
            return self._answer(page, found, offering)
        if district is not told and not (district and stands_as_a_place(page, district)):
            district = named_last(page, mentions)
        if district is not None:
            return offering.offer(district)
        return Resolution(reason="province_only" if province else "no_place", province=province)

    def _answer(self, page: Page, found: list[Reading], offering: Offering) -> Resolution:
        best, other = found[0], another_place(found)
        twin = offering.meant_instead(best)
        if twin is not None:
            return offering.offer(twin, best.unit.communes)
        if other is not None:
            return both(page, best, other, found)
        return answer(page, found, offering.province)


def _likeliest(provinces: Sequence[Mention]) -> list[ProvinceCode]:
    written = [m for m in provinces if _is_certain(m) or (m.is_typed_right and m.cost <= 1)]
    surest = sorted(written or provinces, key=lambda m: (m.cost, m.claim, not m.is_typed_right))
    areas = [a for mention in surest for a in mention.units]
    return list(dict.fromkeys(area.new for area in areas))[:MOST_PROVINCES]


def _is_certain(mention: Mention) -> bool:
    strong = mention.level == DISTRICT or not is_weak(mention)
    return strong and mention.cost == 0 and mention.claim < 4


def _may_be_settled(page: Page, exact: Sequence[Mention]) -> bool:
    """Could the names as written be enough? Most stories need not be read to know: words dangle
    in them, and no ward stands there with its district or its province.
    """
    wards = [m for m in exact if m.level == WARD and m.is_whole and m.claim == 0]
    above = [m for m in exact if m.level != WARD]
    knows_province = any(m.level == PROVINCE for m in above)
    if any(_is_one_address(w, m, knows_province) for w in wards for m in above):
        return True
    return not any(_is_dangling(page, place, exact, exact) for place in range(len(page.words)))


def _is_one_address(ward: Mention, above: Mention, knows_province: bool) -> bool:
    if above.level == PROVINCE:
        return ward.is_typed_right and above.distance(ward) <= SAME_ADDRESS
    return (ward.is_typed_right or knows_province) and above.distance(ward) <= BESIDE


def _is_settled(page: Page, found: list[Reading], mentions: Sequence[Mention]) -> bool:
    if not found:
        return False
    best = found[0]
    if best.unexplained or best.score < LEAST_TO_ROUTE:
        return False
    if _is_whole_address(best) or _is_far_ahead(page, found):
        return True
    if _passes_over_a_ward(page, best, mentions):
        return False
    used = [m for m in (best.ward, best.district, best.province) if m]
    return not any(_is_dangling(page, place, used, mentions) for place in range(len(page.words)))


def _is_whole_address(best: Reading) -> bool:
    """A ward and behind it its district, both as written: no guess can say more."""
    district, ward = best.district, best.ward
    if district is None or district.cost or not (ward.is_whole and ward.claim == 0):
        return False
    return district.distance(ward) <= BESIDE and (ward.is_typed_right or bool(best.province))


def _is_far_ahead(page: Page, found: Sequence[Reading]) -> bool:
    """A ward and its province, as written, and no other commune near: a guessed district, be it
    misspelt, tells nothing more.
    """
    best = found[0]
    ward, province = best.ward, best.province
    if province is None or not (ward.is_whole and ward.is_typed_right and ward.claim == 0):
        return False
    if province.cost or province.distance(ward) > SAME_ADDRESS or best.unit.age == EARLIER:
        return False
    before = page.type_starts[ward.start] - 1
    if before >= 0 and page.is_open(before):
        return False  # "tịh xã Việt Yên" may be a town
    return len(found) == 1 or found[1].score < best.score - AHEAD


def _passes_over_a_ward(page: Page, best: Reading, mentions: Sequence[Mention]) -> bool:
    """In "Vĩnh Phú, Ba Đình" a ward was meant, though none of the district is spelt so."""
    if not best.is_district_too or best.district is not None:
        return False
    before = best.ward.start
    return page.words[before].cut and any(
        m.level == WARD and m.end == before and not m.claim and m.is_whole and page.parts(m.start)
        for m in mentions
    )


def _is_dangling(
    page: Page, place: int, used: Sequence[Mention], mentions: Sequence[Mention]
) -> bool:
    """Is there a type word whose name was not found, or an open word outside every mention?"""
    if not page.is_open(place) or any(m.start <= place < m.end for m in used):
        return False
    if page.announcing[place] or page.everyday[place]:
        return False
    return bool(page.types[place]) or not any(m.start <= place < m.end for m in mentions)
