"""Once a week the line itself makes one message of the week's lessons, each of them approved.

Whoever wishes to hear weekly gets exactly one, of those lessons that were meant for them: by their
commune or province, by the topics they chose, by what they say they are. What they heard within a
year is left out when the readers are fixed, and whoever nothing is left for hears nothing.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from broadcasts.audience.audience import Audience, Parts, merged
from broadcasts.audience.subscriber import Rhythm
from broadcasts.campaigns.campaign import OWN_WORDS, Campaign, Kind, State
from broadcasts.campaigns.digest import digest
from broadcasts.campaigns.holding import held_back
from broadcasts.campaigns.ports import Calendar, LessonSource, Note, SentLesson
from broadcasts.delivery.shard import Mode
from broadcasts.plan.plan import Once
from broadcasts.plan.week import WEEK, Hour, last
from desks.desk import NATIONAL
from desks.ports import Clock
from wording.catalogue import Wording
from wording.moments import VIETNAM

STILL_NEWS = timedelta(days=2)  # a digest that was missed


class Weekly:
    def __init__(
        self,
        calendar: Calendar,
        lesson_files: LessonSource,
        clock: Clock,
        wording: Wording,
        hour: Hour | None,
    ) -> None:
        self._calendar = calendar
        self._lesson_files = lesson_files
        self._clock = clock
        self._wording = wording
        self._hour = hour
        self._made = datetime.min.replace(tzinfo=VIETNAM)

    async def make(self) -> bool:
        """Of the last seven days, if it is time; is there a new one?"""
        now = self._clock.now()
        if self._hour is None:
            return False
        due = last(self._hour, now)
        if due <= self._made or now - due > STILL_NEWS:
            return False
        every = await self._calendar.sent_between(due - WEEK, due)
        told = [one for one in every if not self._is_held(one, due)]
        made = False
        if told:
            campaign = self._campaign(told, due, now)
            note = Note("campaign_digest", fact=str(len(campaign.lessons)))
            made = await self._calendar.add(campaign, note, now)
        self._made = due
        return made

    def _is_held(self, told: SentLesson, due: datetime) -> bool:
        """What would not go out by itself any more is not repeated either."""
        day = due.astimezone(VIETNAM).date()
        return bool(held_back(told.content, self._lesson_files.lesson(told.lesson), day))

    def _campaign(self, told: Sequence[SentLesson], due: datetime, now: datetime) -> Campaign:
        year, week, _ = due.isocalendar()
        in_order = {one.lesson: one.content for one in told}
        newest = {one.lesson: one.content for one in sorted(told, key=lambda one: one.approved_at)}
        contents = {lesson: newest[lesson] for lesson in in_order}
        everything = digest(list(contents.values()), self._wording)
        return Campaign(
            id=f"tuan-{year}-{week:02}",
            desk=NATIONAL,
            kind=Kind.DIGEST,
            lessons=tuple(contents),
            urgent=False,
            mode=Mode.AT_LEAST,
            state=State.SCHEDULED,
            audience=Audience(rhythms=frozenset({int(Rhythm.WEEKLY)})),
            plan=Once(due),
            drafted_at=now,
            approved_at=now,  # each of its lessons was
            content={OWN_WORDS: everything, **contents},
            parts=_parts(told),
            next_due=due,
        )


def _parts(told: Sequence[SentLesson]) -> Parts:
    """Whom each lesson was meant for, however often they wish to hear."""
    meant: dict[str, list[Audience]] = {}
    for one in told:
        whenever = replace(one.audience, rhythms=frozenset())
        meant.setdefault(one.lesson, []).append(whenever)
    return {lesson: merged(audiences) for lesson, audiences in meant.items()}
