"""What people look at before they decide, and while it runs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from broadcasts.campaigns.campaign import OVER, OWN_WORDS, Campaign, Kind, Occurrence, State
from broadcasts.campaigns.contents import contents_of, fingerprint
from broadcasts.campaigns.forecast import Forecast, forecast
from broadcasts.campaigns.holding import has_changed, held_back
from broadcasts.campaigns.own_words import leads_to
from broadcasts.campaigns.ports import RunLedger, Sight
from broadcasts.campaigns.running import Campaigns, Outside
from broadcasts.delivery.marks import Ledger
from broadcasts.lessons.content import Content
from broadcasts.plan.plan import Due, Plan, due_times, every_due, next_due, started
from desks.desk import NATIONAL
from desks.hierarchy import above, below
from desks.permissions import Author
from wording.moments import VIETNAM

LISTED = 200
FAR = datetime.max.replace(tzinfo=VIETNAM)
BY_HAND = frozenset({Kind.ALERT, Kind.CORRECTION})
PLANNED_ENTRY = "planned"
PLANNED = frozenset({State.DRAFT, State.APPROVED, State.SCHEDULED, State.SENDING, State.PAUSED})


@dataclass(frozen=True, slots=True)
class Proposal:
    """Exactly what would go out, to whom, when, at what cost; `held` keeps it from going."""

    campaign: Campaign
    contents: Mapping[str, Content]
    dues: tuple[Due, ...]
    forecast: Forecast
    fingerprint: str
    held: Mapping[str, str]  # lesson → why it may not go out now
    will_be_held: Mapping[str, str]  # lesson → why it would be skipped on its day
    changed: frozenset[str]  # lessons that the library tells in other words since the approval
    to_check: tuple[str, ...]  # numbers and links in a desk's own words
    people: Mapping[str, int]  # lesson → how many it is for, where that differs


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the calendar: what happened, or what is planned."""

    at: datetime
    campaign: Campaign
    lesson: str
    state: str  # a Run, or PLANNED_ENTRY
    reason: str = ""


