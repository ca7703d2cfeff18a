"""What is made of lessons, as operators type it: scripts, posters, pictures, recordings."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from typer.testing import CliRunner

from bot.cli.app import app
from bot.config import keep_fonts
from broadcasts.lessons.library import open_library
from broadcasts.lessons.translation_file import fingerprint
from tests.broadcasts.library_copies import copied, spoil, the_lesson
from tests.media_files import PLANTED, a_film, a_telling_picture, a_voice


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """In a folder of its own, whose config.toml is found by itself."""
    monkeypatch.chdir(tmp_path)
    told = (
        '[desks]\nphones = { "26743" = "028 3829 7643" }\n'
        '[web]\npublic_url = "https://tinbao.example.vn"\n'
    )
    (tmp_path / "config.toml").write_text(told, "utf-8")
    return tmp_path / "config.toml"


def said(*words: object, code: int = 0) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result.output


def test_a_script_is_printed_with_its_seconds_or_written() -> None:
    printed = said("lessons", "script", "hd-03", "--desk", "26743")
    said("lessons", "script", "hd-03", "--desk", "26743", "-o", "loa.txt")

    assert printed.startswith("Bản đọc loa hd-03, khoảng ")
    assert "gọi một một ba hoặc trực ban không hai tám, ba tám hai chín," in printed
    assert Path("loa.txt").read_text("utf-8") == printed


@pytest.mark.parametrize(
    ("name", "words", "start"),
    [
        ("p.pdf", (), b"%PDF"),
        ("p.png", (), b"\x89PNG"),
        ("p", ("--format", "png"), b"\x89PNG"),
        ("p.png", ("--format", "pdf"), b"%PDF"),
    ],
)
def test_a_poster_is_what_its_name_or_the_option_says(
    name: str, words: tuple[str, ...], start: bytes
) -> None:
    told = said("lessons", "poster", "ld-01", "--desk", "26743", "-o", name, *words)

    assert Path(name).read_bytes().startswith(start)
    assert "mã QR" not in told


def test_without_a_page_or_a_bot_a_poster_says_that_it_has_no_code(config: Path) -> None:
    config.write_text("", "utf-8")

    told = said("lessons", "poster", "ld-01", "--desk", "26743", "-o", "p.pdf")

    assert "không có mã QR" in told
    assert Path("p.pdf").exists()


def test_a_lesson_that_waits_for_a_lawyer_is_printed_with_a_note() -> None:
    assert "chờ pháp chế duyệt" in said(
        "lessons", "picture", "pl-03", "--desk", "26743", "-o", "p.png"
    )


def test_a_picture_to_share_is_made_for_phones() -> None:
    said("lessons", "picture", "ld-01", "--desk", "26743", "-o", "p.png")

    with Image.open("p.png") as picture:
        assert picture.size == (1080, 1350)


def test_a_folder_that_is_not_there_is_a_sentence() -> None:
    told = said("lessons", "poster", "ld-01", "--desk", "26743", "-o", "khong/co/p.pdf", code=1)

    assert "khong/co/p.pdf" in told


def test_a_subscribing_poster_is_made_for_the_web_and_for_telegram() -> None:
    said("subscribers", "poster", "--desk", "26743", "--audience", "hoc_sinh", "-o", "w.pdf")
    telegram = ("--channel", "telegram", "--bot", "tinbao_bot")
    said("subscribers", "poster", "--desk", "26743", *telegram, "-o", "t.pdf")

    assert Path("w.pdf").read_bytes() != Path("t.pdf").read_bytes()


def test_a_poster_of_an_organisation_names_it() -> None:
    school = ("--organisation", "Trường Kim Đồng")
    said("subscribers", "poster", "--desk", "26743", *school, "-o", "s.pdf")

    page = pypdfium2.PdfDocument(Path("s.pdf").read_bytes())[0].get_textpage()

    assert "Dành cho: Trường Kim Đồng." in " ".join(page.get_text_range().split())


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--desk", "26740"), "chưa có số trực ban"),
        (("--desk", "26743", "--channel", "telegram"), "--bot"),
        (("--desk", "26743", "--audience", "khong_co"), "khong_co"),
        (("--desk", "11111"), "11111"),
    ],
)
def test_a_poster_nobody_could_check_is_not_printed(words: tuple[str, ...], reason: str) -> None:
    told = said("subscribers", "poster", *words, "-o", "p.pdf", code=1)

    assert reason in told
    assert "Sửa:" in told
    assert not Path("p.pdf").exists()


def test_a_recording_goes_beside_its_lesson_as_opus_without_a_trace(tmp_path: Path) -> None:
    library = copied(tmp_path / "library")
    (tmp_path / "ghi am.m4a").write_bytes(a_voice("aac", "mp4"))

    said("lessons", "attach", "hd-01", tmp_path / "ghi am.m4a", "--folder", library)

    voice = the_lesson("hd-01", library).voice
    assert voice == library / "huong_dan/hd-01.ogg"
    assert voice is not None
    assert b"OpusHead" in voice.read_bytes()
    assert PLANTED.encode() not in voice.read_bytes()
    assert open_library(library).faults == ()


def test_a_picture_goes_beside_its_lesson_without_its_place(tmp_path: Path) -> None:
    library = copied(tmp_path / "library")
    (tmp_path / "anh.png").write_bytes(a_telling_picture("PNG"))

    said("lessons", "attach", "hd-01", tmp_path / "anh.png", "--folder", library)

    picture = library / "huong_dan/hd-01.jpg"
    assert PLANTED.encode() not in picture.read_bytes()
    with Image.open(BytesIO(picture.read_bytes())) as shown:
        assert not shown.getexif()
    assert "kèm ảnh hd-01.jpg" in said("lessons", "show", "hd-01", "--folder", library)


def test_a_recording_in_another_language_needs_its_translation(tmp_path: Path) -> None:
    library = copied(tmp_path / "library")
    (tmp_path / "a.ogg").write_bytes(a_voice())
    words = ("lessons", "attach", "hd-01", tmp_path / "a.ogg", "--folder", library)

    assert "chưa có bản dịch" in said(*words, "--language", "hmn", code=1)
    (library / "huong_dan/hd-01.hmn.md").write_text(
        "---\nid: hd-01\ntitle: Hmoob\ntranslator: X\nreview_by: 2099-01\n"
        f"original: {fingerprint(the_lesson('hd-01'))}\n---\n\nHmoob.\n",
        "utf-8",
    )
    said(*words, "--language", "hmn")

    assert (library / "huong_dan/hd-01.hmn.ogg").exists()
    assert the_lesson("hd-01", library).voice is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (a_film(), "phim"),
        (b"MZ not a picture", "không phải ảnh hay giọng đọc"),
        (b"\xff\xd8\xff broken", "không hiểu được"),
        (None, "Không mở"),
    ],
)
def test_a_file_that_cannot_be_attached_is_refused_and_nothing_changes(
    tmp_path: Path, content: bytes | None, reason: str
) -> None:
    library = copied(tmp_path / "library")
    if content is not None:
        (tmp_path / "tep").write_bytes(content)
    before = sorted(library.rglob("*"))

    told = said("lessons", "attach", "hd-01", tmp_path / "tep", "--folder", library, code=1)

    assert reason in told
    assert sorted(library.rglob("*")) == before


def test_a_faulty_lesson_is_not_found_so_nothing_is_attached_to_it(tmp_path: Path) -> None:
    spoil(tmp_path / "library", "review_by: 2027-06", "review_by: x")
    (tmp_path / "a.ogg").write_bytes(a_voice())

    words = ("lessons", "attach", "hd-01", tmp_path / "a.ogg", "--folder", tmp_path / "library")

    assert "hd-01" in said(*words, code=1)


def test_fonts_are_listed_in_the_data_folder_only_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    monkeypatch.delenv("MPLCONFIGDIR", raising=False)
    keep_fonts(tmp_path / "none")
    assert "MPLCONFIGDIR" not in os.environ

    keep_fonts(tmp_path)
    assert os.environ.pop("MPLCONFIGDIR") == str(tmp_path / "matplotlib")
