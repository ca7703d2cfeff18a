"""Lines for the courier that answer as they are told, and remember who heard what."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from broadcasts.delivery.ports import Slots
from messages.lesson_line import LessonMessage


@dataclass
class ScriptedLine:
    """`behaves` is asked with (recipient, how often tried before) and may raise."""

    behaves: Callable[[str, int], None] = lambda _recipient, _before: None
    name: str = "telegram"
    heard: Counter[str] = field(default_factory=Counter)
    tried: Counter[str] = field(default_factory=Counter)
    edited: list[tuple[str, int]] = field(default_factory=list)
    deleted: list[tuple[str, int]] = field(default_factory=list)
    most_at_once: int = 0
    delay: float = 0.0
    _now: int = 0

    async def send(self, recipient: str, told: LessonMessage, letter: str) -> int:
        before = self.tried[recipient]
        self.tried[recipient] += 1
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        try:
            await asyncio.sleep(self.delay)
            self.behaves(recipient, before)
        finally:
            self._now -= 1
        self.heard[recipient] += 1
        return 1000 + int(recipient)

    async def edit(self, recipient: str, message_id: int, told: LessonMessage) -> None:
        self.behaves(recipient, 0)
        self.edited.append((recipient, message_id))

    async def delete(self, recipient: str, message_id: int) -> None:
        self.behaves(recipient, 0)
        self.deleted.append((recipient, message_id))


@dataclass
class OpenBudget:
    """Grants whatever is asked, at once; remembers the pauses."""

    pauses: list[float] = field(default_factory=list)

    async def take(self, bot: str, lane: str, count: int) -> Slots:
        return Slots(count, 0.0, 0.0)

    async def pause(self, bot: str, seconds: float) -> None:
        self.pauses.append(seconds)
