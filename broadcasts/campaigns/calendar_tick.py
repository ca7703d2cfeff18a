"""What falls due now begins now: asked whenever the bell rings and every moment beside that, in
every process; one of them acts.

A lesson that was missed, because the machine was off or the campaign paused, still goes within
three days; the night and the weekly cap hold for it as for any other. An alert is old news after
two hours. What no longer goes is kept as `skipped`, with the reason, where the desk sees it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from broadcasts.campaigns.campaign import Campaign, Kind, Occurrence, State
from broadcasts.campaigns.holding import held_back
from broadcasts.campaigns.ports import Calendar, LessonSource, Note
from broadcasts.delivery.ports import TOPIC
from broadcasts.delivery.run import OVER, begun
from broadcasts.plan.plan import Due, due_times, next_due
from desks.ports import Bell, Clock
from wording.moments import VIETNAM

BATCH = 50
STILL_ON_TIME = timedelta(hours=1)
TOO_LATE: Mapping[bool, timedelta] = {False: timedelta(days=3), True: timedelta(hours=2)}
# Whoever was put off by their quiet hours is tried again until then.
TRIED_FOR: Mapping[bool, timedelta] = {False: timedelta(days=3), True: timedelta(days=1)}
LATE = "late"  # beside those of broadcasts.campaigns.holding


@dataclass(frozen=True, slots=True)
class Skipped:
    campaign: str
    lesson: str
    reason: str


@dataclass(slots=True)
class Ticked:
    begun: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    settled: int = 0


class CalendarTick:
    def __init__(
        self, calendar: Calendar, lesson_files: LessonSource, clock: Clock, bell: Bell
    ) -> None:
        self._calendar = calendar
        self._lesson_files = lesson_files
        self._clock = clock
        self._bell = bell

    async def tick(self) -> Ticked:
        now, ticked = self._clock.now(), Ticked()
        for campaign in await self._calendar.due(now, BATCH):
            await self._occur(campaign, now, ticked)
        ticked.settled = await self._calendar.settle(now)
        if ticked.begun:
            self._bell.ring(TOPIC)
        return ticked

    async def _occur(self, campaign: Campaign, now: datetime, ticked: Ticked) -> None:
        due = _due_now(campaign)
        following = next_due(campaign.plan, due.at)
        reason = self._reason(campaign, due, now)
        run = occurrence(campaign, due, now, reason)
        going = replace(campaign, state=State.SENDING, next_due=following.at if following else None)
        action = "campaign_skip" if reason else "campaign_occur"
        note = Note(action, fact=" ".join((run.lesson or "-", due.at.isoformat(), reason)).strip())
        if not await self._calendar.occur(campaign, going, run, note, now):
            return
        if reason:
            ticked.skipped.append(Skipped(campaign.id, run.lesson, reason))
        else:
            ticked.begun += 1

    def _reason(self, campaign: Campaign, due: Due, now: datetime) -> str:
        """Why it may not go out; empty when it may."""
        mends = campaign.kind in (Kind.CORRECTION, Kind.RECALL)
        if now - due.at > TOO_LATE[campaign.urgent and not mends]:
            return LATE
        if campaign.kind is not Kind.LESSON:
            return ""
        name = campaign.lesson_at(due.place)
        day = now.astimezone(VIETNAM).date()
        return held_back(campaign.content.get(name), self._lesson_files.lesson(name), day)


def occurrence(campaign: Campaign, due: Due, now: datetime, reason: str = "") -> Occurrence:
    began = due.at if now - due.at <= STILL_ON_TIME else now
    stands = begun(reason)
    return Occurrence(
        id=0,
        campaign=campaign.id,
        due_at=due.at,
        until=began + TRIED_FOR[campaign.urgent],
        state=stands.state,
        lesson=campaign.lesson_at(due.place),
        reason=stands.reason,
        act=campaign.act,
        ended_at=now if stands.state in OVER else None,
    )


def _due_now(campaign: Campaign) -> Due:
    if campaign.next_due is None:
        raise ValueError("nothing is due")
    just_before = campaign.next_due - timedelta(microseconds=1)
    [due] = due_times(campaign.plan, just_before, campaign.next_due)
    return due
