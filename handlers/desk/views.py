"""Tips as the desk's API shows them to one officer at one moment."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from communes.directory import Directory
from desks.desk import Code, Officer
from handlers.desk.models.tips import (
    AnswerGiven,
    ChoiceWithWords,
    Deadline,
    FullTip,
    LaneName,
    LineView,
    Matters,
    MediaView,
    Named,
    Queue,
    QueuedTip,
    StatusChoice,
)
from handlers.desk.places import place_name, where_view
from messages.channels import CHANNELS
from messages.message import Media
from tips import statuses
from tips.clock.deadlines import deadline_of
from tips.moves.offered import allowed_moves, allowed_statuses, splittable
from tips.moves.table import MOVES
from tips.reading.kinds import kind_label, question_text
from tips.tip import Author, Joined, Line, Status, Tip, TipSummary, Urgency
from wording.catalogue import text


@dataclass(frozen=True, slots=True)
class Showing:
    directory: Directory
    officer: Officer
    now: datetime

    def queue(self, tips: Sequence[TipSummary], *, more: bool) -> Queue:
        rows = [self._row(tip) for tip in tips]
        return Queue(tips=rows, next=tips[-1].cursor if more else None, now=self.now)

    def tip(self, tip: Tip) -> FullTip:
        return FullTip(
            **self._head(tip),
            **self._show_report(tip),
            route_reason=tip.route.reason,
            lines=_lines(tip),
            acknowledged_at=tip.acknowledged_at,
            closed_at=tip.closed_at,
            closing_reason=_closing(tip.closing_reason) if tip.closing_reason else None,
            **self._choices(tip),
            **_standing(tip),
            now=self.now,
        )

    def _row(self, tip: TipSummary) -> QueuedTip:
        return QueuedTip(
            **self._head(tip),
            kind=tip.kind,
            kind_label=kind_label(tip.kind),
            place=tip.place,
            gist=tip.gist,
            lane=LaneName[tip.lane.name],
        )

    def _head(self, tip: Tip | TipSummary) -> dict[str, Any]:
        deadline = deadline_of(tip, self.now)
        return {
            "code": tip.code,
            "status": tip.status,
            "status_label": statuses.status_label(tip.status),
            "urgency": tip.urgency,
            "urgency_label": statuses.urgency_label(tip.urgency),
            "filed_at": tip.filed_at,
            "deadline": Deadline(**asdict(deadline)) if deadline else None,
            "officer_label": tip.officer_label,
            "mine": tip.officer == self.officer.id,
            "unread": tip.unread,
            "version": tip.version,
        }

    def _show_report(self, tip: Tip) -> dict[str, Any]:
        report = tip.report
        return {
            "kind": report.kind,
            "kind_label": kind_label(report.kind),
            "place": place_name(report.place, self.directory, tip.route.desk),
            "channel_label": text(CHANNELS.row(tip.channel).within),
            "story": report.story,
            "when": report.when,
            "urgent_words": report.urgent_words,
            "answers": [
                AnswerGiven(question=question_text(q), answer=a) for q, a in report.answers
            ],
            "where": where_view(report.place, self.directory),
            "media": media_views(tip.code, report.media),
        }

    def _choices(self, tip: Tip) -> dict[str, Any]:
        return {
            "moves": (moves := allowed_moves(tip, self.officer, self.now)),
            "again": [name for name in moves if MOVES[name].is_again(tip)],
            "foretold": {name: told for name in moves if (told := MOVES[name].foretell(tip))},
            "splittable": splittable(tip, self.officer, self.now),
            "statuses": [_status(status) for status in allowed_statuses(tip, self.officer)],
            "urgencies": [_urgency(urgency) for urgency in Urgency],
            "closing_reasons": [_closing(reason) for reason in statuses.CLOSING_REASONS],
        }


def _answer(question: str, answer: str) -> AnswerGiven:
    return AnswerGiven(question=question_text(question), answer=answer)


def media_views(code: Code, media: Iterable[Media]) -> list[MediaView]:
    return [
        MediaView(
            id=item.id,
            kind=item.kind,
            mime=item.mime,
            size=item.size,
            url=f"/api/desk/tips/{code}/media/{item.id}",
        )
        for item in media
    ]


def _standing(tip: Tip) -> dict[str, Any]:
    return {
        "lead": tip.lead,
        "merged": [one.code for one in tip.joined],
        "reporters": tip.reporters,
        "extensions": tip.extensions,
        "muted": tip.muted,
        "kept_since": tip.legal_hold,
        "spam_proposed": tip.spam_by is not None,
        "mediated_on": tip.mediation.on if tip.mediation else None,
    }


def _lines(tip: Tip) -> list[LineView]:
    """Its own and those of the tips merged into it, in the order they were said."""
    own = [_line(tip.code, line) for line in tip.lines]
    theirs = [
        _line(tip.code, line, one.code) for one in tip.joined for line in (_story(one), *one.lines)
    ]
    return sorted([*own, *theirs], key=lambda line: line.at) if theirs else own


def _story(one: Joined) -> Line:
    return Line(0, one.filed_at, Author.CITIZEN, one.report.story, media=one.report.media)


def _line(code: Code, line: Line, source: str = "") -> LineView:
    return LineView(
        source=source,
        number=line.number,
        at=line.at,
        author=line.author,
        officer=line.officer,
        text=line.text,
        media=media_views(code, line.media),
    )


def _status(status: Status) -> StatusChoice:
    told = "" if status is Status.ARCHIVED else statuses.public_text(status)
    matters = {statuses.ASKS_WHERE: Matters.ASKED, statuses.NEEDS_DECISION: Matters.NEEDED}
    return StatusChoice(
        id=status,
        label=statuses.status_label(status),
        tells_citizen=told,
        reason=matters.get(status, Matters.OPTIONAL),
    )


def _urgency(urgency: Urgency) -> Named:
    return Named(id=urgency, label=statuses.urgency_label(urgency))


def _closing(reason: str) -> ChoiceWithWords:
    told = statuses.closing_words(reason)
    return ChoiceWithWords(id=reason, label=statuses.closing_label(reason), tells_citizen=told)
