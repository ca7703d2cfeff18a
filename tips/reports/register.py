"""The register of a desk ("sổ tiếp nhận"): one row of 18 columns for each tip. Pure.

Whoever reported is never in it: this line does not know, and what it knows of a way back to them
is not for paper.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from typing_extensions import override

from communes.directory import Directory
from messages.channels import CHANNELS
from tips.cards.face import media_line
from tips.clock.deadlines import deadline_of
from tips.clock.workdays import day_that_ends
from tips.reading.kinds import kind_label, question_text
from tips.statuses import RETRACTED, SPAM, closing_label, public_text, status_label, urgency_label
from tips.tip import Author, Line, Status, Tip
from wording.catalogue import text
from wording.clean import cut_at_word
from wording.moments import VIETNAM

COLUMNS = tuple(text(f"register.column_{number}") for number in range(1, 19))
LONGEST = 2_000  # characters in a cell; the thread has all of it
NONE = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment that a spreadsheet can sort and count with, and what is said beside it."""

    at: datetime
    words: str = ""

    @override
    def __str__(self) -> str:
        return f"{moment(self.at)}; {self.words}" if self.words else moment(self.at)


Cell = str | int | Stamp


@dataclass(frozen=True, slots=True)
class Passed:
    """Handed over to another desk."""

    desk_name: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A tip this desk has, or had; then as it was when it left."""

    tip: Tip
    received_by: str = ""
    passed: Passed | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """`commanders`: labels at this desk whose notes are directions."""

    commanders: Collection[str]
    directory: Directory
    now: datetime

    def row(self, number: int, entry: Entry) -> tuple[Cell, ...]:
        tip = entry.tip
        cells: tuple[Cell, ...] = (
            number,
            tip.code,
            Stamp(tip.filed_at),
            text(CHANNELS.row(tip.channel).within),
            text("register.nameless"),
            tip.report.story,
            tip.report.when,
            self._place(tip),
            _answers(tip),
            media_line(tip.media()),
            _say("kind", kind=kind_label(tip.report.kind), urgency=urgency_label(tip.urgency)),
            entry.received_by,
            self._directions(tip.lines),
            self._assigned(entry),
            _result(tip),
            _passed(entry),
            _answered(tip),
            _notes(tip),
        )
        return tuple(_in_bounds(cell) for cell in cells)

    def _place(self, tip: Tip) -> str:
        place = tip.report.place
        commune = self.directory.communes.get(place.commune) if place.commune else None
        if commune is None:
            return place.words
        name = _route_place(commune.full_name, commune.province.name)
        return _say("place", place=name, words=place.words) if place.words else name

    def _directions(self, lines: Collection[Line]) -> str:
        said = [
            f"{moment(line.at)} {line.officer}: {line.text}"
            for line in lines
            if line.author is Author.NOTE and line.officer in self.commanders
        ]
        return "; ".join(said)

    def _assigned(self, entry: Entry) -> str:
        tip = entry.tip
        officer = tip.officer_label or text("register.nobody")
        deadline = None if entry.passed else deadline_of(tip, self.now)
        if deadline is None:
            return tip.officer_label
        return _say("assigned", officer=officer, label=deadline.label, at=due(deadline.at))


def _in_bounds(cell: Cell) -> Cell:
    return cut_at_word(" ".join(cell.split()), LONGEST) if isinstance(cell, str) else cell


def moment(at: datetime) -> str:
    """Say "21:14 12/03/2026": a register is read years later."""
    return f"{at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"


def due(at: datetime) -> str:
    """A deadline, likewise; midnight is the end of the day before."""
    day = day_that_ends(at)
    if day is None:
        return moment(at)
    return text("desk.end_of_day", "vi", day=f"{day:%d/%m/%Y}")


def _say(key: str, **values: object) -> str:
    return text(f"register.{key}", "vi", **values)


def _route_place(commune: str, province: str) -> str:
    return text("desk.route_place", "vi", commune=commune, province=province)


def _answers(tip: Tip) -> str:
    told = [
        _say("answer", question=question_text(question), answer=answer)
        for question, answer in tip.report.answers
    ]
    return "; ".join(told)


def recorded(tip: Tip, status: Status) -> str:
    """What was written down with the newest turn to this status: whose decision, which paper."""
    head = text("desk.line_status", "vi", status=status_label(status), reason="")
    said = [line.text.removeprefix(head) for line in tip.lines if _is_note(line, head)]
    return said[-1] if said else ""


def _is_note(line: Line, head: str) -> bool:
    return line.author is Author.NOTE and line.text.startswith(head)


def _result(tip: Tip) -> str:
    """How it stands or ended, and what the resident was written about it."""
    status = status_label(tip.status)
    found = status
    if tip.status is Status.TAKEN_UP and (words := recorded(tip, Status.TAKEN_UP)):
        found = _say("result", status=status, reason=words)
    elif tip.closing_reason is not None:
        found = _say("result", status=status, reason=closing_label(tip.closing_reason))
    written = [line.text for line in tip.lines if line.author is Author.DESK]
    return _say("written", result=found, words=written[-1]) if written else found


def _passed(entry: Entry) -> str:
    if entry.passed is not None:
        gone = entry.passed
        return _say("passed", desk=gone.desk_name, at=moment(gone.at), reason=gone.reason)
    told = public_text(Status.PASSED_ON, entry.tip.language)
    times = [
        line.at for line in entry.tip.lines if line.author is Author.SYSTEM and line.text == told
    ]
    if not times:
        return NONE
    words = recorded(entry.tip, Status.PASSED_ON)
    if not words:
        return _say("passed_on", at=moment(times[-1]))
    return _say("passed_on_to", at=moment(times[-1]), words=words)


def _answered(tip: Tip) -> Cell:
    """The last time a person of this desk spoke to its resident, or told them how it ended: that
    somebody has the tip is said by the machine, and is no answer.
    """
    times = [line.at for line in tip.lines if line.author is Author.DESK]
    if tip.closed_at is not None and tip.closing_reason not in (None, SPAM, RETRACTED):
        times.append(tip.closed_at)
    return Stamp(max(times), text(CHANNELS.row(tip.channel).within)) if times else NONE


def _notes(tip: Tip) -> str:
    notes = [_say("merged", code=tip.lead)] if tip.lead else []
    if tip.reporters > 1:
        notes.append(_say("corroborated", n=tip.reporters))
    notes.append(_say("kept", code=tip.code))
    return "; ".join(notes)
