"""Carries one shard: sends, notes what became of each person, and never has more out than K.

A credit is taken before a message leaves and returned when its result is committed: a process
that dies has at most K results unsaved, so at most K people hear a lesson twice.
"""

import asyncio
import logging
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from broadcasts.audience.night import NIGHT, is_quiet, when_over
from broadcasts.audience.subscriber import Person, Quiet
from broadcasts.delivery.marks import Mark
from broadcasts.delivery.ports import DeliveryStore, LeaseLost, Result, Standing
from broadcasts.delivery.shard import Act, Mode, Shard
from channels.courier.slots import Paused, SlotPace
from desks.ports import Clock
from messages.channel import MessageGone, Refused, TryLater, Unreachable, Unsure
from messages.lesson_line import LessonLine, LessonMessage

LEASE = 10.0  # seconds
MARGIN = 0.2  # of its lease: a process that stood still stops so long before it is another's
FLUSH = 0.25
FRESH = 0.75  # seconds; whoever stopped before that hears nothing any more
QUIET_FLUSH = 0.5  # with nothing to save: still asks whether it may go on
TRIES_WHEN_UNSURE = 3
PASSES = 6
TIRED = timedelta(hours=12)  # when somebody who had three lessons this week is tried again
RETRY = timedelta(seconds=20)
LAST_MOMENTS = 4.0  # seconds a stopping program waits for answers; then they are in doubt
SILENCE = 300.0  # a platform that wants to be left alone for longer is told to the operators

log = logging.getLogger(__name__)


def credits_for(rate: float) -> int:
    """K: small where little is sent, so that small installations have tiny bounds."""
    return max(16, math.ceil(rate * 0.6))


@dataclass(frozen=True, slots=True)
class Parts:
    store: DeliveryStore
    line: LessonLine
    pace: SlotPace
    compose: Callable[[Shard, Person], LessonMessage]
    clock: Clock
    night: Quiet = NIGHT
    lease: float = LEASE
    count: Callable[[str, str], None] = lambda _outcome, _channel: None


