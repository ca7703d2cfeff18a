"""`tinbao lessons`: what an officer who edits lessons sees."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.lessons import app
from broadcasts.lessons.library import open_library
from tests.broadcasts.library_copies import LESSON, WARD, copied, spoil


@pytest.fixture(autouse=True)
def _somewhere_else(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path_factory.mktemp("cwd"))  # no config.toml lies here


def said(*words: object, code: int = 0) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result.output


def configured(folder: Path) -> Path:
    file = folder / "config.toml"
    file.write_text(
        f'[desks]\nphones = {{ "26743" = "{WARD.duty_phone}" }}\n'
        f'offices = {{ "26743" = "{WARD.office}" }}\n',
        "utf-8",
    )
    return file


def test_the_check_says_what_to_mend_and_fails(tmp_path: Path) -> None:
    spoil(tmp_path, "review_by: 2027-06", "review_by: 2027-13")

    told = said("check", "--folder", tmp_path, code=1)

    assert told.startswith(f"{LESSON}:10: ")
    assert "Sửa:" in told


def test_the_check_is_content_with_our_own_lessons() -> None:
    assert "99 bài" in said("check")


def test_a_preview_is_what_will_be_sent_with_its_length(tmp_path: Path) -> None:
    config = configured(tmp_path)
    words = ("--channel", "zalo_oa", "--desk", "26743", "--footer", "«dừng»", "--config", config)

    told = said("show", "hd-01", *words)

    head, _, sent = told.partition("\n")
    assert head == f"[1/1] zalo_oa: {len(sent.rstrip())}/1900 ký tự"
    assert "gọi trực ban 028 3829 7643 hoặc đến số 24 Lê Thánh Tôn.\n\n«dừng»\n" in sent


def test_a_preview_without_a_phone_shows_the_sentence_instead(tmp_path: Path) -> None:
    told = said("show", "hd-01", "--channel", "telegram", "--desk", "26740")

    assert "theo số niêm yết tại trụ sở" in told
    assert "{" not in told


def test_an_unknown_desk_or_lesson_is_a_sentence() -> None:
    assert "99999" in said("show", "hd-01", "--channel", "web", "--desk", "99999", code=1)
    assert "xx-01" in said("show", "xx-01", code=1)


def test_a_lesson_without_a_channel_shows_its_placeholders() -> None:
    assert "{truc_ban}" in said("show", "hd-01")


def test_a_held_lesson_says_so() -> None:
    assert "[chờ pháp chế duyệt, không tự gửi]" in said("show", "pl-03")


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ((), 99),
        (("--kind", "huong_dan"), 8),
        (("--kind", "ngay_hoi_19_8", "--audience", "hoc_sinh"), 3),
        (("--season", "tet"), 8),
        (("--topic", "ma_tuy"), None),
        (("--season", "now"), None),
    ],
)
def test_the_list_is_narrowed_by_each_word(words: tuple[str, ...], count: int | None) -> None:
    listed = said("list", *words).splitlines()

    assert len(listed) == count if count is not None else 0 < len(listed) < 99


def test_the_list_of_the_held_names_them_only(tmp_path: Path) -> None:
    spoil(tmp_path, "review_by: 2027-06", "review_by: 2020-06")

    assert said("list", "--held", "--folder", tmp_path).splitlines() == [
        "hd-01  Kênh này dùng để làm gì  [quá hạn rà soát, không tự gửi]"
    ]


def test_translations_are_told_of(tmp_path: Path) -> None:
    from broadcasts.lessons.translation_file import fingerprint

    lesson = open_library(copied(tmp_path)).lesson("hd-01")
    assert lesson is not None
    (tmp_path / "huong_dan/hd-01.en.md").write_text(
        "---\nid: hd-01\ntitle: This line\ntranslator: X\nreview_by: 2099-01\n"
        f"original: {fingerprint(lesson)}\n---\n\nTell us.\n",
        "utf-8",
    )

    told = said("show", "hd-01", "--language", "en", "--folder", tmp_path)

    assert told.startswith("This line\n\nTell us.\n")
    assert "[có bản dịch: en]" in told
