"""Begins campaigns the moment they are let out, and those whose moment has come."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from broadcasts.delivery.ports import TOPIC
from channels.courier.courier import AFTER_FAILURE
from messages.channel import Chain

LOOK_EVERY = 0.5  # seconds: what another process lets out rings no bell here

log = logging.getLogger(__name__)


class CalendarKeeper:
    def __init__(self, tick: Callable[[], Awaitable[None]], alarm: Chain) -> None:
        self._tick = tick
        self._alarm = alarm
        self._stopping = False

    async def run(self) -> None:
        """Until `stop`. The first look at once, for what was missed."""
        with self._alarm.listening(TOPIC) as ear:
            while not self._stopping:
                try:
                    await self._tick()
                except Exception as problem:  # noqa: BLE001 - a database away for a moment
                    log.error("calendar stopped", extra={"problem": type(problem).__name__})  # noqa: TRY400
                    await asyncio.sleep(AFTER_FAILURE)
                await ear.wait(LOOK_EVERY)

    def stop(self) -> None:
        self._stopping = True
        self._alarm.ring(TOPIC)
