import unicodedata

import pytest

from outreach.errors import FieldMissing, FieldWrong
from outreach.registers.entry import NewEntry, Value, read_values, written
from outreach.registers.form import STANDING, YEAR, read_forms, shipped_forms

UNITS = shipped_forms()["units"]
UNIT: dict[str, Value] = {
    "name": "Trường Kim Đồng", "unit": "school", "year": 2027, "standing": "achieved",
    "met": ["force", "registration"], "assessed": "2027-11-10",
}  # fmt: skip


def test_every_register_names_its_paper_in_both_languages() -> None:
    for form in shipped_forms().values():
        told = [form.vi, form.en, form.source]
        told += [words for field in form.fields for words in (field.vi, field.en)]
        told += [one.vi for field in form.fields for one in field.options]
        assert all(told)
        assert all(unicodedata.is_normalized("NFC", words) for words in told)
        assert form.fields[0].needed
        names = [field.id for field in form.fields]
        assert len(names) == len(set(names))


def test_an_entry_is_read_in_the_forms_order_and_written_in_words() -> None:
    read = read_values(UNITS, UNIT | {"note": "  "})

    assert list(read) == ["name", "unit", "year", "standing", "met", "assessed"]
    assert read["met"] == ["registration", "force"]
    new = NewEntry("0" * 32, "units", read)
    assert (new.standing, new.year) == ("achieved", 2027)
    row = written(UNITS, read)
    assert row[:4] == ("Trường Kim Đồng", "Cơ sở giáo dục", 2027, "Đạt chuẩn")
    assert row[5:] == ("10/11/2027", "", "")


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"name": " "}, FieldMissing),
        ({"year": ""}, FieldMissing),
        ({"year": 1200}, FieldWrong),
        ({"unit": "church"}, FieldWrong),
        ({"met": ["registration", "else"]}, FieldWrong),
        ({"met": "force"}, FieldWrong),
        ({"assessed": "10/11/2027"}, FieldWrong),
        ({"name": "a" * 201}, FieldWrong),
        ({"tip": "K7Q-204"}, FieldWrong),
    ],
)
def test_what_a_field_does_not_ask_is_refused_by_its_name(
    wrong: dict[str, Value], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        read_values(UNITS, UNIT | wrong)


def test_no_camera_stands_in_the_register_unless_its_owner_agreed() -> None:
    cameras = shipped_forms()["cameras"]
    told: dict[str, Value] = {"name": "Chợ", "contact": "Ông Ba"}

    with pytest.raises(FieldMissing):
        read_values(cameras, told)
    assert read_values(cameras, told | {"agreed": "yes"})["agreed"] == "yes"


def test_a_register_of_ones_own_needs_no_code() -> None:
    [form] = read_forms(
        '[drills]\nvi = "Diễn tập"\nen = "Drills"\nsource = "Kế hoạch tỉnh"\n'
        'fields = [{id = "name", kind = "text", needed = true, vi = "Tên", en = "Name"}]'
    ).values()

    assert read_values(form, {"name": "Chữa cháy chợ"}) == {"name": "Chữa cháy chợ"}
    assert form.field(STANDING) is form.field(YEAR) is None
