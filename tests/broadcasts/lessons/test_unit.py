"""A unit without a phone or an address still makes correct sentences, never a hole."""

import re
from itertools import product

import pytest

from broadcasts.lessons.library import open_library
from broadcasts.lessons.unit import Unit, can_tell, filled, phone_of
from tests.broadcasts.library_copies import WARD, the_lesson

CITY = Unit("Công an thành phố Hồ Chí Minh", "(028) 3838 4050", "số 268 Trần Hưng Đạo")
BARE_CITY = Unit("Công an thành phố Hồ Chí Minh")


def bare(above: Unit | None = None, phone: str = "", office: str = "") -> Unit:
    return Unit("Công an phường Bến Thành", phone, office, above)


def test_a_unit_that_told_everything_is_named_with_everything() -> None:
    told = filled(the_lesson("hd-01").body, WARD, "vi")

    assert "của Công an phường Bến Thành." in told
    assert told.endswith("gọi trực ban 028 3829 7643 hoặc đến số 24 Lê Thánh Tôn.")


def test_without_a_phone_the_unit_above_is_named_with_its_own() -> None:
    told = filled(the_lesson("hd-08").body, bare(CITY), "vi")

    assert "số trực ban (028) 3838 4050 (Công an thành phố Hồ Chí Minh) lên" in told


@pytest.mark.parametrize(
    ("lesson", "sentence"),
    [
        ("hd-01", "gọi trực ban theo số niêm yết tại trụ sở hoặc đến trụ sở Công an phường Bến"),
        ("hd-03", "gọi 113 hoặc trực ban theo số niêm yết tại trụ sở."),
        ("hd-04", "Số trực ban Công an phường Bến Thành: niêm yết tại trụ sở."),
        ("hd-06", "bấm số trực ban niêm yết tại trụ sở hoặc ra thẳng trụ sở Công an phường Bến"),
        ("hd-08", "số trực ban niêm yết tại trụ sở lên màn hình"),
        ("nh-07", "dán số trực ban niêm yết tại trụ sở ở phòng bảo vệ"),
        ("nh-08", "lưu kênh này và số trực ban niêm yết tại trụ sở vào máy"),
        ("ld-25", "gọi số trực ban niêm yết tại trụ sở."),
    ],
)
def test_without_any_phone_the_sentence_names_the_number_at_the_door(
    lesson: str, sentence: str
) -> None:
    bodies = {one.id: one.body for one in open_library().lessons}
    asking = bodies[lesson] if "{truc_ban}" in bodies[lesson] else "Cúp máy, gọi {truc_ban}."

    assert sentence in filled(asking, bare(BARE_CITY), "vi")


def test_a_sentence_that_begins_with_it_begins_large() -> None:
    assert filled("{truc_ban} luôn có người.", bare(), "vi").startswith("Số trực ban niêm yết")


@pytest.mark.parametrize("has", list(product([False, True], repeat=3)))
def test_no_lesson_of_any_unit_holds_a_hole(has: tuple[bool, bool, bool]) -> None:
    phone, office, above = has
    unit = bare(CITY if above else None, "028 1" if phone else "", "số 24" if office else "")

    for lesson in open_library().lessons:
        told = filled(lesson.body, unit, "vi")
        assert not re.search(r"[{}]|  |\( *\)|(?<!\.)\.\.(?!\.)|: *\.| ,", told), lesson.id
        assert not re.search(r"\b(trực ban|trụ sở|số)\b[: ]+(số )?\1\b", told, re.IGNORECASE)


def test_a_language_without_words_for_the_missing_cannot_be_told() -> None:
    assert can_tell(WARD, "Hu {truc_ban}", "hmn")
    assert can_tell(bare(), "Tsis txhob", "hmn")
    assert not can_tell(bare(CITY), "Hu {truc_ban}", "hmn")
    assert can_tell(bare(), "Call {truc_ban}", "en")


def test_english_has_its_own_words_for_the_missing() -> None:
    told = filled("Call the duty desk at {truc_ban} or come to {tru_so}.", bare(), "en")

    assert told == (
        "Call the duty desk at the number posted at the station"
        " or come to the office of Công an phường Bến Thành."
    )


def test_a_phone_of_its_own_goes_before_that_above() -> None:
    assert phone_of(bare(CITY, "028 3829 7643")) == "028 3829 7643"
    assert phone_of(bare(bare(CITY))) == "(028) 3838 4050 (Công an thành phố Hồ Chí Minh)"
    assert phone_of(bare(BARE_CITY)) == ""
