"""Which of two places is the scene, and which only where somebody lives or comes from."""

from collections.abc import Sequence

from communes.reading.judging import Reading
from communes.reading.mentions import Mention
from communes.reading.page import Page

ORIGIN = 9  # how strongly "người" claims the province behind it
LOOK_BACK = 14  # words of an address between "trú tại" and the ward
STRONG = 6.0  # a province named for the other place may speak against it
_HOME = frozenset(
    """ngu tru trutai cutru thuongtru tamtru que queo quequan nguyenquan hktt dkhktt hokhau
    sinhsong nguoi goc dentu lamchu nhatoi nhaem nhachau nhacon nhaminh""".split()  # noqa: SIM905
)
_SCENE = frozenset(
    "xayra diaban phathien batqua lantron dangtron dango tutap hanhnghe hoatdong".split()  # noqa: SIM905
)
_ORIGINS = frozenset({"nguoi", "que", "goc", "dan"})
_TOWARDS = frozenset("len vao ra ve xuong den sang toi qua".split())  # noqa: SIM905
_AT = frozenset({"o", "tai"})
_NOT_THERE = frozenset({"khongphai", "chukhong", "chophai", "chuphai", "chang"})
_DENIALS = _NOT_THERE | {"phai", "khong"}
_MAY_STAND_BETWEEN = frozenset("o tai la thuoc trong ben xa phuong".split())  # noqa: SIM905


def may_deny(page: Page) -> bool:
    """Mostly nobody does, and each name need not be looked at for it."""
    return any(word.text in _DENIALS for word in page.words)


def is_denied(page: Page, mention: Mention) -> bool:
    """Is it "không phải ở phường …", where the matter is not?"""
    place = page.type_starts[mention.start] if mention.types else mention.start
    while place > 0 and page.words[place - 1].text in _MAY_STAND_BETWEEN:
        place -= 1
    pair = "".join(word.text for word in page.words[max(0, place - 2) : place])
    return pair in _NOT_THERE


def is_origin(page: Page, mention: Mention) -> bool:
    """Is it "người Nghệ An": where somebody comes from, not where anything happens?"""
    place = mention.start - 1
    return place >= 0 and page.words[place].text in _ORIGINS and not page.words[mention.start].cut


def comes_from(page: Page, province: Mention) -> bool:
    """Is it "từ Hải Phòng lên": where people set out, not where anything happens?"""
    words, end = page.words, province.end
    if not province.start or province.types or end == len(words) or words[end].cut:
        return False
    return words[province.start - 1].text == "tu" and words[end].text in _TOWARDS


def another_place(found: Sequence[Reading]) -> Reading | None:
    """A second place that is written out as well, apart from the best one's own address."""
    best = found[0]
    return next((r for r in found[1:] if _is_written_out(r) and _is_apart(r, best)), None)


def settle(page: Page, found: list[Reading]) -> list[Reading]:
    """What is written out, type and all, comes before somebody's home that is only named."""
    best = found[0]
    if best.ward.types or not is_home(page, best):
        return found
    written = next((r for r in found[1:] if _is_written_out(r) and _is_apart(r, best)), None)
    if written is None:
        return found
    return [written, *(r for r in found if r is not written and r.ward is not best.ward)]


def is_home(page: Page, reading: Reading) -> bool:
    """Does the text tell of it as of somebody's home?"""
    words, end = page.words, reading.ward.start
    for place in range(end - 1, max(-1, end - LOOK_BACK), -1):
        single = words[place].text
        pair = words[place - 1].text + single if place else single
        if pair in _SCENE:
            return False
        if pair in _HOME or single in _HOME:
            return True
        if single in _AT:  # "ngụ xã …, bán ở phường …": the second is not what "ngụ" is said of
            return _is_lived(page, place)
    return False


def _is_lived(page: Page, at: int) -> bool:
    """In "sinh sống tại", "nhà em ở" the words right before tell of a home."""
    before = [word.text for word in page.words[max(0, at - 2) : at]]
    return "".join(before) in _HOME or (bool(before) and before[-1] in _HOME)


def _is_written_out(reading: Reading) -> bool:
    ward = reading.ward
    if ward.cost or ward.claim >= 4 or reading.score < STRONG or reading.unexplained > 1:
        return False
    return ward.is_typed_right and not (ward.key.isdigit() and reading.district is None)


def _is_apart(other: Reading, best: Reading) -> bool:
    if other.ward.key == best.ward.key or set(other.unit.communes) & set(best.unit.communes):
        return False
    ours = [m for m in (best.ward, best.district, best.province) if m]
    theirs = [m for m in (other.district, other.province) if m]
    return not any(other.ward.overlaps(m) for m in ours) and not any(
        best.ward.overlaps(m) for m in theirs
    )
