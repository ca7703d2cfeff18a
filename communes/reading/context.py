"""What the districts and provinces a message names say for or against a commune."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communes.names.gazetteer import NEW, Area, District, Unit
from communes.reading.mentions import Mention
from communes.words import DISTRICT, PROVINCE

DISTRICT_OF_OLD, DISTRICT_OF_NEW, AGAINST_DISTRICT = 5.0, 2.8, -4.0
DISTRICT_TYPE_RIGHT, DISTRICT_TYPE_OTHER = 1.0, -1.0  # "thành phố Quảng Ninh" is no huyện
SAME, BEFORE, AFTER, AGAINST_PROVINCE = 5.0, 4.0, 3.6, -6.0
NEW_FORM = 2.0  # "TP Đồng Nai": whoever knows the new province means the new commune
CITY, FAR = 2.0, 2.0
BESIDE = 3  # words
SAME_ADDRESS = 10  # words between a ward and the province of its own address
PER_SLIP, PER_CLAIM, PER_WEAKNESS, TYPED = 1.3, 0.7, 1.5, 0.6


@dataclass(slots=True)
class Context:
    """The districts and provinces of a message, by what they can confirm."""

    districts: dict[str, list[tuple[Mention, float]]]
    new: dict[str, list[Mention]]
    old: dict[str, list[Mention]]
    all_districts: list[Mention]
    all_provinces: list[Mention]
    against: dict[tuple[Mention, Mention | None], float]  # worked out once for a ward's namesakes

    def says_nothing_of(self, unit: Unit) -> bool:
        """Was no district or province named that this place lies or lay in?"""
        if self.new and unit.province in self.new:
            return False
        if self.districts and not unit.districts.isdisjoint(self.districts):
            return False
        return not self.old or unit.old_provinces.isdisjoint(self.old)


def context(mentions: Sequence[Mention]) -> Context:
    found = Context({}, {}, {}, [], [], {})
    for mention in mentions:
        if mention.level == DISTRICT and not mention.is_typed_wrong:
            found.all_districts.append(mention)
            for unit in mention.units:
                worth = _type(mention, unit) - PER_SLIP * mention.cost - PER_CLAIM * mention.claim
                found.districts.setdefault(unit.code, []).append((mention, worth))
        elif mention.level == PROVINCE and not mention.is_typed_wrong:
            found.all_provinces.append(mention)
            for area in mention.units:
                found.new.setdefault(area.new, []).append(mention)
                if area.old:
                    found.old.setdefault(area.old, []).append(mention)
    return found


def _type(mention: Mention, unit: District) -> float:
    if not mention.types:
        return 0.0
    fits = any(kind in unit.types for kind in mention.types)
    return DISTRICT_TYPE_RIGHT if fits else DISTRICT_TYPE_OTHER


def district(ward: Mention, unit: Unit, known: Context) -> tuple[Mention | None, float]:
    gain = DISTRICT_OF_NEW if unit.age == NEW else DISTRICT_OF_OLD
    best: tuple[Mention | None, float] = (None, 0.0)
    if unit.districts.isdisjoint(known.districts):
        return best
    for code in unit.districts:
        for mention, worth in known.districts.get(code, ()):
            if mention.overlaps(ward) or _is_guess_apart(mention, ward):
                continue
            if gain + worth > best[1]:
                best = mention, gain + worth
    return best


def against_district(ward: Mention, chosen: Mention | None, known: Context) -> float:
    """A district was named, by its type and without a slip, and the commune never lay in it."""
    for mention in known.all_districts:
        insists = mention.is_typed_right and mention.cost == 0 and not mention.overlaps(ward)
        if insists and not (chosen and mention.overlaps(chosen)):
            return AGAINST_DISTRICT
    return 0.0


def province(
    ward: Mention, unit: Unit, known: Context, district: Mention | None
) -> tuple[Mention | None, float]:
    if not known.all_provinces:
        return None, 0.0
    best: tuple[Mention | None, float] = (None, 0.0)
    for mention, gain in _province_gains(unit, known):
        if mention.overlaps(ward) or (district and mention.overlaps(district)):
            continue
        if _is_guess_apart(mention, ward):
            continue
        worth = gain - PER_SLIP * mention.cost - PER_CLAIM * mention.claim - weakness(mention)
        worth += _of_type(mention) - (FAR if _is_far(mention, ward) else 0.0)
        if unit.age == NEW and any(_is_new_form(mention, a) for a in mention.units):
            worth += NEW_FORM
        if worth > best[1]:
            best = mention, worth
    return best if best[0] is not None else (None, against_province(ward, district, known))


def against_province(ward: Mention, district: Mention | None, known: Context) -> float:
    """Another province was named, and none that the commune lies or lay in."""
    if not known.all_provinces:
        return 0.0
    key = (ward, district)
    if key not in known.against:
        against = any(_contradicts(m, ward, district) for m in known.all_provinces)
        known.against[key] = AGAINST_PROVINCE if against else 0.0
    return known.against[key]


def _is_far(mention: Mention, ward: Mention) -> bool:
    """Too many words lie between: in a story it is another sentence's place."""
    return mention.distance(ward) > SAME_ADDRESS


def _is_guess_apart(mention: Mention, ward: Mention) -> bool:
    """A name that is only guessed speaks for the ward it stands beside, for no other."""
    return mention.cost > 0 and not mention.types and mention.distance(ward) > BESIDE


def _of_type(mention: Mention) -> float:
    """Whether "TP Sóc Trăng" is the city, not the province of that name."""
    if not mention.is_typed_right:
        return 0.0
    areas = mention.units
    fits = any(kind in area.types or kind == area.now for kind in mention.types for area in areas)
    return TYPED if fits else -CITY


def _province_gains(unit: Unit, known: Context) -> Iterable[tuple[Mention, float]]:
    for mention in known.new.get(unit.province, ()):
        exact_name = any(a.exact_new and a.new == unit.province
                         for a in mention.units)  # fmt: skip
        if exact_name:
            yield mention, SAME if unit.age == NEW else AFTER
    for code in unit.old_provinces:
        for mention in known.old.get(code, ()):
            yield mention, BEFORE if unit.age == NEW else SAME


def _is_new_form(mention: Mention, area: Area) -> bool:
    return area.now in mention.types and area.now not in area.types


def weakness(mention: Mention) -> float:
    return PER_WEAKNESS if mention.units[0].weak else 0.0


def _contradicts(mention: Mention, ward: Mention, district: Mention | None) -> bool:
    if mention.overlaps(ward) or (district and mention.overlaps(district)) or mention.cost > 1:
        return False
    if _is_far(mention, ward) or _is_guess_apart(mention, ward):
        return False
    return mention.claim < 4 and (mention.is_typed_right or not weakness(mention))
