"""Subscribers and campaigns for tests that are about sending."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, update

from broadcasts.audience import audience as audiences
from broadcasts.audience.audience import Audience
from broadcasts.audience.topics import TOPICS, topic_bits
from broadcasts.delivery.marks import Ledger
from broadcasts.lessons.content import Content, Telling, all_of, dump_all
from storage.database.interface import Database
from storage.lessons.book import SqlCampaignBook
from storage.sealing.vault import Vault
from storage.tables.lessons import campaigns, occurrences, shards, subscribers

MORNING = datetime(2027, 7, 1, 2, tzinfo=UTC)  # nine o'clock in Vietnam
CONTENT = dump_all({"ld-01": Content({"vi": Telling("Cảnh báo", "Không đọc mã cho ai.")})})


@dataclass
class Seeded:
    database: Database
    vault: Vault

    async def people(self, count: int, channel: str = "telegram", **wishes: Any) -> list[int]:
        first = await self._last_id() + 1
        rows = [self._row(first + number, channel, wishes) for number in range(count)]
        await self.database.write(lambda c: c.execute(insert(subscribers), rows))
        return list(range(first, first + count))

    async def campaign(self, name: str = "CD-1", **values: Any) -> int:
        """Approved and due: an occurrence whose audience waits to be frozen."""
        audience = audiences.dumps(values.pop("audience", Audience()))
        row = {
            "id": name, "desk": "00", "kind": "lesson", "lessons": "ld-01", "urgent": False,
            "mode": "atleast", "state": "sending", "audience": audience, "plan": "{}",
            "content": CONTENT, "drafted_at": MORNING, "version": 1,
        }  # fmt: skip
        run = {
            "campaign": name, "due_at": MORNING, "until": MORNING + timedelta(days=3),
            "state": "freezing", "urgent": False, "mode": "atleast", "act": "send", "source": None,
            "lesson": "ld-01", "frozen": 0, "cursor": 0, "shard_count": 0, "hash": "", "reason": "",
        }  # fmt: skip
        told = values.pop("content_of", "")
        run |= values
        if told:  # the same words under another lesson's name
            row["content"] = dump_all({str(run["lesson"]): all_of(CONTENT)[told]})
        row |= {key: run[key] for key in ("urgent", "mode")}

        async def work(connection: Any) -> int:
            await connection.execute(insert(campaigns).values(**row))
            added = insert(occurrences).values(**run).returning(occurrences.c.id)
            return int(await connection.scalar(added))

        return await self.database.write(work)

    async def set_state(self, occurrence: int, state: str) -> None:
        change = update(occurrences).where(occurrences.c.id == occurrence).values(state=state)
        await self.database.write(lambda c: c.execute(change))

    async def state(self, occurrence: int) -> str:
        wanted = select(occurrences.c.state).where(occurrences.c.id == occurrence)
        return str(await self.database.read(lambda c: c.scalar(wanted)))

    async def ledger(self, name: str = "CD-1") -> Ledger:
        _, ledger = await SqlCampaignBook(self.database).ledger_total(name)
        wanted = select(occurrences.c.frozen).where(occurrences.c.campaign == name)
        assert ledger.total == await self.database.read(lambda c: c.scalar(wanted))
        return ledger

    async def maybe_twice(self) -> int:
        return int(await self.database.read(lambda c: c.scalar(_sum_maybe())) or 0)

    async def still_subscribed(self) -> set[int]:
        rows = await self.database.read(lambda c: c.scalars(select(subscribers.c.id)))
        return set(rows.all())

    async def _last_id(self) -> int:
        ids = await self.still_subscribed()
        return max(ids, default=0)

    def _row(self, number: int, channel: str, wishes: Mapping[str, Any]) -> dict[str, Any]:
        key = self.vault.subscriber_mark("subscriber", channel, str(number))
        plain = {
            "id": number, "subscriber_key": key, "channel": channel, "province": "79",
            "commune": "26740", "topics": topic_bits(TOPICS), "groups": 1, "rhythm": 0,
            "quiet_from": None, "quiet_until": None, "language": "vi", "since": "2027-06-01",
            "awaiting": "", "awaiting_day": "",
        }  # fmt: skip
        return plain | dict(wishes) | {"sealed": self.vault.seal_subscriber(key, str(number))}


def _sum_maybe() -> Any:
    return select(func.sum(shards.c.maybe_twice))
