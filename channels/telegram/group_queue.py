"""What officers ask a group to show: at once where there is room, else a little later.

Whoever pressed is told how long it takes. Some of a group's minute stays free for the letters:
pressing buttons may not hold a new tip.
"""

import asyncio
import itertools
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from dataclasses import dataclass, field

from channels.telegram.pacing import Limit, Pace, Window, chat_of
from messages.channel import TryLater

LONGEST_PROMISE = 60.0  # seconds; later, nobody remembers having pressed
AGAIN = 0.5  # seconds after a failure that names no pause
MANY = 1000

Say = Callable[[], Awaitable[None]]

log = logging.getLogger(__name__)


@dataclass(eq=False)
class GroupQueue:
    """One for each token, on its pace."""

    pace: Pace
    _presses: dict[str, Window] = field(default_factory=dict, init=False)
    _waiting: dict[tuple[str, str], Say] = field(default_factory=dict, init=False)
    _at_work: set[asyncio.Task[None]] = field(default_factory=set, init=False)
    _tickets: Iterator[int] = field(default_factory=itertools.count, init=False)
    _stopped: asyncio.Event = field(default_factory=asyncio.Event, init=False)

    async def take(self, chat: str, what: str, say: Say) -> float:
        """Zero: it was said. Otherwise it will be, in about so many seconds.

        Of the same thing wanted twice the newer is said, once. TryLater: it will not be said.
        """
        wait = self.foresee(chat)
        if (chat, what) in self._waiting:
            self._waiting[chat, what] = say
            return max(wait, 1.0)
        if wait > LONGEST_PROMISE or self._stopped.is_set():
            raise TryLater(wait)
        ticket = f"turn-{next(self._tickets)}"
        wait = self._book(chat, ticket)
        if wait <= 0:
            await self._say(say)
        else:
            self._waiting[chat, what] = say
            self._begin(self._later(chat, what, ticket, wait))
        return wait

    def foresee(self, chat: str) -> float:
        """Seconds until something asked for now would be said."""
        now = self.pace.now()
        return max(self._window(chat).next_free(now) - now, self.pace.foresee(chat))

    async def run(self) -> None:
        """Until `stop`: what has not come by then does not come any more."""
        await self._stopped.wait()
        for task in self._at_work:
            task.cancel()

    def stop(self) -> None:
        self._stopped.set()

    def _book(self, chat: str, ticket: str) -> float:
        now = self.pace.now()
        wait = self._window(chat).book(now) - now
        return wait if wait > 0 else self.pace.ask(chat, ticket)

    async def _later(self, chat: str, what: str, ticket: str, wait: float) -> None:
        over = self.pace.now() + 2 * LONGEST_PROMISE
        try:
            while wait > 0 and self.pace.now() + wait < over:
                await asyncio.sleep(wait)
                wait = self.pace.ask(chat, ticket) or await self._tried(self._waiting[chat, what])
        except Exception as problem:  # noqa: BLE001 -- the card is gone, or nobody may write here
            log.warning("turn missed", extra={"problem": type(problem).__name__})
        finally:
            del self._waiting[chat, what]

    async def _tried(self, say: Say) -> float:
        try:
            await self._say(say)
        except TryLater as later:
            return max(later.seconds, AGAIN)
        return 0.0

    async def _say(self, say: Say) -> None:
        try:
            await say()
        except TryLater as later:
            if later.whole_channel:
                self.pace.halt(later.seconds)
            raise

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)

    def _window(self, chat: str) -> Window:
        if len(self._presses) > MANY:
            now = self.pace.now()
            self._presses = {c: w for c, w in self._presses.items() if not w.is_idle(now)}
        group = self.pace.group
        ours = Limit(max(group.messages * 3 // 4, 1), group.seconds)
        return self._presses.setdefault(chat_of(chat), Window(ours))
