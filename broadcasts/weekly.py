"""Once a week the line itself makes one message of the week's lessons, each of them approved.

Whoever wishes to hear weekly gets exactly one: where a province told lessons of its own, its people
get a digest with those and the nation's, everybody else gets the nation's alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from broadcasts.audience import Audience
from broadcasts.campaign import OWN_WORDS, Campaign, Kind, State
from broadcasts.digest import digest
from broadcasts.night import VIETNAM
from broadcasts.plan import Once
from broadcasts.ports import Clock, Wording
from broadcasts.ports_campaigns import Calendar, Note, Told
from broadcasts.reach import NATIONAL
from broadcasts.shard import Mode
from broadcasts.subscriber import Rhythm
from broadcasts.week import WEEK, Hour, last
from communes.directory import Directory

STILL_NEWS = timedelta(days=2)  # a digest that was missed
NOT_TOLD = ""  # the province of those who did not say where they live


@dataclass(frozen=True, slots=True)
class _Digest:
    place: str
    told: Sequence[Told]
    audience: Audience


class Weekly:
    def __init__(
        self,
        calendar: Calendar,
        clock: Clock,
        wording: Wording,
        directory: Directory,
        hour: Hour | None,
    ) -> None:
        self._calendar = calendar
        self._clock = clock
        self._wording = wording
        self._directory = directory
        self._hour = hour
        self._made = datetime.min.replace(tzinfo=VIETNAM)

    async def make(self) -> int:
        """Of the last seven days, if it is time; how many digests are new."""
        now = self._clock.now()
        if self._hour is None:
            return 0
        due = last(self._hour, now)
        if due <= self._made or now - due > STILL_NEWS:
            return 0
        told = await self._calendar.told(due - WEEK, due)
        made = 0
        for one in self._digests(told, due, now):
            note = Note("campaign_digest", fact=str(len(one.lessons)))
            made += await self._calendar.add(one, note, now)
        self._made = due
        return made

    def _digests(self, told: Sequence[Told], due: datetime, now: datetime) -> list[Campaign]:
        # What was meant for pupils only, or for one channel, is not news to everybody.
        told = [one for one in told if not (one.audience.groups or one.audience.channels)]
        nation = [one for one in told if not (one.audience.provinces or one.audience.communes)]
        local = sorted({code for one in told for code in one.audience.provinces})
        rest = frozenset({NOT_TOLD, *self._directory.provinces}) - set(local)
        everybody_else = Audience(provinces=rest) if local else Audience()
        made = [_Digest(NATIONAL, nation, everybody_else)] if nation else []
        for code in local:
            own = [one for one in told if one in nation or code in one.audience.provinces]
            made.append(_Digest(code, own, Audience(provinces=frozenset({code}))))
        return [self._campaign(one, due, now) for one in made]

    def _campaign(self, one: _Digest, due: datetime, now: datetime) -> Campaign:
        year, week, _ = due.isocalendar()
        suffix = "" if one.place == NATIONAL else f"-{one.place}"
        contents = {told.lesson: told.content for told in one.told}
        return Campaign(
            id=f"tuan-{year}-{week:02}{suffix}",
            desk=NATIONAL,
            kind=Kind.DIGEST,
            lessons=tuple(contents),
            urgent=False,
            mode=Mode.AT_LEAST,
            state=State.SCHEDULED,
            audience=replace(one.audience, rhythms=frozenset({int(Rhythm.WEEKLY)})),
            plan=Once(due),
            drafted_at=now,
            approved_at=now,  # each of its lessons was
            content={OWN_WORDS: digest(list(contents.values()), self._wording)},
            next_due=due,
        )
