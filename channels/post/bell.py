"""Wakes whoever waits for news of a topic within this process. Lossy: the rows are the truth."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class Listener:
    """Remembers a ring until it is waited for: none is lost while its owner looks or works."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def hear(self) -> None:
        self._rung.set()

    async def wait(self, seconds: float) -> bool:
        """True when it rang since the last time, False after `seconds`."""
        try:
            await asyncio.wait_for(self._rung.wait(), seconds)
        except TimeoutError:
            return False
        self._rung.clear()
        return True


class ProcessBell:
    def __init__(self) -> None:
        self._listening: dict[str, set[Listener]] = defaultdict(set)

    def ring(self, topic: str) -> None:
        for listener in self._listening.get(topic, ()):
            listener.hear()

    @contextmanager
    def listening(self, topic: str) -> Iterator[Listener]:
        listener = Listener()
        self._listening[topic].add(listener)
        try:
            yield listener
        finally:
            self._forget(topic, listener)

    async def wait(self, topic: str, seconds: float) -> bool:
        """True when it rang, False after `seconds`: another process may have changed something."""
        with self.listening(topic) as listener:
            return await listener.wait(seconds)

    def _forget(self, topic: str, listener: Listener) -> None:
        self._listening[topic].discard(listener)
        if not self._listening[topic]:
            del self._listening[topic]
