"""Campaigns for reading: lists, the calendar, ledgers, and how many an audience holds."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from broadcasts.audience.audience import Audience, Parts
from broadcasts.campaigns.campaign import Campaign, Occurrence, State
from broadcasts.campaigns.ports import CampaignBook, RunLedger, Sight
from broadcasts.delivery.marks import Ledger, together
from storage.database.dialects import is_plain
from storage.database.interface import Database
from storage.lessons.rows import campaign_in, occurrence_in, seen_from, subject_of
from storage.subscribers.audiences import within, within_any
from storage.tables.audit import audit
from storage.tables.lessons import budgets, campaigns, occurrences, shards, subscribers

COUNTED = ("sent", "blocked", "failed", "unknown", "opted_out", "deferred")
RUN = "run_"
NO_PARTS: Parts = {}
RUNS = [column.label(RUN + column.name) for column in occurrences.c]


class SqlCampaignBook(CampaignBook):
    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    async def campaigns(
        self, sight: Sight, states: frozenset[State], limit: int
    ) -> tuple[Campaign, ...]:
        wanted = select(campaigns).where(seen_from(sight))
        if states:
            wanted = wanted.where(campaigns.c.state.in_(states))
        wanted = wanted.order_by(campaigns.c.drafted_at.desc(), campaigns.c.id).limit(limit)
        return tuple(campaign_in(row) for row in await self._all(wanted))

    @override
    async def between(
        self, sight: Sight, first: datetime, last: datetime
    ) -> tuple[tuple[Occurrence, Campaign], ...]:
        wanted = (
            select(campaigns, *RUNS)
            .join(occurrences, occurrences.c.campaign == campaigns.c.id)
            .where(occurrences.c.due_at > first, occurrences.c.due_at <= last, seen_from(sight))
            .order_by(occurrences.c.due_at)
        )
        rows = await self._all(wanted)
        return tuple((occurrence_in(row, RUN), campaign_in(row)) for row in rows)

    @override
    async def ledger(self, campaign: str) -> tuple[RunLedger, ...]:
        wanted = (
            select(*RUNS, shards.c.channel, *_sums())
            .outerjoin(shards, shards.c.occurrence == occurrences.c.id)
            .where(occurrences.c.campaign == campaign)
            .group_by(*occurrences.c, shards.c.channel)
            .order_by(occurrences.c.due_at, shards.c.channel)
        )
        return tuple(
            RunLedger(occurrence_in(row, RUN), row.channel or "", _ledger(row))
            for row in await self._all(wanted)
        )

    @override
    async def ledger_total(self, campaign: str) -> tuple[int, Ledger]:
        wanted = (
            select(*_sums())
            .join(occurrences, occurrences.c.id == shards.c.occurrence)
            .where(occurrences.c.campaign == campaign)
        )
        total = together([_ledger(row) for row in await self._all(wanted)])
        return total.total, total

    @override
    async def size(self, audience: Audience, parts: Parts = NO_PARTS) -> Mapping[str, int]:
        some = [one for part in parts.values() for one in part]
        wanted = (
            select(subscribers.c.channel, func.count().label("people"))
            .where(*within(audience), within_any(some))
            .group_by(subscribers.c.channel)
        )
        return {row.channel: int(row.people) for row in await self._all(wanted)}

    @override
    async def size_by_lesson(
        self, audience: Audience, parts: Parts
    ) -> Mapping[str, Mapping[str, int]]:
        each = [func.count().filter(within_any(part)) for part in parts.values()]
        wanted = (
            select(subscribers.c.channel, *each)
            .where(*within(audience))
            .group_by(subscribers.c.channel)
        )
        rows = [tuple(row) for row in await self._all(wanted)] if parts else []
        return {
            lesson: {row[0]: int(row[place]) for row in rows}
            for place, lesson in enumerate(parts, 1)
        }

    @override
    async def approval(self, campaign: str) -> str:
        if not is_plain(campaign):
            return ""
        entry = (
            select(audit.c.fact)
            .where(audit.c.subject == subject_of(campaign), audit.c.action == "campaign_approve")
            .order_by(audit.c.number.desc())
            .limit(1)
        )
        rows = await self._all(entry)
        return str(rows[0].fact).partition(" ")[2] if rows else ""

    @override
    async def paused_until(self) -> Mapping[str, datetime]:
        rows = await self._all(select(budgets.c.bot, budgets.c.paused_until))
        return {row.bot: datetime.fromtimestamp(row.paused_until, UTC) for row in rows}

    async def _all(self, wanted: Select[Any]) -> list[Row[Any]]:
        async def work(connection: AsyncConnection) -> list[Row[Any]]:
            return list(await connection.execute(wanted))

        return await self._database.read(work)


def _sums() -> list[Any]:
    """The couriers keep the counters true with every save: one row a shard tells it all."""
    names = ("size", *COUNTED)
    return [func.coalesce(func.sum(shards.c[name]), 0).label(f"all_{name}") for name in names]


def _ledger(row: Row[Any]) -> Ledger:
    counts = {name: int(getattr(row, f"all_{name}")) for name in COUNTED}
    return Ledger(**counts, pending=int(row.all_size) - sum(counts.values()))
