"""Everything about a tip as messages of their own, for "Chi tiết" in a group. Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import starmap

from communes.directory import Directory
from tips.cards.face import SHORT, facts, media_line, own_words, standing
from tips.reading.kinds import question_text
from tips.tip import Author, Line, Tip
from wording.catalogue import text
from wording.moments import moment

PAGE_LIMIT = 1900


def pages(tip: Tip, directory: Directory, now: datetime) -> tuple[str, ...]:
    """The card's lines with the whole story, the answers and the thread; nothing is cut."""
    return tuple(_filled(_paragraphs(tip, directory, now)))


def _paragraphs(tip: Tip, directory: Directory, now: datetime) -> Iterator[str]:
    report = tip.report
    yield facts(tip, directory)
    yield report.story
    if len(own_words(report)) > SHORT:
        yield text("desk.card_words", "vi", words=report.place.words)
    if len(report.when) > SHORT:
        yield text("desk.card_when", "vi", when=report.when)
    for question, answer in report.answers:
        yield text("desk.card_answer", "vi", question=question_text(question), answer=answer)
    yield standing(tip, now)
    in_order = sorted(_every_line(tip), key=lambda said: said[0].at)
    yield from starmap(_line, in_order)


def _every_line(tip: Tip) -> Iterator[tuple[Line, str]]:
    """Also what those told and say whose tips were merged into it, with the code of each."""
    yield from ((line, "") for line in tip.lines)
    for one in tip.joined:
        told = Line(0, one.filed_at, Author.CITIZEN, one.report.story, media=one.report.media)
        yield from ((line, one.code) for line in (told, *one.lines))


def _line(line: Line, code: str) -> str:
    words = "\n".join(filter(None, (line.text, media_line(line.media))))
    at = moment(line.at)
    if code and line.author is Author.CITIZEN:
        return text("desk.page_joined", "vi", time=at, code=code, words=words)
    return text(f"desk.page_{line.author}", "vi", time=at, officer=line.officer, words=words)


def _filled(paragraphs: Iterable[str]) -> Iterator[str]:
    page = ""
    for paragraph in paragraphs:
        for piece in _pieces(paragraph.strip()):
            if page and len(page) + len(piece) + 2 > PAGE_LIMIT:
                yield page
                page = ""
            page = f"{page}\n\n{piece}".strip()
    if page:
        yield page


def _pieces(paragraph: str) -> Iterator[str]:
    """Torn at a line's or a word's end where it is longer than a page."""
    while len(paragraph) > PAGE_LIMIT:
        head = paragraph[:PAGE_LIMIT]
        end = max(head.rfind("\n"), head.rfind(" "))
        end = end if end > 0 else PAGE_LIMIT
        yield paragraph[:end].rstrip()
        paragraph = paragraph[end:].lstrip()
    if paragraph:
        yield paragraph
