"""Merges, splits, tips by phone, and the traces of what was handed over."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from desks.desk import Code, DeskCode, Officer
from desks.permissions import Action, may
from storage.database.dialects import is_plain
from storage.database.interface import Database
from storage.desks.rows import is_seated, officer_in
from storage.sealing.receipts import Receipts
from storage.sealing.vault import Vault
from storage.tables.desks import officers
from storage.tables.tips import tips
from storage.tips.changing import Changes
from storage.tips.filing import Files
from storage.tips.following import count_told, followers, hold_rows
from storage.tips.rows import TipRows
from storage.tips.traces import find_traces
from storage.writing import Writing
from tips.intake.ports import Filing
from tips.moves.change import Change, Pair
from tips.tip import Tip
from tips.triage.transfer_ports import Carving, MoveStore, Trace


class SqlMoveStore(MoveStore):
    def __init__(self, database: Database, vault: Vault, rows: TipRows) -> None:
        self._database = database
        self._vault = vault
        self._changes = Changes(vault, rows)
        self._files = Files(vault, Receipts(vault))

    @override
    async def desk_of(self, code: Code) -> DeskCode | None:
        if not is_plain(code):
            return None
        found = select(tips.c.desk).where(tips.c.code == code)
        desk = await self._database.read(lambda connection: connection.scalar(found))
        return DeskCode(desk) if desk else None

    @override
    async def colleagues(self, desk: DeskCode) -> tuple[Officer, ...]:
        every = await self._seated(desk)
        return tuple(one for one in every if may(one.role, Action.CLAIM, own_desk=True))

    @override
    async def guards(self, desk: DeskCode) -> tuple[Officer, ...]:
        every = await self._seated(desk)
        return tuple(one for one in every if may(one.role, Action.PATROL, own_desk=True))

    async def _seated(self, desk: DeskCode) -> tuple[Officer, ...]:
        here = select(officers).where(officers.c.desk == desk, is_seated())
        seated = here.order_by(officers.c.label)

        async def work(connection: AsyncConnection) -> tuple[Officer, ...]:
            rows = await connection.execute(seated)
            return tuple(map(officer_in, rows))

        return await self._database.read(work)

    @override
    async def merge(self, tip: Tip, lead: Tip, pair: Pair, at: datetime) -> Tip:
        async def work(connection: AsyncConnection) -> Tip:
            writing = Writing(connection, self._vault, at)
            await self._hold(connection, tip, lead)
            behind = update(tips).where(tips.c.lead == tip.id).values(lead=lead.id)
            await connection.execute(behind)
            merged = {"lead": lead.id, "next_reminder_at": None, "due_at": None}
            await self._changes.write(writing, tip, pair.of_tip, **merged)
            unread = {"unread": True} if tip.unread else {}
            await self._changes.write(writing, lead, pair.of_lead, **unread)
            await count_told(connection, lead.id)
            return await self._changes.read(connection, lead.id)

        return await self._database.write(work)

    @override
    async def split(self, tip: Tip, lead: Tip, pair: Pair, at: datetime) -> Tip:
        async def work(connection: AsyncConnection) -> Tip:
            writing = Writing(connection, self._vault, at)
            await self._hold(connection, tip, lead)
            await self._changes.write(writing, tip, pair.of_tip, lead=None)
            await self._changes.write(writing, lead, pair.of_lead)
            for one in (tip, lead):
                await count_told(connection, one.id)
            return await self._changes.read(connection, tip.id)

        return await self._database.write(work)

    @override
    async def carve(self, tip: Tip, change: Change, carving: Carving, at: datetime) -> Tip:
        async def work(connection: AsyncConnection) -> Tip:
            writing = Writing(connection, self._vault, at)
            await self._changes.write(writing, tip, change)
            await self._files.carve(writing, tip, carving)
            return await self._changes.read(connection, carving.filing.tip_id)

        return await self._database.write(work)

    @override
    async def take_down(
        self, filing: Filing, channel: str, officer: Officer | None, at: datetime
    ) -> Tip:
        async def work(connection: AsyncConnection) -> Tip:
            writing = Writing(connection, self._vault, at)
            by = officer.id if officer else None
            there = await self._files.take_down(writing, filing, channel, by)
            return await self._changes.read(connection, there)

        return await self._database.write(work)

    @override
    async def traces(self, desk: DeskCode, code: Code | None, limit: int) -> tuple[Trace, ...]:
        if code is not None and not is_plain(code):
            return ()
        return await self._database.read(
            lambda connection: find_traces(connection, self._vault, desk, code, limit)
        )

    async def _hold(self, connection: AsyncConnection, tip: Tip, lead: Tip) -> None:
        behind = [*await followers(connection, tip.id), *await followers(connection, lead.id)]
        await hold_rows(connection, [tip.id, lead.id, *(row.id for row in behind)])
