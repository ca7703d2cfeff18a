"""Asks Telegram for updates, and moves the offset only past those whose effect is committed."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, TypeVar

from aiogram.exceptions import (
    AiogramError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from channels.telegram.session import raw_updates
from handlers.telegram.feed import ALLOWED_UPDATES, Feed

LONG_POLL_SECONDS = 25
STOP_SECONDS = 8.0
REMEMBERED = 10_000
HELD_PAUSE = 0.3  # others' updates come in while one holds the offset
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 30.0

T = TypeVar("T")

log = logging.getLogger(__name__)


def alone() -> bool:
    """Where no other process asks with this token."""
    return True


class Polling:
    def __init__(self, feed: Feed, is_ours: Callable[[], bool] = alone) -> None:
        """`is_ours`: whether updates are still this process's to take."""
        self._feed = feed
        self._is_ours = is_ours
        self._next = 0  # one past the highest update seen
        self._open: dict[int, asyncio.Task[None]] = {}
        self._seen: set[int] = set()  # at or past the offset: Telegram sends them once more
        self._pause = SHORTEST_PAUSE
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Until `stop`; updates under way then are finished and acknowledged."""
        await self._unless_stopped(self._without_webhook())
        while not self._stopping.is_set():
            updates = await self._unless_stopped(self._fetch()) or []
            if not self._is_ours():  # they come again, to whoever asks now
                break
            fresh = [update for update in updates if self._begin(update)]
            if not fresh and self._open:  # the offset is held by one under way: do not spin
                await asyncio.wait(
                    self._open.values(), timeout=HELD_PAUSE, return_when=asyncio.FIRST_COMPLETED
                )
        await self._finish()

    def stop(self) -> None:
        self._stopping.set()

    @property
    def _offset(self) -> int:
        return min(self._open, default=self._next)

    def _begin(self, update: Mapping[str, Any]) -> bool:
        """Whether it is new; one list may hold an update twice."""
        number = update["update_id"]
        if number in self._seen:
            return False
        if len(self._seen) > REMEMBERED:
            self._seen = {seen for seen in self._seen if seen >= self._offset}
        self._seen.add(number)
        self._next = max(self._next, number + 1)
        task = asyncio.create_task(self._feed.take(update))
        self._open[number] = task
        task.add_done_callback(lambda _: self._open.pop(number))
        return True

    async def _unless_stopped(self, work: Coroutine[Any, Any, T]) -> T | None:
        call = asyncio.create_task(work)
        stop = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait({call, stop}, return_when=asyncio.FIRST_COMPLETED)
            return call.result() if call.done() else None
        finally:
            call.cancel()
            stop.cancel()

    async def _fetch(self) -> list[dict[str, Any]]:
        try:
            updates = await raw_updates(
                self._feed.bot, self._offset, LONG_POLL_SECONDS, ALLOWED_UPDATES
            )
        except AiogramError as problem:
            log.warning("updates not fetched", extra={"problem": type(problem).__name__})
            await asyncio.sleep(self._pause_after(problem))
            return []
        self._pause = SHORTEST_PAUSE
        return updates

    def _pause_after(self, problem: AiogramError) -> float:
        if isinstance(problem, TelegramRetryAfter):
            return float(problem.retry_after)
        if isinstance(problem, TelegramConflictError | TelegramUnauthorizedError):
            return LONGEST_PAUSE  # another process polls with this token, or it was revoked
        pause, self._pause = self._pause, min(self._pause * 2, LONGEST_PAUSE)
        return pause

    async def _without_webhook(self) -> None:
        while True:
            try:
                await self._feed.bot.delete_webhook(drop_pending_updates=False)
            except TelegramNotFound:  # a server without webhooks, or a wrong token: polling tells
                return
            except AiogramError as problem:
                log.warning("webhook not removed", extra={"problem": type(problem).__name__})
                await asyncio.sleep(self._pause_after(problem))
            else:
                return

    async def _finish(self) -> None:
        if self._open:
            await asyncio.wait(self._open.values(), timeout=STOP_SECONDS)
        for task in tuple(self._open.values()):
            task.cancel()
        if self._next and self._is_ours():
            try:  # tells Telegram what is done; what is not comes again and has no second effect
                await raw_updates(self._feed.bot, self._offset, 0, ALLOWED_UPDATES)
            except AiogramError:
                log.info("last updates not acknowledged")
