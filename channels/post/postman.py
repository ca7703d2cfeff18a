"""Sends what must reach somebody, and keeps trying until the platform has taken it.

A letter is a row. Whoever crashes between "sent" and "marked" sends it twice: no messenger can
promise exactly once, and an officer's question heard twice is better than one never heard.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from channels.post.leases import held
from channels.post.prompts import Prompts
from desks.ports import Clock
from messages.channel import (
    Alarm,
    Channel,
    Delivered,
    MessageGone,
    Refused,
    TryLater,
    Unreachable,
)
from messages.channels import CHANNELS
from messages.message import Outgoing
from tips.letters import LetterStore, WaitingLetter

LANES = 64  # letters on their way at once; the store never leases two of one chat
LEASE = timedelta(seconds=20)  # how long a letter rests when the process dies with it
SENDING = 90.0  # seconds one letter with all its pictures may take
LONGEST_PAUSE = 600.0
CHANNEL_OFF = timedelta(minutes=10)  # its messenger is not configured at present

Write = Callable[[WaitingLetter], Awaitable[None]]

log = logging.getLogger(__name__)


def uncounted(outcome: str, channel: str) -> None:
    """For whoever needs no figures."""


@dataclass(eq=False)
class Postman:
    """`chance` gives 0..1 and spreads retries; `count` hears (outcome, channel) for metrics."""

    channels: Mapping[str, Channel]
    letters: LetterStore
    compose: Callable[[WaitingLetter], Outgoing]
    clock: Clock
    alarm: Alarm
    chance: Callable[[], float]
    count: Callable[[str, str], None] = uncounted
    _resting: dict[str, datetime] = field(default_factory=dict, init=False)
    _busy: set[asyncio.Task[None]] = field(default_factory=set, init=False)
    _wake: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _prompts: Prompts = field(init=False)
    _stopping: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self._prompts = Prompts(self.channels, self.count)

    async def speak(self, messages: Iterable[Outgoing]) -> None:
        """Prompts of a conversation: best effort, the citizen is here and can ask again."""
        await self._prompts.speak(messages)

    # --- letters: rows, swept until accepted --------------------------------------------------

    async def run(self) -> None:
        """Until `stop`; what is on its way then is finished first."""
        listener = asyncio.create_task(self._listen())
        try:
            while not self._stopping:
                self._wake.clear()
                if not await self._take():
                    await self._wake.wait()
            if self._busy:
                await asyncio.wait(self._busy)
            await self._prompts.finish()
        finally:
            listener.cancel()
            self._prompts.cancel()
            for task in self._busy:
                task.cancel()

    async def only_speak(self) -> None:
        """Until `stop`, where other copies carry the letters."""
        while not self._stopping:
            self._wake.clear()
            await self._wake.wait()
        await self._prompts.finish()
        self._prompts.cancel()

    def stop(self) -> None:
        self._stopping = True
        self._wake.set()

    async def _listen(self) -> None:
        while True:  # the second is for other processes' letters: the bell does not reach here
            await self.alarm.wait("letters", 1.0)
            self._wake.set()

    async def _take(self) -> int:
        """Lease as many letters as there are free lanes, and set out with them."""
        free = LANES - len(self._busy)
        if free <= 0:
            return 0
        now = self.clock.now()
        try:
            letters = await self.letters.due(now, now + LEASE, free)
        except Exception as problem:  # noqa: BLE001 -- a database that is away must not end the loop
            log.warning("letters not read", extra={"problem": type(problem).__name__})
            return 0
        for letter in letters:
            task = asyncio.create_task(self._carry(letter))
            self._busy.add(task)
            task.add_done_callback(self._finished)
        return len(letters)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._busy.discard(task)
        self._wake.set()  # its chat's next letter may go

    async def _carry(self, letter: WaitingLetter) -> None:
        channel = self.channels.get(letter.to.channel)
        now = self.clock.now()
        if channel is None:
            await self._postpone(letter, now + CHANNEL_OFF, "channel_off")
        elif (until := self._resting.get(letter.to.channel, now)) > now:
            await self._postpone(letter, until, "channel_rests")
        elif (message := self._written(letter)) is None:
            await self._settle("given_up", letter, self._give_up("not_composed"))
        else:
            await self._deliver(channel, letter, message)

    def _written(self, letter: WaitingLetter) -> Outgoing | None:
        try:
            return self.compose(letter)
        except Exception as problem:  # noqa: BLE001 -- one unreadable letter must not stop the post
            complain("letter not composed", letter, problem)
            return None

    async def _deliver(self, channel: Channel, letter: WaitingLetter, message: Outgoing) -> None:
        try:
            async with self._held(letter), asyncio.timeout(SENDING):
                where = await hand_over(channel, letter, message)
        except Unreachable:
            self._complain_of(letter, "lost")
            await self._settle("parked", letter, self._park)
        except Refused:
            await self._settle("given_up", letter, self._give_up("refused"))
        except MessageGone:
            await self._settle("sent_anew", letter, self.letters.send_anew)
        except TryLater as later:
            await self._wait(letter, later)
        except Exception as problem:  # noqa: BLE001 -- ours or the platform's: the letter stays
            complain("letter failed", letter, problem)
            await self._postpone(letter, self._after_failure(letter), "failed")
        else:
            await self._settle("delivered", letter, self._mark(where))

    def _held(self, letter: WaitingLetter) -> AbstractAsyncContextManager[None]:
        return held(lambda: self.letters.postpone(letter, self.clock.now() + LEASE, "under_way"))

    async def _wait(self, letter: WaitingLetter, later: TryLater) -> None:
        until = self.clock.now() + timedelta(seconds=later.seconds)
        if later.whole_channel:
            self._resting[letter.to.channel] = until
        if later.seconds <= 0:
            until = self._after_failure(letter)
        if later.why != "later":
            self._complain_of(letter, later.why)
        await self._postpone(letter, until, later.why)

    def _complain_of(self, letter: WaitingLetter, why: str) -> None:
        """A desk that hears nothing is the operator's business; a resident who left is not."""
        row = CHANNELS.find(letter.to.channel)
        if row and row.for_officers:
            log.warning("desk not reached", extra={"desk": letter.tip.route.desk, "problem": why})

    def _after_failure(self, letter: WaitingLetter) -> datetime:
        pause = min(2.0 ** min(letter.attempt, 10), LONGEST_PAUSE)
        return self.clock.now() + timedelta(seconds=pause * (0.5 + self.chance()))

    # --- what became of it, written down ------------------------------------------------------

    async def _postpone(self, letter: WaitingLetter, until: datetime, reason: str) -> None:
        spread = timedelta(seconds=self.chance())  # a rest must not end in one burst

        async def write(late: WaitingLetter) -> None:
            await self.letters.postpone(late, until + spread, reason)

        await self._settle("postponed", letter, write)

    async def _park(self, letter: WaitingLetter) -> None:
        await self.letters.park(letter, "unreachable")

    def _give_up(self, reason: str) -> Write:
        at = self.clock.now()
        return lambda letter: self.letters.give_up(letter, reason, at)

    def _mark(self, where: Delivered) -> Write:
        at = self.clock.now()
        return lambda letter: self.letters.delivered(letter, where, at)

    async def _settle(self, outcome: str, letter: WaitingLetter, write: Write) -> None:
        """Write it down, stubbornly: an unmarked letter is sent again when its lease ends."""
        for pause in (0.1, 1.0, 5.0):
            try:
                await write(letter)
            except Exception as problem:  # noqa: BLE001 -- a database that is away for a moment
                complain("letter not marked", letter, problem)
                await asyncio.sleep(pause)
            else:
                self.count(outcome, letter.to.channel)
                return


async def hand_over(channel: Channel, letter: WaitingLetter, message: Outgoing) -> Delivered:
    if not letter.message_id:
        return await channel.send(message, letter.id)
    await channel.edit(message, letter.message_id)
    return Delivered(letter.to.recipient, letter.message_id)


def complain(what: str, letter: WaitingLetter, problem: Exception) -> None:
    """By code and type only: a traceback or a message may quote words."""
    log.error(what, extra={"tip": letter.tip.code, "problem": type(problem).__name__})
