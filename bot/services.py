"""Runs the parts of the program side by side and stops them together, in good order."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

PATIENCE = 8.5  # seconds to finish what is under way; the whole stop must take less than ten

log = logging.getLogger(__name__)


class Role(StrEnum):
    """What one copy of the program does, where several run on one database."""

    ALL = "all"
    WEB = "web"  # pages, doors and live updates
    WORKER = "worker"  # letters, lessons, clocks and polling

    @property
    def serves(self) -> bool:
        return self is not Role.WORKER

    @property
    def works(self) -> bool:
        return self is not Role.WEB


@dataclass(frozen=True, slots=True)
class Part:
    """`work` ends soon after `stop` was called, with nothing of its own left half done."""

    name: str
    work: Coroutine[Any, Any, None]
    stop: Callable[[], None]


async def run_until(
    stopped: asyncio.Event, parts: Sequence[Part], patience: float = PATIENCE
) -> None:
    """Until `stopped`, or until a part ends by itself: then its error is raised."""
    tasks = [asyncio.create_task(part.work, name=part.name) for part in parts]
    waiting = asyncio.create_task(stopped.wait())
    await asyncio.wait([*tasks, waiting], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    for part in parts:
        part.stop()
    _, late = await asyncio.wait(tasks, timeout=patience)
    for task in late:
        log.warning("part cut off", extra={"part": task.get_name()})
        task.cancel()
    if late:
        await asyncio.wait(late, timeout=1)
    for task in tasks:
        if task.done() and not task.cancelled():
            task.result()