class Overview:
    """`by` None: an operator at the command line. Raises broadcasts.errors."""

    def __init__(self, outside: Outside, campaigns: Campaigns) -> None:
        self._out = outside
        self._campaigns = campaigns

    async def every(self, by: Author | None, states: Iterable[State] = ()) -> tuple[Campaign, ...]:
        return await self._out.book.campaigns(self._sight(by), frozenset(states), LISTED)

    async def proposal(self, by: Author | None, wanted: str) -> Proposal:
        return await self.propose(await self._campaigns.campaign(by, wanted))

    async def propose(self, campaign: Campaign) -> Proposal:
        """Of a campaign that whoever asks was given."""
        held = self._held(campaign)
        contents = self._words(campaign)
        plan = self._running(campaign)
        dues = tuple(every_due(plan, FAR))
        first = next_due(plan)
        starts = max(first.at if first else self._now(), self._now())
        sizes = await self._campaigns.sizes(campaign)
        return Proposal(
            campaign=campaign,
            contents=contents,
            dues=dues,
            forecast=forecast(
                sizes,
                self._out.pace,
                starts,
                urgent=campaign.urgent,
                open_now=await self._out.windows.count_open(self._now()),
            ),
            fingerprint=fingerprint(campaign, contents),
            held=held,
            will_be_held={} if held else self._held_on_its_day(campaign, dues),
            changed=self._changed(campaign),
            to_check=leads_to(contents.get(OWN_WORDS)) if campaign.kind in BY_HAND else (),
            people=await self._people(campaign),
        )

    async def _people(self, campaign: Campaign) -> Mapping[str, int]:
        if campaign.state in OVER:
            return {}
        found = await self._out.book.size_by_lesson(campaign.audience, campaign.parts)
        reached = self._out.pace.rates
        return {
            lesson: sum(sizes[channel] for channel in sizes if channel in reached)
            for lesson, sizes in found.items()
        }

    async def ledger(self, campaign: Campaign) -> tuple[RunLedger, ...]:
        return await self._out.book.ledger(campaign.id)

    async def ledger_total(self, by: Author | None, wanted: str) -> tuple[int, Ledger]:
        campaign = await self._campaigns.campaign(by, wanted)
        return await self._out.book.ledger_total(campaign.id)

    async def occurrences(self, by: Author | None, wanted: str) -> tuple[Occurrence, ...]:
        campaign = await self._campaigns.campaign(by, wanted)
        return await self._out.store.occurrences(campaign.id)

    async def calendar(
        self, by: Author | None, first: datetime, last: datetime
    ) -> tuple[Entry, ...]:
        """What happened between the two moments, and what is still planned there."""
        sight = self._sight(by)
        happened = await self._out.book.between(sight, first, last)
        entries = [
            Entry(run.due_at, campaign, run.lesson, run.state, run.explanation)
            for run, campaign in happened
        ]
        begun = {(run.campaign, run.due_at) for run, _ in happened}
        for campaign in await self._out.book.campaigns(sight, PLANNED, LISTED):
            entries += [
                Entry(due.at, campaign, campaign.lesson_at(due.place), PLANNED_ENTRY)
                for due in due_times(self._running(campaign), first, last)
                if (campaign.id, due.at) not in begun
            ]
        return tuple(sorted(entries, key=lambda one: (one.at, one.campaign.id)))

    async def approval(self, campaign: Campaign) -> str:
        return await self._out.book.approval(campaign.id)

    async def silence(self) -> Mapping[str, datetime]:
        """By channel, until when the platform told us to be silent."""
        until = await self._out.book.paused_until()
        return {channel: at for channel, at in until.items() if at > self._now()}

    def ends(
        self, campaign: Campaign, lines: Sequence[RunLedger], silent: Mapping[str, datetime]
    ) -> datetime | None:
        """When those who wait are through; None when nobody waits, or only for a person."""
        waiting: dict[str, int] = {}
        for line in lines:
            if line.occurrence.is_going and line.ledger.pending:
                waiting[line.channel] = waiting.get(line.channel, 0) + line.ledger.pending
        pace, now = self._out.pace, self._now()
        ends = [
            forecast(
                {one: count}, pace, max(now, silent.get(one, now)), urgent=campaign.urgent
            ).ends
            for one, count in waiting.items()
        ]
        return max(ends, default=None)

    def _sight(self, by: Author | None) -> Sight:
        directory = self._out.places.directory
        desk = by.desk if by else NATIONAL
        return Sight(desk, below(desk, directory), frozenset(above(desk, directory)))

    def _running(self, campaign: Campaign) -> Plan:
        """As it runs, or as it would run if it were let out now."""
        if campaign.state not in (State.DRAFT, State.APPROVED):
            return campaign.plan
        night = None if campaign.urgent else self._out.pace.night
        return started(campaign.plan, self._now(), night)

    def _words(self, campaign: Campaign) -> Mapping[str, Content]:
        if campaign.kind is not Kind.LESSON or campaign.approved_at is not None:
            return campaign.content
        found = (self._out.lesson_files.lesson(one) for one in campaign.lessons)
        today = self._now().astimezone(VIETNAM).date()
        return contents_of([lesson for lesson in found if lesson], today)

    def _held(self, campaign: Campaign) -> Mapping[str, str]:
        if campaign.kind is not Kind.LESSON or campaign.state in OVER:
            return {}
        return self._reasons(campaign, ((lesson, self._now()) for lesson in campaign.lessons))

    def _held_on_its_day(self, campaign: Campaign, dues: Sequence[Due]) -> Mapping[str, str]:
        if campaign.kind is not Kind.LESSON:
            return {}
        return self._reasons(campaign, ((campaign.lesson_at(due.place), due.at) for due in dues))

    def _reasons(
        self, campaign: Campaign, wanted: Iterable[tuple[str, datetime]]
    ) -> Mapping[str, str]:
        reasons = {}
        for name, at in wanted:
            day = at.astimezone(VIETNAM).date()
            if held := held_back(
                campaign.content.get(name), self._out.lesson_files.lesson(name), day
            ):
                reasons[name] = held
        return reasons

    def _changed(self, campaign: Campaign) -> frozenset[str]:
        if campaign.approved_at is None or campaign.state in OVER:
            return frozenset()
        library = {name: self._out.lesson_files.lesson(name) for name in campaign.lessons}
        return frozenset(
            name
            for name, lesson in library.items()
            if lesson and name in campaign.content and has_changed(campaign.content[name], lesson)
        )

    def _now(self) -> datetime:
        return self._out.clock.now()
