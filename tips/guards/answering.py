"""The tasks of a hamlet's security team: what waits, and that it was done or could not be."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desks.desk import DeskCode, Officer
from desks.permissions import Action, require
from desks.ports import Bell, Clock
from tips.errors import UnknownTask
from tips.tasks import Task, hamlet_of


class TaskStore(Protocol):
    async def waiting(self, desk: DeskCode) -> tuple[Task, ...]:
        """Of all hamlets, oldest first: unanswered ones of tips that are open at this desk."""
        ...

    async def answer(self, task: str, guard: Officer, at: datetime, *, done: bool) -> bool:
        """Once, whoever else presses; noted at the tip. False: it waits no more."""
        ...


@dataclass(frozen=True, slots=True)
class GuardTasks:
    store: TaskStore
    clock: Clock
    bell: Bell

    async def waiting(self, guard: Officer) -> tuple[Task, ...]:
        require(guard, Action.PATROL, guard.desk)
        hamlet = hamlet_of(guard)
        return tuple(one for one in await self.store.waiting(guard.desk) if one.hamlet == hamlet)

    async def answer(self, guard: Officer, task: str, *, done: bool) -> None:
        """Raises UnknownTask: never given, another hamlet's, or answered; nothing tells which."""
        if task not in {one.id for one in await self.waiting(guard)}:
            raise UnknownTask
        if not await self.store.answer(task, guard, self.clock.now(), done=done):
            raise UnknownTask
        self.bell.ring(f"desk:{guard.desk}")
        self.bell.ring("letters")
