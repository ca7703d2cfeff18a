"""What a loudspeaker reader gets can be read as it stands: words only, and places to breathe."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcasts.lessons.library import open_library
from broadcasts.lessons.numerals import LARGEST, cardinal, digit_by_digit
from broadcasts.lessons.script import script
from broadcasts.lessons.speech import spoken
from broadcasts.lessons.unit import Unit
from tests.broadcasts.library_copies import WARD, the_lesson


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (25, "hai mươi lăm"),
        (100, "một trăm"),
        (105, "một trăm linh năm"),
        (115, "một trăm mười lăm"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_945, "một nghìn chín trăm bốn mươi lăm"),
        (2_025, "hai nghìn không trăm hai mươi lăm"),
        (500_000, "năm trăm nghìn"),
        (1_000_001, "một triệu không trăm linh một"),
        (2_000_000_000, "hai tỷ"),
    ],
)
def test_numbers_are_said_as_people_say_them(number: int, said: str) -> None:
    assert cardinal(number) == said


@given(st.integers(0, LARGEST * 10), st.integers(0, LARGEST * 10))
def test_no_two_numbers_sound_alike(one: int, other: int) -> None:
    assert (cardinal(one) == cardinal(other)) == (one == other)


def test_a_phone_is_read_digit_by_digit_with_a_breath_between_groups() -> None:
    assert digit_by_digit("(028) 3829 7643") == "không hai tám, ba tám hai chín, bảy sáu bốn ba"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("gọi 113 hoặc 111", "gọi một một ba hoặc một một một"),
        ("Điều 111, Điều 156", "Điều một trăm mười một, Điều một trăm năm mươi sáu"),
        ("Điều 155, 156 và 113", "Điều một trăm năm mươi lăm, một trăm năm mươi sáu và một trăm"),
        ("mã OTP và SIM", "mã ô tê pê và sim"),
        ("mở VNeID, quét QR", "mở vê nờ e ai đi, quét quy rờ"),
        ("Điều 256a Bộ luật", "Điều hai trăm năm mươi sáu a Bộ luật"),
        ("theo Nghị định 282/2025/NĐ-CP", "số hai trăm tám mươi hai năm hai nghìn không trăm hai"),
        ("Quyết định 521/QĐ-TTg ngày", "Quyết định số năm trăm hai mươi mốt ngày"),
        ("Luật số 120/2025", "Luật số một trăm hai mươi năm"),
        ("ngày 13/6/2005", "ngày mười ba tháng sáu năm hai nghìn không trăm linh năm"),
        ("từ 1/7 đến 19/8", "từ ngày một tháng bảy đến ngày mười chín tháng tám"),
        ("30/4", "ngày ba mươi tháng tư"),
        ("tháng 6/2025", "tháng sáu năm hai nghìn"),
        ("trực 24/24", "trực hai mươi bốn trên hai mươi bốn"),
        ("lúc 19:30 hoặc 21h", "lúc mười chín giờ ba mươi phút hoặc hai mươi mốt giờ"),
        ("500.000 đồng", "năm trăm nghìn đồng"),
        ("1,5 triệu", "một phẩy năm triệu"),
        ("quá 20% một năm", "quá hai mươi phần trăm một năm"),
        ("từ 6 kg pháo", "từ sáu ki lô gam pháo"),
        ("phạt 3-5 triệu", "phạt ba đến năm triệu"),
        ("xem https://x.gov.vn/a?b=1.", "xem đường dẫn ghi trong tin nhắn của kênh."),
        ("đuôi .gov.vn", "đuôi chấm gờ o vê chấm vê nờ"),
        ("trang tinbao.vn", "trang tinbao chấm vê nờ"),
        ("gọi 028 3829 7643", "gọi không hai tám, ba tám hai chín, bảy sáu bốn ba"),
        ("gọi +84 912 345 678", "gọi không, chín một hai, ba bốn năm, sáu bảy tám"),
        ("(Điều 173 Bộ luật Hình sự).", "theo Điều một trăm bảy mươi ba Bộ luật Hình sự."),
        ('Kẻ gian nói "alo" rồi (hay) cúp', "Kẻ gian nói alo rồi, hay, cúp"),
        ("thôn/tổ", "thôn hoặc tổ"),
        ("BLHS và HIV", "bê lờ hát ét và HIV"),
    ],
)
def test_what_is_written_is_said(written: str, said: str) -> None:
    assert said in spoken(written)


@given(st.text(st.sampled_from("0123456789/.,:;-%()hgkmaĐđiềusốngày \"'+ABC"), max_size=60))
def test_no_digit_is_left_whatever_is_written(written: str) -> None:
    assert not re.search("[0-9]", spoken(written))


def test_a_lesson_is_read_in_sentences_with_pauses_and_ends_in_whom_to_call() -> None:
    sheet = script(the_lesson("hd-02"), WARD)

    assert sheet.lines[0] == (
        "Công an phường Bến Thành xin gửi đến bà con: Viết một tin báo có ích. //"
    )
    assert "Một là, việc gì đang hoặc đã xảy ra? /" in sheet.lines
    assert sheet.lines[-1].startswith("Số trực ban Công an phường Bến Thành: không hai tám,")
    assert all(line == "" or line.endswith(("/", "//")) for line in sheet.lines)


def test_a_unit_without_a_phone_is_read_without_a_hole() -> None:
    sheet = script(the_lesson("hd-02"), Unit("Công an xã Sà Phìn"))

    assert sheet.lines[-1] == "Số trực ban Công an xã Sà Phìn: niêm yết tại trụ sở. //"


def test_a_lesson_that_names_the_phone_does_not_name_it_again() -> None:
    assert script(the_lesson("hd-03"), WARD).text.count("không hai tám") == 1


def test_every_lesson_can_be_read_in_under_a_minute() -> None:
    for lesson in open_library().lessons:
        sheet = script(lesson, WARD)

        assert 30 <= sheet.seconds <= 60, lesson.id
        assert not re.search(r"[0-9(){}\"“]|[A-ZĐ]{2}|,[,.;:]| [,.;:]", sheet.text), lesson.id


def test_more_words_take_longer() -> None:
    lesson = the_lesson("hd-02")
    longer = replace(lesson, body=lesson.body + "\n\nThêm một câu nữa cho bà con nghe.")

    assert script(longer, WARD).seconds > script(lesson, WARD).seconds
