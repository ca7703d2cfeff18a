"""Weighs every reading of a message: which commune explains most of what was written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from communes.directory import Commune, CommuneCode, ProvinceCode
from communes.names.gazetteer import EARLIER, NEW, Unit
from communes.reading.context import Context, against_district, context, weakness
from communes.reading.context import district as find_district
from communes.reading.context import province as find_province
from communes.reading.mentions import Mention
from communes.reading.page import Page
from communes.spelling import fold
from communes.words import PROVINCE, WARD

BASE = 10.0
PER_WORD = 0.6
PER_SLIP = 3.2
GLUED_COMMON = -4.0  # "chưa" is not "Chư Á"
TYPE_RIGHT, TYPE_WAS, TYPE_OTHER, TYPE_WRONG_LEVEL = 1.6, 1.2, -1.4, -7.0
AGE = {NEW: 0.4, EARLIER: -1.5}
EARLIER_ALONE = -2.5  # a ward gone for years is hardly meant unless its district is named
INSIDE = -5.0  # "Trà My" inside "huyện Bắc Trà My", "Phố Huế" inside "thành phố Huế"
INSIDE_UNTYPED = -3.0
TOWN, NO_TOWN = "thị trấn", -5.0
UNEXPLAINED = 1.2
LONE = 3.0
HOPELESS = 12.0  # below the best by more than closer looks can mend
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
    is_district_too: bool = False  # untyped, and a district had the name: "Thủ Đức"

    @property
    def has_context(self) -> bool:
        return self.hinted or self.district is not None or self.province is not None


def readings(page: Page, mentions: Sequence[Mention], prior: Prior) -> list[Reading]:
    """The best reading of each outcome, best first; hopeless ones are not worked out."""
    known = context(mentions)
    found: dict[tuple[Commune, ...], Reading] = {}
    top = 0.0
    for mention in mentions:
        if mention.level != WARD:
            continue
        own = _own(mention) + _inside(page, mention, mentions)
        towns = _towns(mention)
        for unit in cast(Sequence[Unit], mention.units):
            worth = own + (_of_town(unit) if unit.province in towns else 0.0)
            reading = _read(mention, unit, worth, known, prior)
            if reading.score < top - HOPELESS:
                continue
            _look_closer(page, reading)
            reading.is_district_too = _is_district_too(mention, unit, known)
            top = max(top, reading.score)
            rival = found.get(unit.communes)
            if rival is None or rival.score < reading.score:
                found[unit.communes] = reading
    return sorted(found.values(), key=lambda r: -r.score)


def _towns(ward: Mention) -> frozenset[ProvinceCode]:
    """No town is left today: who writes "thị trấn" means the old one of that province."""
    if ward.types != (TOWN,):
        return frozenset()
    return frozenset(u.province for u in cast(Sequence[Unit], ward.units) if TOWN in u.types)


def _of_town(unit: Unit) -> float:
    if TOWN not in unit.types:
        return NO_TOWN
    return -AGE[EARLIER] - EARLIER_ALONE if unit.age == EARLIER else 0.0


def _is_district_too(ward: Mention, unit: Unit, known: Context) -> bool:
    if ward.types or "đặc khu" in unit.types:  # an island is its whole district
        return False
    span = (ward.start, ward.end)
    return any((m.start, m.end) == span and m.cost <= ward.cost for m in known.all_districts)


def _read(ward: Mention, unit: Unit, own: float, known: Context, prior: Prior) -> Reading:
    district, from_district = find_district(ward, unit, known)
    province, from_province = find_province(ward, unit, known, district)
    if district is None:
        from_district = against_district(ward, province, known)
    score = own + _type(ward, unit) + AGE.get(unit.age, 0.0) + from_district + from_province
    if unit.age == EARLIER and not (district and (province or district.is_typed_right)):
        score += EARLIER_ALONE
    hinted = prior.favours(unit)
    if hinted:
        score += HINTED
    return Reading(score, unit, ward, district, province, 0, hinted)


def _look_closer(page: Page, reading: Reading) -> None:
    ward, unit = reading.ward, reading.unit
    if ward.end - ward.start < len(unit.shapes) and page.is_common(ward.start, ward.end):
        reading.score += GLUED_COMMON
    reading.score += _diacritics(page, ward, unit.shapes)
    used = [m for m in (ward, reading.district, reading.province) if m]
    reading.unexplained = _unexplained(page, used, ward)
    reading.score -= UNEXPLAINED * min(reading.unexplained, 3)


def _inside(page: Page, ward: Mention, mentions: Sequence[Mention]) -> float:
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


def _own(ward: Mention) -> float:
    """What a name is worth before anybody asks which place bears it."""
    score = BASE + PER_WORD * min(ward.end - ward.start, 4) - PER_SLIP * ward.cost - ward.claim
    return score + (TYPE_WRONG_LEVEL if ward.is_typed_wrong else 0.0)


def _type(ward: Mention, unit: Unit) -> float:
    if ward.is_typed_wrong or not ward.types or not unit.types:
        return 0.0
    if unit.types[0] in ward.types:
        return TYPE_RIGHT
    return TYPE_WAS if unit.types[-1] in ward.types else TYPE_OTHER


def _diacritics(page: Page, mention: Mention, shapes: tuple[str, ...]) -> float:
    words = page.words[mention.start : mention.end]
    if len(words) != len(shapes) or not any(w.marked for w in words):
        return 0.0
    agreed = sum(map(_agree, (w.shape for w in words), shapes))
    return agreed * LONE if len(words) == 1 and agreed < 0 else agreed  # "chợ" is not "Chờ"


@lru_cache(maxsize=16384)
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


def _unexplained(page: Page, used: list[Mention], ward: Mention) -> int:
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
