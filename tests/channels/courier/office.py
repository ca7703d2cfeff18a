"""A courier with a real ledger and a line whose faults are scripted."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from sqlalchemy import update

from broadcasts.delivery.ports import Terms
from broadcasts.delivery.shard import Shard
from channels.courier.courier import Courier, Orders
from channels.post.bell import ProcessBell
from messages.lesson_line import LessonMessage
from storage.database.interface import Database
from storage.lessons.delivery import SqlDeliveryStore
from storage.lessons.freezing import SqlFreezer
from storage.sealing.vault import Vault
from storage.tables.lessons import shards
from tests.channels.lesson_lines import OpenBudget, ScriptedLine
from tests.fakes import StoppedClock
from tests.storage.lessons_seeded import MORNING, Seeded

RATE = 50.0


@dataclass
class Office:
    database: Database
    vault: Vault
    line: ScriptedLine = field(default_factory=ScriptedLine)
    budget: OpenBudget = field(default_factory=OpenBudget)
    clock: StoppedClock = field(default_factory=lambda: StoppedClock(MORNING))

    def __post_init__(self) -> None:
        self.seeded = Seeded(self.database, self.vault)
        self.store = SqlDeliveryStore(self.database, self.vault)
        self.freezer = SqlFreezer(self.database, ("telegram", "web"))
        self.courier = Courier(
            lines={"telegram": self.line},
            store=self.store,
            freezer=self.freezer,
            budget=self.budget,
            compose=lambda _shard, _person: LessonMessage("Không đọc mã cho ai."),
            clock=self.clock,
            alarm=ProcessBell(),
            orders=Orders("one", {"telegram": RATE}),
        )

    async def freeze(self) -> None:
        while await self.freezer.step(self.clock.now()):
            pass

    async def send_all(self) -> None:
        await self.freeze()
        while await self.courier.carry("telegram"):
            pass


@pytest.fixture
def office(database: Database, vault: Vault) -> Office:
    return Office(database, vault)


def once(problem: Callable[[], Exception]) -> Callable[[str, int], None]:
    def behaves(_recipient: str, before: int) -> None:
        if before == 0:
            raise problem()

    return behaves


def always(problem: Callable[[], Exception]) -> Callable[[str, int], None]:
    def behaves(_recipient: str, _before: int) -> None:
        raise problem()

    return behaves


def raise_if(condition: bool, problem: Exception) -> None:
    if condition:
        raise problem


async def claimed(office: Office) -> Shard:
    shard = await office.store.claim(Terms("x", ("telegram",), 10.0, True, 3), MORNING)
    assert shard is not None
    return shard


async def end_leases(office: Office) -> None:
    await office.database.write(
        lambda c: c.execute(update(shards).values(lease_until=MORNING.replace(year=2020)))
    )