@dataclass(eq=False)
class Round:
    shard: Shard
    parts: Parts
    stopping: Callable[[], bool]
    _out: dict[asyncio.Task[None], int] = field(default_factory=dict, init=False)
    _results: list[Result] = field(default_factory=list, init=False)
    _unsaved: int = field(default=0, init=False)  # credits in use
    _twice: int = field(default=0, init=False)
    _stop: bool = field(default=False, init=False)
    _lost: bool = field(default=False, init=False)
    _progress: bool = field(default=False, init=False)
    _warm: bool = field(default=False, init=False)  # somebody got it: its files are there
    _paid: int = field(default=0, init=False)  # turns that came for somebody to be looked at anew
    _put_off_until: datetime | None = field(default=None, init=False)  # the first of the deferred
    _rests_until: datetime | None = field(default=None, init=False)  # everybody still waiting
    _unsure: dict[int, int] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        rate = self.parts.pace.rate
        self._credits = credits_for(rate)
        self._chunk = max(8, int(rate * FLUSH))
        self._sure = self.parts.lease * (1 - MARGIN)
        self._lease_ends = self.parts.pace.now() + self._sure
        self._saving = asyncio.Lock()
        self._news = asyncio.Event()  # enough results to save
        self._room = asyncio.Event()  # a credit came back, or all is over

    async def carry(self) -> None:
        flusher = asyncio.create_task(self._flush_on())
        try:
            await self._all_passes()
        finally:
            await self._land()  # the lease is renewed until the last answer is there
            flusher.cancel()
            await asyncio.gather(flusher, return_exceptions=True)
            await self._let_go()

    # --- passes over the people still waiting -------------------------------------------------

    async def _all_passes(self) -> None:
        for _ in range(PASSES):
            self._progress = False
            try:
                await self._pass(self.shard.waiting())
            except Paused as paused:
                self._rests_until = self.parts.clock.now() + timedelta(seconds=paused.seconds)
                self._halt()
            await self._land()
            await self._save_stubbornly()
            if self._stop or self.shard.is_done():
                return
            if not self._progress:
                break
        self._rests_until = self.parts.clock.now() + RETRY

    async def _pass(self, waiting: Sequence[int]) -> None:
        for at in range(0, len(waiting), self._chunk):
            left: Sequence[int] = waiting[at : at + self._chunk]
            while left and not self._stop:
                left = await self._send_some(left)
            if self._stop:
                return

    async def _send_some(self, chunk: Sequence[int]) -> Sequence[int]:
        """Whom it did not come to while what was read of their consent was fresh."""
        read_at = self.parts.pace.now()
        people = await self.parts.store.people([self.shard.ids[index] for index in chunk])
        ready = [pair for index in chunk if (pair := self._ready(index, people))]
        if self.shard.mode is Mode.AT_MOST:
            await self._intend([index for index, _ in ready])
        for place, (index, person) in enumerate(ready):
            try:
                goes = await self._may_send(person)
            except BaseException:  # a long pause, a budget that is away: they were not written to
                self._take_back([index for index, _ in ready[place:]])
                raise
            if not goes or self.parts.pace.now() - read_at > FRESH:
                rest = [index for index, _ in ready[place:]]
                self._take_back(rest)
                return rest
            self._paid = 0
            self._launch(index, person)
            if not self._warm and self._brings_a_file(person):
                await asyncio.wait(self._out)  # uploaded once; nobody's turn grows old meanwhile
                rest = [index for index, _ in ready[place + 1 :]]
                self._take_back(rest)
                return rest
        return ()

    def _brings_a_file(self, person: Person) -> bool:
        told = self.parts.compose(self.shard, person)
        return bool(told.picture or told.voice)

    def _ready(self, index: int, people: Mapping[int, Person]) -> tuple[int, Person] | None:
        person = people.get(self.shard.ids[index])
        if person is None:
            self._note(Result(index, Mark.OPTED_OUT))
            return None
        at = self.parts.clock.now()
        quiet = None if self.shard.urgent else person.quiet
        if quiet is not None and is_quiet(at, quiet):
            self._defer(index, when_over(at, quiet))
            return None
        if index in self.shard.tired:
            self._defer(index, at + TIRED)
            return None
        return index, person

    def _defer(self, index: int, until: datetime) -> None:
        self._put_off_until = min(self._put_off_until or until, until)
        self._note(Result(index, Mark.DEFERRED))

    # --- one message --------------------------------------------------------------------------

    async def _may_send(self, person: Person) -> bool:
        while self._unsaved >= self._credits and not self._stop:
            if self.parts.pace.now() > self._lease_ends or self.stopping():
                self._halt()
                break
            self._news.set()
            self._room.clear()
            await self._room.wait()
        while self._paid < self.parts.compose(self.shard, person).messages and not self._stop:
            await self.parts.pace.turn()
            self._paid += 1
        if self.parts.pace.now() > self._lease_ends or self.stopping():
            self._halt()
        return not self._stop

    def _launch(self, index: int, person: Person) -> None:
        if self.shard.marks[index] == Mark.AGAIN:
            self._twice += 1
        self._unsaved += 1
        task = asyncio.create_task(self._one(index, person))
        self._out[task] = index
        task.add_done_callback(lambda done: self._out.pop(done, None))

    async def _one(self, index: int, person: Person) -> None:
        outcome, message_id = Mark.SENT, 0
        try:
            message_id = await self._hand_over(index, person)
        except Unreachable:
            outcome = Mark.BLOCKED
        except (Refused, MessageGone):
            outcome = Mark.FAILED
        except TryLater as later:
            outcome = await self._not_sent(index, later)
        except Unsure:
            outcome = self._in_doubt(index)
        except Exception as problem:  # noqa: BLE001 - ours or the line's: it may have left
            log.error("lesson in doubt", extra={"problem": type(problem).__name__})  # noqa: TRY400
            outcome = self._in_doubt(index)
        self._warm = self._warm or outcome is Mark.SENT
        self.parts.count(outcome.name.lower(), self.shard.channel)
        self._note(Result(index, outcome, message_id), in_use=True)

    async def _hand_over(self, index: int, person: Person) -> int:
        shard, line = self.shard, self.parts.line
        told = self.parts.compose(shard, person)
        letter = f"{shard.occurrence}-{person.id}"
        there = shard.messages.get(index, 0)
        if shard.act is Act.RECALL:
            return await self._take_away(person.to.recipient, there)
        if shard.act is Act.SEND or not there:
            return await line.send(person.to.recipient, told, letter)
        try:
            await line.edit(person.to.recipient, there, told)
        except MessageGone:  # too old to be taken back: what is wrong with it is said anew
            return await line.send(person.to.recipient, told, letter)
        return there

    async def _take_away(self, recipient: str, there: int) -> int:
        """Never says the wrong words again: what cannot be taken back has failed, visibly."""
        if not there:
            raise Refused("nothing to take back")
        await self.parts.line.delete(recipient, there)
        return there

    async def _not_sent(self, index: int, later: TryLater) -> Mark:
        if later.whole_channel:
            self.parts.pace.void()
            self._paid = 0
            if later.seconds > SILENCE:
                told = {"channel": self.shard.channel, "seconds": round(later.seconds)}
                log.error("lessons parked by the platform", extra=told)
            await self._tell_everybody(later.seconds)
        else:
            await asyncio.sleep(min(later.seconds, 1.0) or 0.2)
        kept = Mark(self.shard.marks[index])
        return Mark.PENDING if kept is Mark.UNKNOWN else kept

    async def _tell_everybody(self, seconds: float) -> None:
        try:
            await self.parts.pace.budget.pause(self.parts.pace.bot, seconds)
        except Exception as problem:  # noqa: BLE001 - the credit must come back all the same
            log.warning("pause not told", extra={"problem": type(problem).__name__})

    def _in_doubt(self, index: int) -> Mark:
        if self.shard.mode is Mode.AT_MOST:
            return Mark.UNKNOWN
        self._unsure[index] = self._unsure.get(index, 0) + 1
        return Mark.UNKNOWN if self._unsure[index] >= TRIES_WHEN_UNSURE else Mark.AGAIN

    # --- what is written down -----------------------------------------------------------------

    def _note(self, result: Result, *, in_use: bool = False) -> None:
        self._progress = self._progress or result.mark is not Mark.PENDING
        self._results.append(result)
        self._unsaved += not in_use
        if len(self._results) * 2 >= self._credits:
            self._news.set()

    async def _intend(self, indices: Sequence[int]) -> None:
        """At most once: written as unknown before it leaves, so that a crash never repeats it."""
        if indices:
            for index in indices:
                self._note(Result(index, Mark.UNKNOWN))
            await self._save_stubbornly()

    def _take_back(self, indices: Sequence[int]) -> None:
        if self.shard.mode is Mode.AT_MOST:
            for index in indices:
                self._note(Result(index, Mark.PENDING))

    async def _flush_on(self) -> None:
        while True:
            pause = FLUSH if self._results or self._out else QUIET_FLUSH
            try:
                async with asyncio.timeout(pause):
                    await self._news.wait()
            except TimeoutError:
                pass
            self._news.clear()
            try:
                await self._save()
            except LeaseLost:
                self._lose()
            except Exception as problem:  # noqa: BLE001 - a database that is away for a moment
                log.warning("lessons not saved", extra={"problem": type(problem).__name__})
                self._room.set()  # whoever waits looks whether it is still theirs
                await asyncio.sleep(FLUSH)

    async def _save(self) -> None:
        async with self._saving:
            results, twice = list(self._results), self._twice
            for result in results:
                self.shard.marks[result.index] = result.mark
            asked = self.parts.pace.now()
            standing = await self.parts.store.save(self.shard, results, twice)
            self._lease_ends = asked + self._sure
            del self._results[: len(results)]
            self._twice -= twice
            self._unsaved -= len(results)
            self._room.set()
            self._heed(standing)

    def _heed(self, standing: Standing) -> None:
        night = not self.shard.urgent and is_quiet(self.parts.clock.now(), self.parts.night)
        if not standing.goes_on or standing.urgent_waits or night:
            self._halt()

    async def _save_stubbornly(self) -> None:
        for pause in (0.1, 0.5, 2.0, 5.0, None):
            try:
                return await self._save()
            except LeaseLost:
                return self._lose()
            except Exception as problem:  # noqa: BLE001 - the database may come back
                log.warning("lessons not saved", extra={"problem": type(problem).__name__})
                if pause is None or (pause > FLUSH and self.stopping()):
                    return self._halt()
                await asyncio.sleep(pause)
        return None

    def _halt(self) -> None:
        self._stop = True
        self._room.set()

    def _lose(self) -> None:
        self._lost = True
        self._results.clear()
        self._halt()

    async def _land(self) -> None:
        """Waits for what is on its way; at the end of the program only for a moment."""
        while self._out and not self.stopping():
            await asyncio.wait(self._out, timeout=1.0)
        if self._out:
            await asyncio.wait(self._out, timeout=LAST_MOMENTS)
        for task, index in list(self._out.items()):
            task.cancel()
            self._note(Result(index, self._in_doubt(index)), in_use=True)
        if self._out:
            await asyncio.wait(self._out)

    async def _let_go(self) -> None:
        await self._save_stubbornly()
        if self._lost:
            return
        at = self.parts.clock.now()
        later = self._put_off_until if self.shard.is_done() else self._rests_until
        try:
            await self.parts.store.release(self.shard, at, later or at)
        except LeaseLost:
            return
        except Exception as problem:  # noqa: BLE001 - its lease ends by itself
            log.warning("lessons not released", extra={"problem": type(problem).__name__})
