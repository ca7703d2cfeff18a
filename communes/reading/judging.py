"""Weighs every reading of a message: which commune explains most of what was written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communes.directory import Commune, CommuneCode, ProvinceCode
from communes.names.gazetteer import EARLIER, NEW, Unit
from communes.reading.context import Context, against_district, against_province, context
from communes.reading.context import district as find_district
from communes.reading.context import province as find_province
from communes.reading.mentions import Mention
from communes.reading.page import Page
from communes.reading.worth import (
    AGE,
    EARLIER_ALONE,
    count_unexplained,
    inside,
    of_diacritics,
    of_town,
    of_type,
    own,
    towns,
)
from communes.words import WARD

GLUED_COMMON = -4.0  # "chưa" is not "Chư Á"
UNEXPLAINED = 1.2
HOPELESS = 12.0  # below the best by more than closer looks can mend
HOPELESS_NAMESAKE = 9.0  # no more than a choice's distance, and what a closer look may add
HINTED = 3.0


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
    found: dict[CommuneCode | tuple[Commune, ...], Reading] = {}
    top = 0.0
    for mention in mentions:
        if mention.level != WARD:
            continue
        for reading in Name(page, mention, mentions, known).readings(prior, top):
            top = max(top, reading.score)
            communes = reading.unit.communes
            outcome = communes[0].code if len(communes) == 1 else communes
            rival = found.get(outcome)
            if rival is None or rival.score < reading.score:
                found[outcome] = reading
    return sorted(found.values(), key=lambda r: -r.score)


class Name:
    """One name in a message, ready to be read as each of the places that bear it.

    Up to sixty do, so what they share is worked out once.
    """

    def __init__(
        self, page: Page, ward: Mention, mentions: Sequence[Mention], known: Context
    ) -> None:
        self._page, self._ward, self._known = page, ward, known
        self._own = own(ward) + inside(page, ward, mentions)
        self._towns = towns(ward)
        self._is_district = not ward.types and any(
            (m.start, m.end) == (ward.start, ward.end) and m.cost <= ward.cost
            for m in known.all_districts
        )
        self._elsewhere: float | None = None  # for places in no district or province named
        self._diacritics: dict[tuple[str, ...], float] = {}
        self._worth: dict[tuple[str, tuple[str, ...]], float] = {}  # by age and types
        self._unexplained: dict[tuple[Mention | None, Mention | None], int] = {}
        self._provinces: dict[tuple[object, ...], tuple[Mention | None, float]] = {}

    def readings(self, prior: Prior, top: float) -> Iterator[Reading]:
        # What is written out may be a second place: it is kept however far below the best it lies.
        least = top - (HOPELESS if self._ward.is_typed_right else HOPELESS_NAMESAKE)
        is_hint = prior.province is not None or bool(prior.near)
        for unit in self._ward.units:
            district, province, gain = self._confirm(unit)
            score = self._score(unit, district, province) + gain
            hinted = is_hint and prior.favours(unit)
            if hinted:
                score += HINTED
            if score < least:
                continue
            reading = Reading(score, unit, self._ward, district, province, 0, hinted)
            self._look_closer(reading)
            least = max(least, reading.score - HOPELESS_NAMESAKE)
            yield reading

    def _score(self, unit: Unit, district: Mention | None, province: Mention | None) -> float:
        alike = (unit.age, unit.types)
        score = self._worth.get(alike)
        if score is None:
            score = self._own + of_type(self._ward, unit) + AGE.get(unit.age, 0.0)
            self._worth[alike] = score
        if self._towns and unit.province in self._towns:
            score += of_town(unit)
        if unit.age == EARLIER and not (district and (province or district.is_typed_right)):
            score += EARLIER_ALONE
        return score

    def _look_closer(self, reading: Reading) -> None:
        ward, shapes = self._ward, reading.unit.shapes
        # An island is its whole district.
        reading.is_district_too = self._is_district and "đặc khu" not in reading.unit.types
        if ward.end - ward.start < len(shapes) and self._page.is_common(ward.start, ward.end):
            reading.score += GLUED_COMMON
        if shapes not in self._diacritics:
            self._diacritics[shapes] = of_diacritics(self._page, ward, shapes)
        around = (reading.district, reading.province)
        if around not in self._unexplained:
            used = [m for m in (ward, *around) if m]
            self._unexplained[around] = count_unexplained(self._page, used, ward)
        reading.unexplained = self._unexplained[around]
        reading.score += self._diacritics[shapes]
        reading.score -= UNEXPLAINED * min(reading.unexplained, 3)

    def _confirm(self, unit: Unit) -> tuple[Mention | None, Mention | None, float]:
        """The district and the province named that the place lies in, and what they tell."""
        ward, known = self._ward, self._known
        if known.says_nothing_of(unit):
            if self._elsewhere is None:
                against = against_province(ward, None, known)
                self._elsewhere = against_district(ward, None, known) + against
            return None, None, self._elsewhere
        district, from_district = find_district(ward, unit, known)
        # Namesakes of one province are told by the same words.
        alike = (unit.age == NEW, unit.province, unit.old_provinces, district)
        if alike not in self._provinces:
            self._provinces[alike] = find_province(ward, unit, known, district)
        province, from_province = self._provinces[alike]
        if district is None:
            from_district = against_district(ward, province, known)
        return district, province, from_district + from_province
