"""Letting campaigns out and stopping them. Every move is decided by a pure function, then saved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from broadcasts.campaigns import moves
from broadcasts.campaigns.campaign import Campaign, Kind, State
from broadcasts.campaigns.contents import contents_of, fingerprint
from broadcasts.campaigns.forecast import Pace
from broadcasts.campaigns.moves import Moment, Move
from broadcasts.campaigns.ports import (
    NO_WINDOWS,
    CampaignBook,
    CampaignStore,
    LessonSource,
    Note,
    OpenWindows,
)
from broadcasts.campaigns.reach import decides_on, sees
from broadcasts.delivery.ports import TOPIC
from broadcasts.errors import (
    ContentChanged,
    LacksRight,
    LessonHeld,
    MoveNotPossible,
    NothingWentOut,
    UnknownCampaign,
    UnknownLesson,
)
from broadcasts.lessons.content import Content
from broadcasts.lessons.lesson import Lesson
from communes.places import NamedPlaces
from desks.permissions import Author
from desks.ports import Bell, Clock
from wording.moments import VIETNAM


@dataclass(frozen=True, slots=True)
class Outside:
    """Everything the use cases on campaigns ask of the world."""

    store: CampaignStore
    book: CampaignBook
    lesson_files: LessonSource
    places: NamedPlaces
    clock: Clock
    bell: Bell
    pace: Pace
    windows: OpenWindows = NO_WINDOWS


class Campaigns:
    """`by` None: an operator at the command line. Raises broadcasts.errors."""

    def __init__(self, outside: Outside) -> None:
        self._out = outside

    async def campaign(self, by: Author | None, wanted: str) -> Campaign:
        found = await self._out.store.campaign(wanted)
        if found is None or not (by is None or sees(by.desk, found, self._out.places.directory)):
            raise UnknownCampaign
        return found

    async def approve(self, by: Author, wanted: str, seen: str = "") -> Campaign:
        """`seen`: the fingerprint of what this person was shown; another one is refused."""
        was = await self._mine(by, wanted)
        moves.require(was, Move.APPROVE, by)
        contents = self.contents(was)
        proof = fingerprint(was, contents)
        if seen and seen != proof:
            raise ContentChanged
        now = moves.approve(replace(was, content=contents), by, self._moment())
        size = sum((await self.sizes(was)).values())
        return await self._save(was, now, Note("campaign_approve", by.id, f"{size} {proof}"))

    def contents(self, campaign: Campaign) -> Mapping[str, Content]:
        """What goes out: from the library until it is approved, from then on as approved."""
        if campaign.kind is not Kind.LESSON or campaign.approved_at is not None:
            return campaign.content
        today = self._out.clock.now().astimezone(VIETNAM).date()
        return contents_of([free_lesson(self._out, one) for one in campaign.lessons], today)

    async def sizes(self, campaign: Campaign) -> Mapping[str, int]:
        """How many people by channel: now, or of those who got what is to be mended."""
        source = campaign.source and await self._out.store.occurrence(campaign.source)
        if not source:
            return await self._out.book.size(campaign.audience, campaign.parts)
        return {
            line.channel: line.ledger.sent + line.ledger.unknown
            for line in await self._out.book.ledger(source.campaign)
            if line.occurrence.id == source.id and line.channel
        }

    async def start(self, by: Author | None, wanted: str) -> Campaign:
        """What runs already goes on running."""
        was = await self._mine(by, wanted)
        if was.state is State.PAUSED:
            return await self.resume(by, wanted)
        if was.state in (State.SCHEDULED, State.SENDING):
            return was
        now = moves.start(was, by, self._moment())
        return await self._save(was, now, self._note("campaign_start", by))

    async def resume(self, by: Author | None, wanted: str) -> Campaign:
        was = await self._mine(by, wanted)
        runs = await self._out.store.occurrences(was.id)
        parked = any(run.is_parked for run in runs)
        now = moves.resume(was, by, under_way=parked)
        return await self._save(was, now, self._note("campaign_resume", by))

    async def pause(self, by: Author | None, wanted: str) -> Campaign:
        was = await self._mine(by, wanted)
        if was.state is State.PAUSED:
            return was
        return await self._save(was, moves.pause(was, by), self._note("campaign_pause", by))

    async def cancel(self, by: Author | None, wanted: str) -> Campaign:
        was = await self._mine(by, wanted)
        return await self._save(was, moves.cancel(was, by), self._note("campaign_cancel", by))

    async def release(self, by: Author | None, wanted: str) -> Campaign:
        """A person has looked at what the first few refused, and lets everybody have it."""
        was = await self._mine(by, wanted)
        moves.require(was, Move.RELEASE, by)
        if not any(one.is_held for one in await self._out.store.occurrences(was.id)):
            raise MoveNotPossible(was.state)
        note = self._note("campaign_release", by)
        released = await self._out.store.release(was, note, self._out.clock.now())
        self._out.bell.ring(TOPIC)
        return released

    async def resolve(self, by: Author | None, wanted: str, *, again: bool) -> int:
        """What nobody knows of: counted as sent, or sent once more. How many they were."""
        was = await self._mine(by, wanted)
        moves.require(was, Move.RESOLVE, by)
        note = self._note("campaign_resolve", by)
        now = self._out.clock.now()
        count = await self._out.store.resolve(was, note, now, again=again)
        if not count:
            raise NothingWentOut
        self._out.bell.ring(TOPIC)
        return count

    async def _mine(self, by: Author | None, wanted: str) -> Campaign:
        found = await self.campaign(by, wanted)
        if by is not None and not decides_on(by.desk, found, self._out.places.directory):
            raise LacksRight
        return found

    async def _save(self, was: Campaign, now: Campaign, note: Note) -> Campaign:
        saved = await self._out.store.save(was, now, note, self._out.clock.now())
        self._out.bell.ring(TOPIC)
        return saved

    def _moment(self) -> Moment:
        return Moment(self._out.clock.now(), self._out.pace.night)

    def _note(self, action: str, by: Author | None) -> Note:
        return Note(action, by.id if by else None)


def free_lesson(outside: Outside, wanted: str) -> Lesson:
    """A lesson that nothing holds back today."""
    lesson = outside.lesson_files.lesson(wanted)
    if lesson is None:
        raise UnknownLesson(wanted)
    held = lesson.held_on(outside.clock.now().astimezone(VIETNAM).date())
    if held is not None:
        raise LessonHeld(lesson.id, held)
    return lesson
