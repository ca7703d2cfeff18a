"""Says what the conversation answers: best effort, in order within a chat, chats side by side.

Whoever asks to speak waits until it is said, but only for a moment: one chat that is behind, for
its messenger's limits, must not hold the updates of all others.
"""

import asyncio
import itertools
import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from messages.channel import Channel, MessageGone, Refused, TryLater, Unreachable
from messages.message import Address, Outgoing

SENDING = 90.0  # seconds
# All its waits together: an answer that a limit held back is said late rather than never.
PATIENCE = 600.0
FIRST_PAUSE = 0.5  # seconds after a failure that names none; doubled each time
MOMENT = 1.0  # seconds the asker waits
# … for a receipt: what the asker then acknowledges comes again if we die before it was shown.
RECEIPT_MOMENT = 5.0
LAST_WORDS = 3.0  # seconds for all chats, before the end
LONGEST_BACKLOG = 40  # prompts behind in one chat; the rest is lost, and counted

log = logging.getLogger(__name__)


@dataclass(eq=False)
class Prompts:
    channels: Mapping[str, Channel]
    count: Callable[[str, str], None]
    _queues: dict[Address, deque[Outgoing]] = field(default_factory=dict, init=False)
    _at_work: dict[Address, asyncio.Task[None]] = field(default_factory=dict, init=False)
    _names: Iterator[int] = field(default_factory=itertools.count, init=False)

    async def speak(self, messages: Iterable[Outgoing]) -> None:
        """A lost prompt is counted, never raised: its cause is committed."""
        for address, spoken in itertools.groupby(messages, lambda message: message.to):
            told = list(spoken)
            has_receipt = any(message.receipt for message in told)
            queue = self._queues.get(address)
            if queue is not None:
                self._queue_up(queue, told)
                if not has_receipt:  # behind already: nobody waits for this chat any longer
                    continue
            else:
                self._begin(address, told)
            moment = RECEIPT_MOMENT if has_receipt else MOMENT
            await asyncio.wait({self._at_work[address]}, timeout=moment)

    def _begin(self, address: Address, messages: Iterable[Outgoing]) -> None:
        self._queues[address] = deque(messages)
        task = asyncio.create_task(self._say_all(address))
        self._at_work[address] = task
        task.add_done_callback(lambda done: self._over(address, done))

    def _over(self, address: Address, task: asyncio.Task[None]) -> None:
        if self._at_work.get(address) is task:
            del self._at_work[address]

    async def finish(self) -> None:
        if self._at_work:
            await asyncio.wait(self._at_work.values(), timeout=LAST_WORDS)

    def cancel(self) -> None:
        for task in self._at_work.values():
            task.cancel()

    def _queue_up(self, queue: deque[Outgoing], messages: Iterable[Outgoing]) -> None:
        for message in messages:
            if len(queue) < LONGEST_BACKLOG:
                queue.append(message)
            else:
                self.count("prompt_lost", message.to.channel)

    async def _say_all(self, address: Address) -> None:
        queue = self._queues[address]
        try:
            while queue:
                await self._say(queue.popleft())
        finally:
            del self._queues[address]

    async def _say(self, message: Outgoing) -> None:
        channel = self.channels.get(message.to.channel)
        outcome = "spoken" if channel and await self._send(channel, message) else "prompt_lost"
        self.count(outcome, message.to.channel)

    async def _send(self, channel: Channel, message: Outgoing) -> bool:
        name = f"prompt-{next(self._names)}"  # a retry takes up where it broke off
        pause, left = FIRST_PAUSE, PATIENCE
        while True:
            try:
                async with asyncio.timeout(SENDING):
                    await channel.send(message, name)
            except TryLater as later:
                pause, wait = pause * 2, max(later.seconds, pause)
                left -= wait
                if left < 0:
                    return False
                await asyncio.sleep(wait)
            except (Unreachable, Refused, MessageGone, TimeoutError):
                return False
            except Exception as problem:  # noqa: BLE001 -- what was heard is committed all the same
                log.warning("prompt failed", extra={"problem": type(problem).__name__})
                return False
            else:
                return True
