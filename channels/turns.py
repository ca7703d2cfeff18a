"""Within what all processes together may say: answers go before lessons."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass

from broadcasts.delivery.ports import Budget, Lane
from messages.channel import TryLater

LONGEST_WAIT = 5.0  # seconds in hand; longer waits go back to the rows

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Turns:
    budget: Budget
    name: str  # what the budget calls this account or bot

    async def take(self) -> None:
        """TryLater when it would take too long."""
        granted = False
        while not granted:
            try:
                slots = await self.budget.take(self.name, Lane.ANSWERS, 1)
            except Exception as problem:  # noqa: BLE001 - no budget is no reason to stay silent
                log.warning("budget not asked", extra={"problem": type(problem).__name__})
                return
            if slots.wait > LONGEST_WAIT:
                raise TryLater(slots.wait, whole_channel=slots.count == 0)
            await asyncio.sleep(slots.wait)
            granted = slots.count > 0

    async def rest(self, seconds: float) -> None:
        with suppress(Exception):
            await self.budget.pause(self.name, seconds)
