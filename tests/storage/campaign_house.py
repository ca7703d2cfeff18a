"""Campaigns over a real database; the clock stands still, the library is three lessons or more."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from broadcasts.audience.night import NIGHT
from broadcasts.audience.topics import TOPICS, topic_bits
from broadcasts.campaigns.calendar_tick import CalendarTick, Ticked
from broadcasts.campaigns.campaign import Campaign
from broadcasts.campaigns.drafting import Drafting, DraftingSettings, Wanted
from broadcasts.campaigns.forecast import Pace
from broadcasts.campaigns.overview import Overview
from broadcasts.campaigns.running import Campaigns, Outside
from broadcasts.delivery.marks import Mark, ledger_of
from broadcasts.delivery.run import Run
from broadcasts.lessons.lesson import Lesson
from desks.desk import Desk, DeskCode
from desks.permissions import Author
from storage.audit import chain as audit
from storage.database.interface import Database
from storage.desks.desks import SqlDeskBook
from storage.lessons.book import COUNTED, SqlCampaignBook
from storage.lessons.packing import pack_ids, pack_marks
from storage.sealing.vault import Vault
from storage.tables.audit import audit as audit_rows
from storage.tables.lessons import occurrences, shard_people, shards, subscribers
from tests.broadcasts.builders_campaigns import (
    APPROVER,
    NOON,
    SEASONS,
    WRITER,
    a_lesson,
    the_series,
)
from tests.counting import CountingCampaigns
from tests.fakes import FakePlaces, PlainChance, SilentBell, StoppedClock
from tests.keys import a_vault
from wording.catalogue import text

WORDS = {"text": "Có kẻ giả công an gọi điện ở phường. Không chuyển tiền.", "at": "now"}
PACE = Pace({"telegram": 28.0, "web": 200.0}, NIGHT)


@dataclass
class Drawer:
    """Lesson files whose words a test may change."""

    lessons: dict[str, Lesson] = field(default_factory=dict)

    def lesson(self, wanted: str) -> Lesson | None:
        return self.lessons.get(wanted)

    def put(self, *lessons: Lesson) -> None:
        self.lessons |= {lesson.id: lesson for lesson in lessons}

    def change(self, wanted: str, **changes: Any) -> None:
        self.lessons[wanted] = replace(self.lessons[wanted], **changes)


@dataclass
class CampaignHouse:
    database: Database
    vault: Vault = field(default_factory=a_vault)
    clock: StoppedClock = field(default_factory=lambda: StoppedClock(NOON))
    lesson_files: Drawer = field(default_factory=Drawer)
    bell: SilentBell = field(default_factory=SilentBell)
    places: FakePlaces = field(default_factory=FakePlaces)
    chance: PlainChance = field(default_factory=PlainChance)

    def __post_init__(self) -> None:
        self.lesson_files.put(
            a_lesson("ld-01"), a_lesson("ld-02"), a_lesson("ld-03"), *the_series()
        )
        self.store = CountingCampaigns(self.database, self.vault)
        self.book = SqlCampaignBook(self.database)
        self.out = Outside(
            self.store, self.book, self.lesson_files, self.places, self.clock, self.bell, PACE
        )
        self.campaigns = Campaigns(self.out)
        self.drafting = Drafting(
            self.out, self.campaigns, DraftingSettings(self.chance, text, SEASONS)
        )
        self.overview = Overview(self.out, self.campaigns)
        self.calendar = CalendarTick(self.store, self.lesson_files, self.clock, self.bell)

    async def open_desks(self, *codes: str) -> None:
        book = SqlDeskBook(self.database)
        for code in codes:
            await book.open_desk(Desk(DeskCode(code), f"Công an {code}", is_open=True))

    async def draft(self, *lessons: str, by: Author = WRITER, **wanted: Any) -> Campaign:
        asked = Wanted(**{"to": "all", "lessons": lessons or ("ld-01",), **wanted})
        return await self.drafting.draft(by, asked)

    async def running(self, *lessons: str, by: Author = APPROVER, **wanted: Any) -> Campaign:
        """Drafted by one, let out by another."""
        drafted = await self.draft(*lessons, **wanted)
        return await self.campaigns.approve(by, drafted.id)

    async def tick(self, at: datetime | None = None) -> Ticked:
        if at is not None:
            self.clock._now = at
        return await self.calendar.tick()

    async def subscribe(self, count: int, channel: str = "telegram", **told: Any) -> None:
        usual = {
            "channel": channel, "province": "", "commune": "",
            "topics": topic_bits(TOPICS), "groups": 0,
            "rhythm": 0, "language": "vi", "since": "2027-01-01", "awaiting": "",
            "awaiting_day": "", "sealed": b"",
        }  # fmt: skip
        key = self.chance.hex(128)
        rows = [usual | told | {"subscriber_key": f"{key}-{n}"} for n in range(count)]
        await self.database.write(lambda c: c.execute(insert(subscribers), rows))

    async def freeze(self, campaign: str, *marks: Mapping[Mark, int] | bytes) -> int:
        """As the couriers do it: the newest run gets a shard for each of these."""
        run = (await self.store.occurrences(campaign))[-1].id
        for number, told in enumerate(marks):
            await self._add_shard(run, number, _bytes(told))
        size = sum(len(_bytes(told)) for told in marks)
        frozen = {"frozen": size, "shard_count": len(marks), "cursor": -1, "state": Run.OPEN}
        await self.database.write(
            lambda c: c.execute(update(occurrences).where(occurrences.c.id == run).values(**frozen))
        )
        return run

    async def finish(self, run: int) -> None:
        mine = update(shards).where(shards.c.occurrence == run).values(state="done")
        done = update(occurrences).where(occurrences.c.id == run).values(state=Run.DONE)
        await self.database.write(lambda c: c.execute(mine))
        await self.database.write(lambda c: c.execute(done))

    async def finish_shard(self, run: int, number: int) -> None:
        this = (shards.c.occurrence == run, shards.c.number == number)
        done = update(shards).where(*this).values(state="done")
        await self.database.write(lambda c: c.execute(done))

    async def set_run(self, run: int, **values: Any) -> None:
        mine = update(occurrences).where(occurrences.c.id == run).values(**values)
        await self.database.write(lambda c: c.execute(mine))

    async def log(self, campaign: str) -> list[tuple[str, str | None, str]]:
        wanted = (
            select(audit_rows.c.action, audit_rows.c.officer, audit_rows.c.fact)
            .where(audit_rows.c.subject == f"campaign:{campaign}")
            .order_by(audit_rows.c.number)
        )
        rows = await self.database.read(lambda c: _all(c, wanted))
        return [(row.action, row.officer, row.fact) for row in rows]

    async def broken(self) -> list[tuple[str, int]]:
        return await self.database.read(lambda c: audit.broken(c, self.vault))

    async def _add_shard(self, run: int, number: int, marks: bytes) -> None:
        import numpy as np

        counts = {name: getattr(ledger_of(marks), name) for name in COUNTED}
        ids = np.arange(1, len(marks) + 1) + number * 4096
        row = {
            "occurrence": run, "number": number, "channel": "telegram", "rank": 1,
            "size": len(marks), "first_id": int(ids[0]), "last_id": int(ids[-1]), "state": "open",
            "not_before": NOON, "marks": pack_marks(marks), "maybe_twice": 0, "owner": "",
            "fence": 1, **counts,
        }  # fmt: skip
        people = {"occurrence": run, "number": number, "ids": pack_ids(ids)}
        await self.database.write(lambda c: c.execute(insert(shards).values(**row)))
        await self.database.write(lambda c: c.execute(insert(shard_people).values(**people)))


def _bytes(told: Mapping[Mark, int] | bytes) -> bytes:
    if isinstance(told, bytes):
        return told
    return b"".join(bytes([mark]) * count for mark, count in told.items())


async def _all(connection: Any, wanted: Any) -> Any:
    return (await connection.execute(wanted)).all()
