"""Campaigns and their occurrences: every change on top of the version it was decided on."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from broadcasts.campaigns.campaign import Campaign, Occurrence, State
from broadcasts.campaigns.ports import Calendar, CampaignStore, Note, SentLesson
from broadcasts.delivery.run import UNFINISHED
from broadcasts.errors import CampaignMoved
from storage.database.dialects import insert_unless_there, is_plain
from storage.database.interface import Database
from storage.lessons.rows import (
    campaign_in,
    campaign_out,
    occurrence_in,
    occurrence_out,
    write_note,
)
from storage.lessons.runs import end, list_sent, park, put_back, release, resolve_unknown
from storage.lessons.steps import stands_in
from storage.sealing.vault import Vault
from storage.tables.lessons import campaigns, occurrences
from storage.writing import Writing

RUNNING = (State.SCHEDULED, State.SENDING)


class SqlCampaignStore(CampaignStore, Calendar):
    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    @override
    async def add(self, campaign: Campaign, note: Note, at: datetime) -> bool:
        async def work(connection: AsyncConnection) -> bool:
            if not await insert_unless_there(connection, campaigns, campaign_out(campaign)):
                return False
            await write_note(Writing(connection, self._vault, at), campaign.id, note)
            return True

        return await self._database.write(work)

    @override
    async def campaign(self, wanted: str) -> Campaign | None:
        if not is_plain(wanted):
            return None

        async def work(connection: AsyncConnection) -> Campaign | None:
            query = select(campaigns).where(campaigns.c.id == wanted)
            row = (await connection.execute(query)).first()
            return campaign_in(row) if row else None

        return await self._database.read(work)

    @override
    async def save(self, was: Campaign, now: Campaign, note: Note, at: datetime) -> Campaign:
        async def work(connection: AsyncConnection) -> Campaign:
            saved = await _replace(connection, was, now)
            if now.state is State.PAUSED:
                await park(connection, now.id)
            elif now.state is State.CANCELLED:
                await end(connection, now.id, at)
            elif was.state is State.PAUSED:
                await put_back(connection, now.id, at)
            await write_note(Writing(connection, self._vault, at), now.id, note)
            return saved

        return await self._database.write(work)

    @override
    async def occurrence(self, wanted: int) -> Occurrence | None:
        found = await self._occurrences(occurrences.c.id == wanted)
        return found[0] if found else None

    @override
    async def occurrences(self, campaign: str) -> tuple[Occurrence, ...]:
        return await self._occurrences(occurrences.c.campaign == campaign)

    @override
    async def release(self, campaign: Campaign, note: Note, at: datetime) -> Campaign:
        async def work(connection: AsyncConnection) -> Campaign:
            saved = await _replace(connection, campaign, campaign)
            await release(connection, campaign.id)
            await write_note(Writing(connection, self._vault, at), campaign.id, note)
            return saved

        return await self._database.write(work)

    @override
    async def resolve(self, campaign: Campaign, note: Note, at: datetime, *, again: bool) -> int:
        going = replace(campaign, state=State.SENDING) if again else campaign

        async def work(connection: AsyncConnection) -> int:
            count = await resolve_unknown(connection, campaign.id, at, again=again)
            if not count:
                return 0
            await _replace(connection, campaign, going)
            fact = f"{'again' if again else 'sent'} {count}"
            told = replace(note, fact=fact)
            await write_note(Writing(connection, self._vault, at), campaign.id, told)
            return count

        return await self._database.write(work)

    @override
    async def due(self, at: datetime, limit: int) -> tuple[Campaign, ...]:
        now_due = (
            select(campaigns)
            .where(campaigns.c.state.in_(RUNNING), campaigns.c.next_due <= at)
            .order_by(campaigns.c.urgent.desc(), campaigns.c.next_due)
            .limit(limit)
        )

        async def work(connection: AsyncConnection) -> tuple[Campaign, ...]:
            return tuple(campaign_in(row) for row in await connection.execute(now_due))

        return await self._database.read(work)

    @override
    async def occur(
        self, was: Campaign, now: Campaign, occurrence: Occurrence, note: Note, at: datetime
    ) -> bool:
        async def work(connection: AsyncConnection) -> bool:
            row = occurrence_out(occurrence, now)
            try:
                await _replace(connection, was, now)
            except CampaignMoved:  # another process, or a pause a moment ago
                return False
            # The key forbids it a second time even if a version could be wrong.
            if not await insert_unless_there(connection, occurrences, row):
                return False
            await write_note(Writing(connection, self._vault, at), now.id, note)
            return True

        return await self._database.write(work)

    @override
    async def settle(self, at: datetime) -> int:
        busy = exists().where(occurrences.c.campaign == campaigns.c.id, stands_in(UNFINISHED))
        over = select(campaigns).where(campaigns.c.state == State.SENDING, ~busy)
        if not await self._database.read(lambda c: _first(c, over)):
            return 0  # asked every few seconds: nothing must not bother the writer

        async def work(connection: AsyncConnection) -> int:
            settled = 0
            for row in (await connection.execute(over)).all():
                settled += await self._settle(connection, campaign_in(row), at)
            return settled

        return await self._database.write(work)

    @override
    async def sent_between(self, after: datetime, until: datetime) -> tuple[SentLesson, ...]:
        return await self._database.read(lambda c: list_sent(c, after, until))

    async def _settle(self, connection: AsyncConnection, was: Campaign, at: datetime) -> bool:
        now = replace(was, state=State.SCHEDULED if was.next_due else State.SENT)
        try:
            await _replace(connection, was, now)
        except CampaignMoved:
            return False
        if now.state is State.SENT:
            await write_note(Writing(connection, self._vault, at), now.id, Note("campaign_sent"))
        return True

    async def _occurrences(self, which: Any) -> tuple[Occurrence, ...]:
        wanted = select(occurrences).where(which).order_by(occurrences.c.due_at)

        async def work(connection: AsyncConnection) -> tuple[Occurrence, ...]:
            return tuple(occurrence_in(row) for row in await connection.execute(wanted))

        return await self._database.read(work)


async def _replace(connection: AsyncConnection, was: Campaign, now: Campaign) -> Campaign:
    """One winner: the row must still be the version that `now` was decided on."""
    saved = replace(now, version=was.version + 1)
    mine = update(campaigns).where(campaigns.c.id == was.id, campaigns.c.version == was.version)
    if (await connection.execute(mine.values(**campaign_out(saved)))).rowcount != 1:
        raise CampaignMoved
    return saved


async def _first(connection: AsyncConnection, wanted: Any) -> Any:
    return (await connection.execute(wanted.limit(1))).first()
