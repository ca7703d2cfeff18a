"""Weighs every reading of a message: which commune explains most of what was written."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from communes.directory import CommuneCode, ProvinceCode
from communes.gazetteer import EARLIER, NEW, Area, District, Unit
from communes.mentions import Mention
from communes.page import Page
from communes.spelling import fold
from communes.words import DISTRICT, PROVINCE, WARD

BASE = 10.0
PER_WORD = 0.6
PER_SLIP = 3.2
GLUED_COMMON = -4.0  # "chưa" is not "Chư Á"
TYPE_RIGHT, TYPE_WAS, TYPE_OTHER, TYPE_WRONG_LEVEL = 1.6, 1.2, -1.4, -7.0
AGE = {NEW: 0.4, EARLIER: -1.5}
EARLIER_ALONE = -2.5  # a ward gone for years is hardly meant unless its district is named
INSIDE = -5.0  # "Trà My" inside "huyện Bắc Trà My", "Phố Huế" inside "thành phố Huế"
NEW_FORM = 2.0  # "TP Đồng Nai": whoever knows the new province means the new commune
DISTRICT_OF_OLD, DISTRICT_OF_NEW, DISTRICT_AGAINST = 5.0, 4.0, -4.0
PROVINCE_SAME, PROVINCE_BEFORE, PROVINCE_AFTER, PROVINCE_AGAINST = 5.0, 4.0, 3.6, -6.0
UNEXPLAINED = 1.2
HINTED = 3.0
_ONSET = re.compile("^[^aăâeêioôơuưy]+")


@dataclass(frozen=True, slots=True)
class Prior:
    """What was known before the text: it weighs, it never excludes."""

    province: ProvinceCode | None
    near: frozenset[CommuneCode]

    def favours(self, unit: Unit) -> bool:
        if unit.province == self.province:
            return True
        return bool(self.near) and any(c.code in self.near for c in unit.communes)


@dataclass(slots=True, eq=False)
class Reading:
    score: float
    unit: Unit
    ward: Mention
    district: Mention | None
    province: Mention | None
    unexplained: int
    hinted: bool

    @property
    def has_context(self) -> bool:
        return self.hinted or self.district is not None or self.province is not None


@dataclass(slots=True)
class Context:
    """The districts and provinces a message names, by what they can confirm."""

    districts: dict[str, list[Mention]]
    new: dict[str, list[Mention]]
    old: dict[str, list[Mention]]
    all_districts: list[Mention]
    all_provinces: list[Mention]


def context(mentions: Sequence[Mention]) -> Context:
    found = Context({}, {}, {}, [], [])
    for mention in mentions:
        if mention.level == DISTRICT and not mention.is_typed_wrong:
            found.all_districts.append(mention)
            for unit in cast(Sequence[District], mention.units):
                found.districts.setdefault(unit.code, []).append(mention)
        elif mention.level == PROVINCE and not mention.is_typed_wrong:
            found.all_provinces.append(mention)
            for area in cast(Sequence[Area], mention.units):
                found.new.setdefault(area.new, []).append(mention)
                if area.old:
                    found.old.setdefault(area.old, []).append(mention)
    return found


def readings(page: Page, mentions: Sequence[Mention], prior: Prior) -> list[Reading]:
    known = context(mentions)
    found: dict[tuple[str, ...], Reading] = {}
    for mention in mentions:
        if mention.level != WARD:
            continue
        inside = INSIDE if _is_inside(page, mention, mentions) else 0.0
        for unit in cast(Sequence[Unit], mention.units):
            reading = _read(page, mention, unit, known, prior)
            reading.score += inside
            key = tuple(c.code for c in unit.communes)
            if key not in found or found[key].score < reading.score:
                found[key] = reading
    return sorted(found.values(), key=lambda r: -r.score)


def _read(page: Page, ward: Mention, unit: Unit, known: Context, prior: Prior) -> Reading:
    score = _own(page, ward, unit)
    district, gain = _district(ward, unit, known)
    score += gain
    province, gain = _province(ward, unit, known, district)
    score += gain
    if unit.age == EARLIER and not (district and (province or district.is_typed_right)):
        score += EARLIER_ALONE
    hinted = prior.favours(unit)
    if hinted:
        score += HINTED
    unexplained = _unexplained(page, [m for m in (ward, district, province) if m], ward)
    return Reading(
        score - UNEXPLAINED * min(unexplained, 3),
        unit,
        ward,
        district,
        province,
        unexplained,
        hinted,
    )


def _is_inside(page: Page, ward: Mention, mentions: Sequence[Mention]) -> bool:
    if ward.types:
        return False
    whole = (ward.start, ward.end)
    if any(m.level == PROVINCE and (m.start, m.end) == whole and m.cost == 0
           and not cast(Area, m.units[0]).weak for m in mentions):  # fmt: skip
        return True
    if page.is_type[ward.start] and ward.start and page.is_type[ward.start - 1]:
        return True
    return any(
        m.cost == 0 and m.start <= ward.start and ward.end <= m.end
        and m.end - m.start > ward.end - ward.start and m.is_typed_right
        for m in mentions
    )  # fmt: skip


def _own(page: Page, ward: Mention, unit: Unit) -> float:
    score = BASE + PER_WORD * min(ward.end - ward.start, 4) - PER_SLIP * ward.cost - ward.claim
    score += AGE.get(unit.age, 0.0)
    if ward.is_typed_wrong:
        score += TYPE_WRONG_LEVEL
    elif ward.types and unit.types:
        if unit.types[0] in ward.types:
            score += TYPE_RIGHT
        else:
            score += TYPE_WAS if unit.types[-1] in ward.types else TYPE_OTHER
    if ward.end - ward.start < len(unit.shapes) and page.is_common(ward.start, ward.end):
        score += GLUED_COMMON
    return score + _diacritics(page, ward, unit.shapes)


def _diacritics(page: Page, mention: Mention, shapes: tuple[str, ...]) -> float:
    words = page.words[mention.start : mention.end]
    if len(words) != len(shapes) or not any(w.marked for w in words):
        return 0.0
    return sum(map(_agree, (w.shape for w in words), shapes))


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


def _district(ward: Mention, unit: Unit, known: Context) -> tuple[Mention | None, float]:
    gain = DISTRICT_OF_NEW if unit.age == NEW else DISTRICT_OF_OLD
    best: tuple[Mention | None, float] = (None, 0.0)
    for code in unit.districts:
        for mention in known.districts.get(code, ()):
            if not mention.overlaps(ward):
                worth = gain - 1.3 * mention.cost - 0.7 * mention.claim
                worth += 1.0 if mention.is_typed_right else 0.0
                if worth > best[1]:
                    best = mention, worth
    if best[0] is None and any(_insists(m, ward) for m in known.all_districts):
        return None, DISTRICT_AGAINST
    return best


def _insists(mention: Mention, ward: Mention) -> bool:
    return mention.is_typed_right and mention.cost == 0 and not mention.overlaps(ward)


def _province(
    ward: Mention, unit: Unit, known: Context, district: Mention | None
) -> tuple[Mention | None, float]:
    best: tuple[Mention | None, float] = (None, 0.0)
    for mention, gain in _province_gains(unit, known):
        if mention.overlaps(ward) or (district and mention.overlaps(district)):
            continue
        worth = gain - 1.3 * mention.cost - 0.7 * mention.claim - _weakness(mention)
        worth += 0.6 if mention.is_typed_right else 0.0
        if unit.age == NEW and any(
            _is_new_form(mention, a) for a in cast(Sequence[Area], mention.units)
        ):
            worth += NEW_FORM
        if worth > best[1]:
            best = mention, worth
    if best[0] is None:
        against = (m for m in known.all_provinces if _contradicts(m, ward, district))
        return None, PROVINCE_AGAINST if any(against) else 0.0
    return best


def _province_gains(unit: Unit, known: Context) -> Iterable[tuple[Mention, float]]:
    for mention in known.new.get(unit.province, ()):
        exact_name = any(a.exact_new and a.new == unit.province
                         for a in cast(Sequence[Area], mention.units))  # fmt: skip
        if exact_name:
            yield mention, PROVINCE_SAME if unit.age == NEW else PROVINCE_AFTER
    for code in unit.old_provinces:
        for mention in known.old.get(code, ()):
            yield mention, PROVINCE_BEFORE if unit.age == NEW else PROVINCE_SAME


def _is_new_form(mention: Mention, area: Area) -> bool:
    return area.now in mention.types and area.now not in area.types


def _weakness(mention: Mention) -> float:
    return 1.5 if cast(Area, mention.units[0]).weak else 0.0


def _contradicts(mention: Mention, ward: Mention, district: Mention | None) -> bool:
    if mention.overlaps(ward) or (district and mention.overlaps(district)) or mention.cost > 1:
        return False
    return mention.claim < 4 and (mention.is_typed_right or not _weakness(mention))


def _unexplained(page: Page, used: list[Mention], ward: Mention) -> int:
    """Words right beside the name, in its own stretch between commas, that nothing accounts for."""
    count = 0
    for step, place in ((-1, ward.start - 1), (1, ward.end)):
        while 0 <= place < len(page.words) and count < 6:
            if (step > 0 and page.words[place].cut) or (step < 0 and page.words[place + 1].cut):
                break
            if page.is_type[place] or any(m.start <= place < m.end for m in used):
                break
            if not page.is_open(place):
                break
            count += 1
            place += step
    return count
