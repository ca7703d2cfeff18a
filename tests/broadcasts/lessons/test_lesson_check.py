"""What is wrong with a lesson file is named with its line and a fix, and nothing makes it raise."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcasts.lessons.attachments import LARGEST
from broadcasts.lessons.lesson_file import read
from broadcasts.lessons.library import LIBRARY, open_library
from broadcasts.lessons.scam_signs import asks_for_money, asks_for_secret, phone_numbers
from broadcasts.lessons.vocabulary import shipped
from tests.broadcasts.library_copies import LESSON, copied, spoil
from tests.media_files import a_picture, a_voice
from tests.trials import lasting
from wording.catalogue import catalogue

GOOD = (LIBRARY / LESSON).read_text("utf-8")
SERIES = Path("ngay_hoi_19_8/nh-03.md")


@pytest.mark.parametrize(
    ("before", "after", "key", "line"),
    [
        ("review_by: 2027-06", "review_by: sang năm", "review_by", 10),
        ("review_by: 2027-06", "review_by: 2027-06-01", "review_by", 10),
        ("review_by: 2027-06\n", "", "missing_key", 1),
        ("kind: huong_dan", "kind: huong_dn", "unknown_word_near", 3),
        ("kind: huong_dan", "kind: [huong_dan]", "a_list", 3),
        ("topics: [huong_dan]", "topics: huong_dan", "not_a_list", 5),
        ("topics: [huong_dan]", "topics: []", "unknown_word", 5),
        ("audience: [moi_nguoi]", "audience: [nguoi_ngoai_hanh_tinh]", "unknown_word", 6),
        ("season: quanh_nam", "season: ngoai_trai_dat", "unknown_word", 7),
        ("sources: [SEED-001", "sources: [SEED-999", "unknown_word_near", 8),
        ("season: quanh_nam", "season: quanh_nam\nmau: xanh", "unknown_key", 8),
        ("confidence: cao", "confidense: cao", "unknown_key_near", 9),
        ("season: quanh_nam", "season: quanh_nam\nseason: tet", "doubled_key", 8),
        ("id: hd-01", "id: hd-02", "id_not_file", 2),
        ("title: Kênh này", f"title: {'Kênh ' * 20}", "title", 4),
        ("{don_vi}", "{don vi}", "placeholder", 13),
        ("{don_vi}", "{don_vi", "placeholder", 13),
        ("title: Kênh này", "title: Kênh {don_v} này", "placeholder", 4),
        ("Đây là kênh", "Xem bit.ly/abc. Đây là kênh", "short_link", 13),
        ("gọi 113 ngay", "gọi 131 ngay", "phone_number", 15),
        ("trực ban {truc_ban}", "trực ban 028 3829 7643", "phone_number", 17),
        ("Kênh này không hỏi", "Hãy gửi mã OTP cho cán bộ. Kênh", "asks_secret", 17),
        ("Kênh này không hỏi", "Xin chuyển tiền vào tài khoản này. Kênh", "asks_money", 17),
        ("Đây là", "\u0110a\u0302y la\u0300", "not_nfc", 13),
        ("Đây là", "Đây\u202e là", "unseen", 13),
        ("Đây là", "Đây\u200b là", "unseen", 13),
        ("Đây là", "Đây là " + "rất dài " * 90, "body_length", 13),
        ("---\nid", "id", "front_matter", 1),
        ("season: quanh_nam", "season: [quanh_nam", "front_matter", 8),
        ("season: quanh_nam", "season: {mua: tet}", "front_matter", 7),
        ("season: quanh_nam", "season: quanh_nam\nday_offset: -7", "day_offset", 8),
        ("season: quanh_nam", "season: quanh_nam\nlegal_check: roi", "legal_check", 8),
    ],
)
def test_a_fault_names_its_file_and_line(
    tmp_path: Path, before: str, after: str, key: str, line: int
) -> None:
    spoil(tmp_path, before, after)

    faults = open_library(tmp_path).faults

    assert (str(LESSON), line, key) in [(one.file, one.line, one.key) for one in faults]


def test_a_body_longer_than_a_caption_is_named_even_where_words_allow_it(tmp_path: Path) -> None:
    spoil(tmp_path, "max_body_chars: 900", "max_body_chars: 9000", Path("words.yaml"))
    file = tmp_path / LESSON
    file.write_text(GOOD + "\nRất dài. " * 250, "utf-8")

    told = [one.what for one in open_library(tmp_path).faults if one.key == "too_long"]

    assert [one.partition(":")[0] for one in told] == ["zalo_oa", "zalo_bot", "caption"]


@pytest.mark.parametrize("offset", ["-50", "1", "7", "ba", "''", "[-7]", "-0"])
def test_a_day_of_the_series_lies_between_1_7_and_19_8(tmp_path: Path, offset: str) -> None:
    spoil(tmp_path, "day_offset: -35", f"day_offset: {offset}", SERIES)

    assert ("day_offset", 4) in [(one.key, one.line) for one in open_library(tmp_path).faults]


def test_no_two_lessons_of_the_series_share_a_day(tmp_path: Path) -> None:
    spoil(tmp_path, "day_offset: -35", "day_offset: -42", SERIES)

    [fault] = open_library(tmp_path).faults

    assert (fault.file, fault.line, fault.key) == (str(SERIES), 4, "doubled_day")
    assert fault.near == "ngay_hoi_19_8/nh-02.md"


def test_no_two_lessons_share_an_id(tmp_path: Path) -> None:
    copied(tmp_path)
    shutil.copy(tmp_path / LESSON, tmp_path / "phap_luat")

    [fault] = open_library(tmp_path).faults

    assert (fault.file, fault.line, fault.key) == ("phap_luat/hd-01.md", 2, "doubled_id")


def test_a_file_saved_by_an_old_editor_is_named_or_understood(tmp_path: Path) -> None:
    file = copied(tmp_path) / LESSON

    file.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert open_library(tmp_path).faults == ()

    file.write_bytes(GOOD[:15].encode() + GOOD.encode("utf-16"))
    [fault] = open_library(tmp_path).faults
    assert (fault.key, fault.line) == ("not_utf8", 3)


def test_a_lesson_where_nothing_reads_it_is_named(tmp_path: Path) -> None:
    (copied(tmp_path) / "hd-99.md").write_text(GOOD.replace("hd-01", "hd-99"), "utf-8")

    assert [(one.file, one.key) for one in open_library(tmp_path).faults] == [
        ("hd-99.md", "not_in_folder")
    ]


@pytest.mark.parametrize("name", ["words.yaml", "sources.yaml"])
@pytest.mark.parametrize("content", ["", "a: [b", "- only\n- a list", "kind: [x]", "\x00", "a: 1"])
def test_a_broken_list_of_words_is_named_and_nothing_else(
    tmp_path: Path, name: str, content: str
) -> None:
    (copied(tmp_path) / name).write_text(content, "utf-8")

    library = open_library(tmp_path)

    assert library.faults
    assert not library.lessons


@pytest.mark.parametrize(
    ("content", "name", "key"),
    [
        (a_voice, "hd-01.ogg", None),
        (a_picture, "hd-01.jpg", None),
        (a_voice, "hd-77.ogg", "attachment_alone"),
        (a_picture, "hd-01.ogg", "attachment_unusable"),
        (bytes, "hd-01.jpg", "attachment_unusable"),
        (lambda: a_picture() + b"\0" * LARGEST, "hd-01.jpg", "attachment_unusable"),
    ],
)
def test_attachments_must_belong_to_a_lesson_and_be_readable(
    tmp_path: Path, content: Callable[[], bytes], name: str, key: str | None
) -> None:
    (copied(tmp_path) / "huong_dan" / name).write_bytes(content())

    library = open_library(tmp_path)

    assert [one.key for one in library.faults] == ([key] if key else [])
    lesson = library.lesson("hd-01")
    assert lesson is not None
    if key is None:
        assert {lesson.voice, lesson.picture} == {None, tmp_path / "huong_dan" / name}


@pytest.mark.parametrize(
    "line",
    [
        "Gửi mã OTP cho cán bộ để được hỗ trợ.",
        "Bà con vui lòng cung cấp mật khẩu Zalo.",
        "Cần làm: đọc mã xác thực cho tổng đài.",
        "Việc gấp. Hãy nhập mã OTP vào trang này.",
    ],
)
def test_a_request_for_a_secret_is_heard(line: str) -> None:
    assert asks_for_secret(line)


@pytest.mark.parametrize(
    "line",
    [
        "Không gửi mã OTP cho bất kỳ ai.",
        "Bà con đừng cung cấp mật khẩu.",
        'Kẻ gian nhắn: "Gửi mã OTP cho tôi".',
        '"Cung cấp mật khẩu ngay" là câu của kẻ gian.',
        "Cơ quan bảo hiểm không hỏi OTP.",
        "Dấu hiệu: yêu cầu đọc mã OTP; giục chuyển tiền vào tài khoản lạ.",
        "Chúng bảo bạn gửi mã OTP.",
        "Gọi tổng đài để khóa thẻ, đổi mật khẩu.",
    ],
)
def test_a_warning_is_no_request(line: str) -> None:
    assert not asks_for_secret(line)
    assert not asks_for_money(line)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Gọi 113, 114 hoặc 115.", []),
        ("Gọi 113, 141 hoặc 115.", ["141"]),
        ("- 131: Công an", ["131"]),
        ("phản ánh số gửi đến 156 hoặc 5656", []),
        ("Gọi (028) 3829 7643.", ["(028) 3829 7643"]),
        ("Nhắn 0912.345.678 nhé", ["0912.345.678"]),
        ("gọi +84 912 345 678", ["+84 912 345 678"]),
        ("Tổng đài 1900 0113", ["1900 0113"]),
        ("Nghị định 282/2025, Điều 468, 500.000 đồng, 20%", []),
        ("Quyết định 07/2026 ngày 13/6/2005", []),
        ("mỗi ngày gọi 300 cuộc", []),
    ],
)
def test_only_known_numbers_may_be_called(line: str, found: list[str]) -> None:
    assert list(phone_numbers(line, shipped().numbers)) == found


LETTERS = st.text(
    st.one_of(
        st.sampled_from("-:[]{}'\"#&*!|>%@`,\n\t 0123456789abđếọ\u0302\u2028\x85\r\x00\ufeff"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=12,
)


@settings(max_examples=lasting(100, 400), deadline=None)
@given(
    edits=st.lists(
        st.tuples(st.integers(0, len(GOOD)), st.integers(0, 25), LETTERS), min_size=1, max_size=4
    )
)
def test_no_edit_makes_the_check_raise_or_point_outside_the_file(
    edits: list[tuple[int, int, str]],
) -> None:
    text = GOOD
    for at, dropped, put in edits:
        text = text[:at] + put + text[at + dropped :]

    lesson, faults = read(str(LESSON), text, shipped())

    assert (lesson is None) == bool(faults)
    assert all(1 <= one.line <= text.count("\n") + 1 for one in faults)
    assert all(f"lessons.{one.key}" in catalogue() for one in faults)


@pytest.mark.parametrize("head", ["{ends}mau: xanh", "{ends}mau: [xanh"])
def test_line_ends_that_editors_do_not_count_move_no_fault_out_of_the_file(head: str) -> None:
    text = f"---\n{head.replace('{ends}', chr(0x2028) * 9)}\n---"

    _, faults = read("x.md", text, shipped())

    assert faults
    assert all(1 <= one.line <= 3 for one in faults)


@pytest.mark.parametrize(
    "head", ["a: &x [*x]", '"\\UFFFFFFFF": 1', "[" * 3000, "a: 2027-13-45", "? [a]\n: b", "%TAG"]
)
def test_yaml_that_breaks_parsers_is_a_fault(head: str) -> None:
    lesson, faults = read("x.md", f"---\n{head}\n---\n\nLời.\n", shipped())

    assert lesson is None
    assert faults
