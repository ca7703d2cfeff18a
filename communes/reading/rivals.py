"""Which other readings of a message a best one has to beat, and by how much."""

from communes.names.gazetteer import NEW
from communes.reading.context import SAME_ADDRESS
from communes.reading.judging import Reading
from communes.reading.page import Page

MARGIN = 1.5
MARGIN_FAR = 2.5  # when the name itself is two slips away
MARGIN_DISTRICT = 4.0  # "Chu Hoà, Việt Trì": what is best as a commune may be the other's district
MARGIN_ALONE = 3.6  # without district or province a type word alone does not decide


def is_rival(other: Reading, best: Reading) -> bool:
    """May the text as well mean this other reading?"""
    known = (_is_same_place, _is_same_place_before, _is_its_district, _is_guessed_over)
    if any(is_none(other, best) for is_none in known):
        return False
    if other.ward.cost and not best.ward.cost and best.has_context and not best.unexplained:
        return not other.ward.overlaps(best.ward)  # what is written beats what is guessed
    # "Điện Bàn" is no rival inside "Điện Bàn Bắc", unless the longer name was only guessed.
    inside = best.ward.start <= other.ward.start and other.ward.end <= best.ward.end
    shorter = other.ward.end - other.ward.start < best.ward.end - best.ward.start
    return not (inside and shorter and best.ward.cost <= 0.5)


def _is_same_place(other: Reading, best: Reading) -> bool:
    if set(other.unit.communes) <= set(best.unit.communes):
        return True
    # All its people live in the commune that bears its name today.
    return other.unit.home in best.unit.communes and other.unit.key == best.unit.key


def _is_same_place_before(other: Reading, best: Reading) -> bool:
    """Whoever writes type, name and province of today means it, not the old ward it is cut from."""
    today = best.unit.age == NEW and best.ward.is_typed_right and best.province is not None
    same = other.unit.key == best.unit.key and other.district is None
    return today and same and set(best.unit.communes) <= set(other.unit.communes)


def _is_guessed_over(other: Reading, best: Reading) -> bool:
    """A guess does not outweigh "xã Điền Trung" that is written out, but for its own district."""
    same = (other.ward.start, other.ward.end) == (best.ward.start, best.ward.end)
    written = best.ward.is_whole and best.ward.is_typed_right
    far = other.province is None or other.province.distance(other.ward) > SAME_ADDRESS
    return same and written and other.ward.cost > 0 and other.district is None and far


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


def margin(page: Page, best: Reading, rival: Reading) -> float:
    marked = any(w.marked for w in page.words[best.ward.start : best.ward.end])
    if _is_namesake(best, rival, marked=marked):
        return MARGIN_ALONE
    if rival.district and not rival.ward.cost and rival.district.overlaps(best.ward):
        return MARGIN_DISTRICT
    return MARGIN if best.ward.cost < 2 else MARGIN_FAR
