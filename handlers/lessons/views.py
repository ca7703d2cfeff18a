"""Lessons and campaigns as the desk's API shows them to one officer at one moment."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from broadcasts.asking.quiz import Understanding, quizzes
from broadcasts.campaigns.campaign import Campaign, Kind, State
from broadcasts.campaigns.contents import content_of
from broadcasts.campaigns.moves import Move, moves_for
from broadcasts.campaigns.overview import PLANNED_ENTRY, Entry, Proposal
from broadcasts.campaigns.ports import RunLedger
from broadcasts.campaigns.reach import decides_on
from broadcasts.delivery.marks import Ledger, together
from broadcasts.lessons.content import Content
from broadcasts.lessons.lesson import Lesson
from broadcasts.lessons.vocabulary import label_of
from broadcasts.plan.plan import Due
from desks.permissions import Author
from handlers.lessons.models import (
    CalendarEntry,
    CampaignRow,
    ChannelLedger,
    Choice,
    DueView,
    ForecastView,
    LearnedRow,
    LedgerView,
    MessageView,
    Preview,
    RunView,
    Size,
)
from handlers.lessons.parts import WebLessons
from handlers.words.campaigns import (
    campaign_audience,
    channel_name,
    long_list,
    subject,
    unscheduled_words,
)
from handlers.words.refusals import named
from messages.channels import CHANNELS
from wording.catalogue import text
from wording.moments import VIETNAM

SERIES_KIND = "ngay_hoi_19_8"


@dataclass(frozen=True, slots=True)
class Showing:
    parts: WebLessons
    author: Author
    now: datetime
    labels: Mapping[str, str]  # of officers, by id

    @property
    def today(self) -> date:
        return self.now.astimezone(VIETNAM).date()

    # --- lessons -----------------------------------------------------------------------------

    def lesson(self, lesson: Lesson) -> dict[str, Any]:
        held = lesson.held_on(self.today)
        return {
            "id": lesson.id,
            "kind": lesson.kind,
            "title": lesson.title,
            "topics": [Choice(id=one, label=label_of("topics", one)) for one in lesson.topics],
            "audience": [
                Choice(id=one, label=label_of("audience", one)) for one in lesson.audience
            ],
            "season": Choice(id=lesson.season, label=label_of("season", lesson.season)),
            "review_by": "{}-{:02}".format(*lesson.review_by),
            "held": held_words(held or ""),
            "day_offset": lesson.day_offset,
        }

    def lesson_row(self, lesson: Lesson, learned: Understanding) -> LearnedRow:
        quiz = quizzes().get(lesson.id)
        return LearnedRow(
            **self.lesson(lesson),
            asked=learned.asked,
            answered=learned.answered if quiz else 0,
            right=learned.right(quiz) if quiz else 0,
            hard=learned.is_hard(quiz) if quiz else False,
        )

    def lesson_previews(self, lesson: Lesson) -> list[Preview]:
        return self.previews(content_of(lesson, self.today), self.author.desk, ())

    def previews(self, content: Content, desk: str, channels: Sequence[str]) -> list[Preview]:
        """Channels that show the same words stand together."""
        found: dict[tuple[str, ...], list[Choice]] = {}
        for channel in self.parts.rendering.channels:
            if not channels or channel in channels:
                texts = self.parts.rendering.texts(content, desk, channel)
                one = Choice(id=channel, label=channel_name(channel))
                found.setdefault(texts, []).append(one)
        return [Preview(channels=ways, texts=list(texts)) for texts, ways in found.items()]

    # --- campaigns ---------------------------------------------------------------------------

    def row(self, campaign: Campaign) -> CampaignRow:
        return CampaignRow(**self.head(campaign))

    def head(self, campaign: Campaign) -> dict[str, Any]:
        return {
            "id": campaign.id,
            "desk": campaign.desk,
            "kind": campaign.kind,
            "kind_label": text(f"campaigns.kind_{campaign.kind}"),
            "subject": subject(campaign, self.titles(campaign)),
            "urgent": campaign.urgent,
            "state": campaign.state,
            "state_label": text(f"campaigns.state_{campaign.state}"),
            "audience": campaign_audience(campaign, self.parts.directory),
            "next_due": campaign.next_due,
            "drafted_at": campaign.drafted_at,
            "drafted_by": self.labels.get(campaign.drafted_by or "", ""),
            "mine": self.author.wrote(campaign.drafted_by),
        }

    def body(self, proposal: Proposal) -> dict[str, Any]:
        campaign, approved = proposal.campaign, proposal.campaign.approved_at
        return {
            "mode": campaign.mode,
            "messages": [self._message(proposal, one) for one in _order(proposal)],
            "to_check": list(proposal.to_check),
            "places": long_list(campaign.audience, self.parts.directory),
            "waits_for": unscheduled_words(proposal, self.now),
            "dues": [self._due(proposal, due) for due in proposal.dues],
            "forecast": _forecast(proposal),
            "proof": proposal.fingerprint,
            "approved_by": self.labels.get(campaign.approved_by or "", ""),
            "approved_at": approved,
            "needs_second_person": self.author.wrote(campaign.drafted_by) and not approved,
        }

    def _due(self, proposal: Proposal, due: Due) -> DueView:
        lesson = proposal.campaign.lesson_at(due.place)
        return DueView(
            at=due.at,
            lesson=lesson,
            title=self.title(proposal.campaign, lesson),
            will_be_held=held_words(proposal.will_be_held.get(lesson, "")),
            people=proposal.people.get(lesson),
        )

    def titles(self, campaign: Campaign) -> list[str]:
        if campaign.kind is not Kind.LESSON:
            return [one.telling("vi").title for one in campaign.content.values()]
        return [self.title(campaign, lesson) for lesson in campaign.lessons]

    def title(self, campaign: Campaign, lesson: str) -> str:
        """As it was approved; before that, as the library has it."""
        if lesson in campaign.content:
            return campaign.content[lesson].telling("vi").title
        found = self.parts.lesson_files.library().lesson(lesson)
        return found.title if found else lesson

    def moves(self, campaign: Campaign, lines: Sequence[RunLedger]) -> list[Move]:
        if not decides_on(self.author.desk, campaign, self.parts.directory):
            return []
        held = any(line.occurrence.is_held for line in lines)
        unknown = any(line.ledger.unknown for line in lines)
        possible = {Move.RELEASE: held, Move.RESOLVE: unknown}
        return [move for move in moves_for(campaign, self.author) if possible.get(move, True)]

    def runs(self, campaign: Campaign, lines: Sequence[RunLedger]) -> list[RunView]:
        """The newest first, as people look for it."""
        found: dict[int, list[RunLedger]] = {}
        for line in lines:
            found.setdefault(line.occurrence.id, []).append(line)
        return [self._run(campaign, every) for every in reversed(found.values())]

    def entry(self, entry: Entry) -> CalendarEntry:
        campaign, (state, label) = entry.campaign, _state_of(entry)
        lesson = self.parts.lesson_files.library().lesson(entry.lesson)
        return CalendarEntry(
            at=entry.at,
            campaign=campaign.id,
            lesson=entry.lesson,
            title=self.title(campaign, entry.lesson),
            subject=subject(campaign, self.titles(campaign)),
            state=state,
            state_label=label,
            reason=held_words(entry.reason),
            urgent=campaign.urgent,
            series=lesson is not None and lesson.kind == SERIES_KIND,
        )

    def _message(self, proposal: Proposal, lesson: str) -> MessageView:
        campaign = proposal.campaign
        content = proposal.contents.get(lesson)
        ways = sorted(campaign.audience.channels)
        return MessageView(
            lesson=lesson,
            title=self.title(campaign, lesson),
            held=held_words(proposal.held.get(lesson, "")),
            changed=lesson in proposal.changed,
            previews=self.previews(content, campaign.desk, ways) if content else [],
        )

    def _run(self, campaign: Campaign, lines: Sequence[RunLedger]) -> RunView:
        run = lines[0].occurrence
        return RunView(
            due_at=run.due_at,
            lesson=run.lesson,
            title=self.title(campaign, run.lesson),
            state=run.state,
            state_label=text(f"campaigns.run_{run.state}"),
            reason=held_words(run.explanation),
            ledger=ledger_view([line.ledger for line in lines]),
            channels=[_of_channel(line) for line in lines if line.channel],
        )


def ledger_view(ledgers: Sequence[Ledger]) -> LedgerView:
    total = together(ledgers)
    return LedgerView(**asdict(total), frozen=total.total)


def held_words(code: str) -> str:
    return named(f"campaigns.held_{code}") if code else ""


def every_channel() -> list[Choice]:
    return [Choice(id=one, label=channel_name(one)) for one in CHANNELS.for_residents()]


def _order(proposal: Proposal) -> Sequence[str]:
    campaign = proposal.campaign
    if campaign.kind is Kind.LESSON:
        return campaign.lessons
    # A digest's lessons, each in its own words; a digest of an older version has only the whole.
    return [one for one in campaign.lessons if one in proposal.contents] or list(proposal.contents)


def _forecast(proposal: Proposal) -> ForecastView:
    seen = proposal.forecast
    return ForecastView(
        total=seen.total,
        sizes=_sizes(seen.sizes),
        starts=seen.starts,
        ends=seen.ends,
        stars=seen.stars,
        dong=seen.dong,
        unreached=_sizes(seen.unreached),
    )


def _sizes(people: Mapping[str, int]) -> list[Size]:
    return [Size(channel=one, label=channel_name(one), people=n) for one, n in people.items()]


def _of_channel(line: RunLedger) -> ChannelLedger:
    name = channel_name(line.channel)
    return ChannelLedger(channel=line.channel, label=name, ledger=ledger_view([line.ledger]))


def _state_of(entry: Entry) -> tuple[str, str]:
    """With its label. What is planned of a draft or a paused campaign says that first."""
    state = entry.campaign.state
    if entry.state == PLANNED_ENTRY and state in (State.DRAFT, State.PAUSED):
        return state, text(f"campaigns.state_{state}")
    return entry.state, text(f"campaigns.run_{entry.state}")
