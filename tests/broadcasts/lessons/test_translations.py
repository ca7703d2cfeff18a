"""Translations stand beside their lesson, by a person, and are told only while they hold."""

from datetime import date
from pathlib import Path

import pytest

from broadcasts.lessons.library import open_library
from broadcasts.lessons.limits import LIMITS
from broadcasts.lessons.rendering import render
from broadcasts.lessons.translation_file import fingerprint
from broadcasts.lessons.unit import Unit
from tests.broadcasts.library_copies import DAY, LESSON, WARD, copied, spoil, the_lesson
from tests.media_files import a_voice

ENGLISH = """---
id: hd-01
title: What this line is for
translator: Sở Ngoại vụ
review_by: 2027-03
original: {original}
---

Tell {don_vi} about crime here. In danger call 113. To check on us, call {truc_ban}.
"""
ZALO = LIMITS["zalo_oa"]


def translated(folder: Path, text: str = ENGLISH, name: str = "hd-01.en.md") -> Path:
    file = copied(folder) / "huong_dan" / name
    original = fingerprint(the_lesson("hd-01"))
    file.write_text(text.replace("{original}", original), "utf-8")
    return folder


def read_by(language: str, folder: Path, unit: Unit = WARD, day: date = DAY) -> str:
    [told] = render(the_lesson("hd-01", folder), unit, ZALO, "", language, day)
    return told


def test_a_reader_gets_the_lesson_in_their_language(tmp_path: Path) -> None:
    translated(tmp_path)

    assert open_library(tmp_path).faults == ()
    assert read_by("en", tmp_path).startswith("What this line is for\n\nTell Công an phường Bến")
    assert read_by("vi", tmp_path).startswith("Kênh này dùng để làm gì")


def test_without_a_translation_it_is_vietnamese(tmp_path: Path) -> None:
    assert read_by("hmn", translated(tmp_path)).startswith("Kênh này dùng để làm gì")


def test_an_overdue_translation_is_not_told_though_the_lesson_is(tmp_path: Path) -> None:
    translated(tmp_path)

    assert read_by("en", tmp_path, day=date(2027, 3, 31)).startswith("What")
    assert read_by("en", tmp_path, day=date(2027, 4, 1)).startswith("Kênh này")


def test_a_translation_that_cannot_say_what_is_missing_is_not_told(tmp_path: Path) -> None:
    translated(tmp_path, ENGLISH.replace("What this line is for", "Hmoob"), "hd-01.hmn.md")

    assert read_by("hmn", tmp_path).startswith("Hmoob")
    assert read_by("hmn", tmp_path, Unit("Công an xã A")).startswith("Kênh này")


def test_a_changed_original_takes_its_translation_out_until_it_is_read_again(
    tmp_path: Path,
) -> None:
    translated(tmp_path)
    file = tmp_path / LESSON
    file.write_text(file.read_text("utf-8").replace("gọi 113", "gọi 112"), "utf-8")

    [fault] = open_library(tmp_path).faults

    assert (fault.file, fault.line, fault.key) == ("huong_dan/hd-01.en.md", 6, "original_changed")
    assert fault.what == fingerprint(the_lesson("hd-01", tmp_path))
    assert read_by("en", tmp_path).startswith("Kênh này")


@pytest.mark.parametrize(
    ("before", "after", "name", "key", "line"),
    [
        ("id: hd-01", "id: hd-02", "hd-01.en.md", "id_not_file", 2),
        ("translator: Sở Ngoại vụ\n", "", "hd-01.en.md", "missing_key", 1),
        ("translator: Sở Ngoại vụ", "translator:", "hd-01.en.md", "missing_key", 4),
        ("review_by: 2027-03", "review_by: soon", "hd-01.en.md", "review_by", 5),
        ("call {truc_ban}", "call 0912 345 678", "hd-01.en.md", "phone_number", 9),
        ("call {truc_ban}", "see bit.ly/x", "hd-01.en.md", "short_link", 9),
        ("call {truc_ban}", "call {phone}", "hd-01.en.md", "placeholder", 9),
        ("To check", "Please send OTP to us. To check", "hd-01.en.md", "asks_secret", 9),
        ("---\nid", "id", "hd-01.en.md", "front_matter", 1),
        ("id", "id", "hd-01.xx.md", "unknown_language", 1),
        ("id", "id", "hd-55.en.md", "translation_alone", 1),
    ],
)
def test_what_is_wrong_with_a_translation_is_named(
    tmp_path: Path, before: str, after: str, name: str, key: str, line: int
) -> None:
    translated(tmp_path, ENGLISH.replace(before, after, 1), name)

    faults = open_library(tmp_path).faults

    assert (f"huong_dan/{name}", line, key) in [(one.file, one.line, one.key) for one in faults]
    assert read_by("en", tmp_path).startswith("Kênh này")


def test_a_translation_has_a_recording_of_its_own(tmp_path: Path) -> None:
    translated(tmp_path)
    (tmp_path / "huong_dan/hd-01.ogg").write_bytes(a_voice())
    (tmp_path / "huong_dan/hd-01.en.ogg").write_bytes(a_voice())

    lesson = the_lesson("hd-01", tmp_path)

    assert lesson.voice == tmp_path / "huong_dan/hd-01.ogg"
    assert lesson.translate("en", DAY).voice == tmp_path / "huong_dan/hd-01.en.ogg"


def test_nobody_hears_a_language_that_is_not_theirs(tmp_path: Path) -> None:
    translated(tmp_path)
    (tmp_path / "huong_dan/hd-01.ogg").write_bytes(a_voice())

    assert the_lesson("hd-01", tmp_path).translate("en", DAY).voice is None


def test_a_lesson_changed_in_one_letter_has_another_fingerprint(tmp_path: Path) -> None:
    before = fingerprint(the_lesson("hd-01"))

    spoil(tmp_path, "kênh nhận tin", "Kênh nhận tin")

    assert fingerprint(the_lesson("hd-01", tmp_path)) != before
