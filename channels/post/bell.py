"""Wakes whoever waits for news of a topic within this process. Lossy: the rows are the truth."""

import asyncio
from collections import defaultdict


class Chime:
    def __init__(self) -> None:
        self._waiting: dict[str, set[asyncio.Event]] = defaultdict(set)

    def ring(self, topic: str) -> None:
        for event in self._waiting.get(topic, ()):
            event.set()

    async def wait(self, topic: str, seconds: float) -> bool:
        """True when it rang, False after `seconds`: another process may have changed something."""
        event = asyncio.Event()
        self._waiting[topic].add(event)
        try:
            await asyncio.wait_for(event.wait(), seconds)
        except TimeoutError:
            return False
        else:
            return True
        finally:
            self._forget(topic, event)

    def _forget(self, topic: str, event: asyncio.Event) -> None:
        self._waiting[topic].discard(event)
        if not self._waiting[topic]:
            del self._waiting[topic]
