"""What a Zalo channel needs beside the platform, with no limit of its own."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from broadcasts.delivery.ports import Slots
from channels.turns import Turns
from channels.zalo.bot.calls import BotCalls
from channels.zalo.bot.channel import ZaloBotChannel
from handlers.zalo.bot.polling import Polling
from tests.zalo.fake_bot import TOKEN


@dataclass
class OpenBudget:
    paused: list[float] = field(default_factory=list)

    async def take(self, bot: str, lane: str, count: int) -> Slots:
        return Slots(count, 0.0, 0.0)

    async def pause(self, bot: str, seconds: float) -> None:
        self.paused.append(seconds)


@dataclass
class OpenQuota:
    counted: int = 0

    async def count(self, name: str) -> None:
        self.counted += 1

    async def used(self, name: str) -> int:
        return self.counted


@asynccontextmanager
async def channel(url: str) -> AsyncIterator[ZaloBotChannel]:
    calls = BotCalls(TOKEN, url)
    yield ZaloBotChannel(calls, Turns(OpenBudget(), "zalo_bot"), OpenQuota())
    await calls.caller.close()


@asynccontextmanager
async def running(part: Polling) -> AsyncIterator[None]:
    work = asyncio.create_task(part.run())
    yield
    part.stop()
    await work


async def until(happened: Callable[[], bool], seconds: float = 60.0) -> None:
    ends = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < ends, "it never happened"
        await asyncio.sleep(0.01)


async def sometime(happened: Callable[[], Awaitable[bool]], seconds: float = 60.0) -> None:
    ends = time.monotonic() + seconds
    while not await happened():
        assert time.monotonic() < ends, "it never happened"
        await asyncio.sleep(0.02)
