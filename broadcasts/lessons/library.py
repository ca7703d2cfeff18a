"""The library on disk: every lesson, and every fault of those that cannot be sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from broadcasts.lessons.attachments import PICTURE, VOICE, attached, is_usable
from broadcasts.lessons.front_matter import Fault, parse
from broadcasts.lessons.lesson import Lesson, Translation
from broadcasts.lessons.lesson_file import read
from broadcasts.lessons.translation_file import language_of, read_translation
from broadcasts.lessons.vocabulary import LIBRARY, Words, read_words

__all__ = ["LIBRARY", "Library", "lessons_of", "open_library"]


@dataclass(frozen=True, slots=True)
class Library:
    lessons: tuple[Lesson, ...]  # in order of their ids
    faults: tuple[Fault, ...]
    folder: Path = LIBRARY

    def lesson(self, wanted: str) -> Lesson | None:
        return next((lesson for lesson in self.lessons if lesson.id == wanted), None)

    def file_of(self, lesson: Lesson) -> Path:
        return next(self.folder.glob(f"*/{lesson.id}.md"))

    def series(self) -> tuple[Lesson, ...]:
        """The lessons that lead to 19/8, in the order of their days."""
        days = [(one.day_offset, one) for one in self.lessons if one.day_offset is not None]
        return tuple(lesson for _, lesson in sorted(days, key=lambda found: found[0]))


@dataclass(frozen=True, slots=True)
class _Page:
    """One Markdown file as it lies there."""

    file: Path
    name: str  # "huong_dan/hd-01.md", for the faults
    text: str
    line: int = 0  # the first that is not UTF-8, if there is one


def open_library(folder: Path = LIBRARY) -> Library:
    words, faults = read_words(folder)
    if words is None:
        return Library((), faults, folder)
    pages = [_page(folder, file) for file in sorted(folder.rglob("*.md"))]
    lessons: list[Lesson] = []
    found: list[Fault] = []
    for page in (one for one in pages if not language_of(one.name)):
        lesson, more = _lesson(page, pages, words)
        lessons += [lesson] if lesson else []
        found += more
    found += [*_together(pages), *_alone(folder, pages)]
    kept = sorted(lessons, key=lambda lesson: lesson.id)
    return Library(tuple(kept), tuple(sorted(found, key=lambda one: (one.file, one.line))), folder)


def lessons_of(kind: str, folder: Path = LIBRARY) -> tuple[Lesson, ...]:
    """Those of one kind, without translations and without reading the other folders."""
    words, _ = read_words(folder)
    pages = [_page(folder, file) for file in sorted((folder / kind).glob("*.md"))]
    read = (_lesson(page, (), words)[0] for page in pages if words and not language_of(page.name))
    return tuple(lesson for lesson in read if lesson)


def _page(folder: Path, file: Path) -> _Page:
    name = file.relative_to(folder).as_posix()
    try:
        content = file.read_bytes()
    except OSError:
        return _Page(file, name, "", 1)
    try:
        text = content.decode("utf-8-sig")  # Notepad puts a mark in front
    except UnicodeDecodeError as wrong:
        return _Page(file, name, "", content[: wrong.start].count(b"\n") + 1)
    return _Page(file, name, text.replace("\r\n", "\n"))


def _lesson(page: _Page, pages: Sequence[_Page], words: Words) -> tuple[Lesson | None, list[Fault]]:
    if page.line:
        return None, [Fault(page.name, page.line, "not_utf8")]
    if page.name.count("/") != 1:
        return None, [Fault(page.name, 1, "not_in_folder")]
    lesson, faults = read(page.name, page.text, words)
    if lesson is None:
        return None, list(faults)
    beside = [one for one in pages if language_of(one.name) and _is_of(one, page)]
    translations, more = _translations(beside, words, lesson)
    spoken = replace(
        lesson,
        voice=attached(page.file, VOICE),
        picture=attached(page.file, PICTURE),
        translations=translations,
    )
    return spoken, more


def _is_of(translation: _Page, page: _Page) -> bool:
    return translation.name.startswith(page.name.removesuffix("md"))


def _translations(
    pages: Iterable[_Page], words: Words, lesson: Lesson
) -> tuple[tuple[Translation, ...], list[Fault]]:
    kept: list[Translation] = []
    found: list[Fault] = []
    for page in pages:
        if page.line:
            found.append(Fault(page.name, page.line, "not_utf8"))
            continue
        translation, faults = read_translation(page.name, page.text, words, lesson)
        found += faults
        if translation:
            kept.append(replace(translation, voice=attached(page.file, VOICE)))
    return tuple(kept), found


def _together(pages: Sequence[_Page]) -> Iterable[Fault]:
    """What is only wrong beside another file: one id, one day of the series."""
    seen: dict[tuple[str, str], str] = {}
    for page in (one for one in pages if not language_of(one.name)):
        front = parse(page.name, page.text)
        for key, name in (("id", "doubled_id"), ("day_offset", "doubled_day")):
            told = front.word(key)
            first = seen.setdefault((key, told), page.name)
            if told and first != page.name:
                yield Fault(page.name, front.line(key), name, told, first)


def _alone(folder: Path, pages: Sequence[_Page]) -> Iterable[Fault]:
    """Files that belong to no lesson, and attachments that cannot be sent."""
    names = {page.name.removesuffix(".md") for page in pages}
    for page in pages:
        if language_of(page.name) and page.name.partition(".")[0] not in names:
            yield Fault(page.name, 1, "translation_alone")
    for file in sorted((*folder.rglob(f"*{VOICE}"), *folder.rglob(f"*{PICTURE}"))):
        name = file.relative_to(folder).as_posix()
        if name.removesuffix(file.suffix) not in names:
            yield Fault(name, 1, "attachment_alone")
        elif not is_usable(file):
            yield Fault(name, 1, "attachment_unusable")
