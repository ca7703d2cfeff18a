"""Writing campaigns. Nothing written here reaches anybody before a second person says yes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from broadcasts.audience.audience import Audience
from broadcasts.audience.subscriber import Rhythm
from broadcasts.campaigns.audience_text import Addressing, audience_of
from broadcasts.campaigns.campaign import (
    OWN_WORDS,
    Campaign,
    Kind,
    Occurrence,
    State,
    short_id,
)
from broadcasts.campaigns.moves import may_draft
from broadcasts.campaigns.own_words import own_words
from broadcasts.campaigns.ports import Chance, Note
from broadcasts.campaigns.reach import decides_on
from broadcasts.campaigns.running import Campaigns, Outside, free_lesson
from broadcasts.delivery.shard import Act, Mode
from broadcasts.errors import LacksRight, NothingToSend, NothingWentOut, StillUnderWay
from broadcasts.lessons.content import Content
from broadcasts.lessons.lesson import Lesson
from broadcasts.lessons.seasons import Span
from broadcasts.plan.plan import Once, Plan
from broadcasts.plan.text import Frame, plan_of, series_plan
from desks.permissions import Author
from wording.catalogue import Wording

ID_BITS = 64
ATTEMPTS = 20  # at an id that nobody has yet
NATIONAL_DAY = (8, 19)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asked for. Words of its own make it an alert."""

    to: str
    at: str = "now"
    lessons: Sequence[str] = ()
    title: str = ""
    text: str = ""
    urgent: bool = False
    mode: Mode = Mode.AT_LEAST


@dataclass(frozen=True, slots=True)
class DraftingSettings:
    """What drafting knows beside the outside world."""

    chance: Chance
    wording: Wording
    seasons: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    per_week: int = 3


class Drafting:
    """Raises broadcasts.errors."""

    def __init__(self, outside: Outside, campaigns: Campaigns, settings: DraftingSettings) -> None:
        self._out = outside
        self._campaigns = campaigns
        self._settings = settings

    async def draft(self, by: Author, wanted: Wanted) -> Campaign:
        kind = Kind.ALERT if wanted.text.strip() else Kind.LESSON
        urgent = wanted.urgent or kind is Kind.ALERT
        if not may_draft(kind, by, urgent=urgent):
            raise LacksRight
        if kind is Kind.LESSON and not wanted.lessons:
            raise NothingToSend
        audience = self._audience(by, wanted.to, urgent=urgent)
        frame = self._frame(wanted.lessons if kind is Kind.LESSON else (), urgent=urgent)
        campaign = self._new(by, kind, audience, plan_of(wanted.at, frame))
        content = {}
        if kind is Kind.ALERT:
            title = wanted.title or self._settings.wording("campaigns.alert_title")
            content = {OWN_WORDS: Content({"vi": own_words(title, wanted.text)})}
        campaign = replace(campaign, urgent=urgent, mode=wanted.mode, content=content)
        return await self._add(_with_lessons(campaign, frame.lessons))

    async def series(
        self, by: Author, lessons: Sequence[str], to: str, year: int | None
    ) -> Campaign:
        """The lessons that lead to 19/8, each on its own day: one command a year."""
        if not may_draft(Kind.LESSON, by, urgent=False):
            raise LacksRight
        if not lessons:
            raise NothingToSend
        audience = self._audience(by, to, urgent=False)
        frame = self._frame(lessons, urgent=False)
        plan = series_plan(NATIONAL_DAY, year, frame)
        campaign = self._new(by, Kind.LESSON, audience, plan)
        return await self._add(_with_lessons(campaign, frame.lessons))

    async def correct(self, by: Author, wanted: str, text: str, lesson: str = "") -> Campaign:
        """Other words for exactly those who got the wrong ones."""
        source, run = await self._source(by, wanted, lesson)
        before = source.content[run.lesson]
        words = own_words(before.telling("vi").title, text)
        return await self._mend(
            # Nor the picture and the recording of the wrong words, where it must be said anew.
            by,
            Kind.CORRECTION,
            source,
            run,
            Content({"vi": words}, sources=before.sources),
        )

    async def recall(self, by: Author, wanted: str, lesson: str = "") -> Campaign:
        """Takes it back from exactly those who got it, as far as their messenger allows."""
        source, run = await self._source(by, wanted, lesson)
        return await self._mend(by, Kind.RECALL, source, run, source.content[run.lesson])

    async def _source(self, by: Author, wanted: str, lesson: str) -> tuple[Campaign, Occurrence]:
        """The newest run that reached anybody."""
        source = await self._campaigns.campaign(by, wanted)
        if not decides_on(by.desk, source, self._out.places.directory) or not by.rights:
            raise LacksRight
        runs = [
            run
            for run in await self._out.store.occurrences(source.id)
            if run.frozen and run.act is Act.SEND and lesson in ("", run.lesson)
        ]
        if not runs:
            raise NothingWentOut
        if runs[-1].is_going:
            raise StillUnderWay
        return source, runs[-1]

    async def _mend(
        self, by: Author, kind: Kind, source: Campaign, run: Occurrence, content: Content
    ) -> Campaign:
        mended = self._new(by, kind, source.audience, Once())
        return await self._add(
            replace(
                mended,
                desk=source.desk,
                urgent=True,
                mode=source.mode,
                content={OWN_WORDS: content},
                source=run.id,
            )
        )

    def _audience(self, by: Author, to: str, *, urgent: bool) -> Audience:
        audience = audience_of(to, Addressing(by.desk, self._out.places))
        # Who wishes to hear once a week gets the digest, who wants alerts only gets nothing else.
        return audience if urgent else replace(audience, rhythms=frozenset({int(Rhythm.ALL)}))

    def _frame(self, lessons: Sequence[str], *, urgent: bool) -> Frame:
        return Frame(
            now=self._out.clock.now(),
            lessons=[free_lesson(self._out, one) for one in dict.fromkeys(lessons)],
            seasons=self._settings.seasons,
            night=None if urgent else self._out.pace.night,
            per_week=self._settings.per_week,
        )

    def _new(self, by: Author, kind: Kind, audience: Audience, plan: Plan) -> Campaign:
        return Campaign(
            id="",
            desk=by.desk,
            kind=kind,
            lessons=(),
            urgent=False,
            mode=Mode.AT_LEAST,
            state=State.DRAFT,
            audience=audience,
            plan=plan,
            drafted_at=self._out.clock.now(),
            drafted_by=by.id or None,
        )

    async def _add(self, campaign: Campaign) -> Campaign:
        note = Note("campaign_draft", campaign.drafted_by, campaign.kind)
        for _ in range(ATTEMPTS):
            named = replace(campaign, id=short_id(self._settings.chance.hex(ID_BITS)))
            if await self._out.store.add(named, note, campaign.drafted_at):
                return named
        raise RuntimeError("no free campaign id")


def _with_lessons(campaign: Campaign, lessons: Sequence[Lesson]) -> Campaign:
    """Residents choose topics: without others named, each lesson is for those who chose one of its
    own. What is urgent is for all.
    """
    named = replace(campaign, lessons=tuple(one.id for one in lessons))
    if campaign.urgent or campaign.audience.topics:
        return named
    meant = {one.id: replace(campaign.audience, topics=frozenset(one.topics)) for one in lessons}
    if len(meant) == 1:
        return replace(named, audience=meant[lessons[0].id])
    return replace(named, parts={lesson: (audience,) for lesson, audience in meant.items()})
