"""Shards on their way: who holds which, what became of each person, and when all are done."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, delete, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from broadcasts.audience.subscriber import Person
from broadcasts.delivery import run
from broadcasts.delivery.marks import Mark, ledger_of
from broadcasts.delivery.ports import DeliveryStore, LeaseLost, Result, Standing, Terms
from broadcasts.delivery.shard import Act, Shard
from storage.database.interface import Database
from storage.lessons.claims import clock_of, in_hand, next_shard
from storage.lessons.packing import pack_marks, pack_messages
from storage.lessons.steps import is_open, stands_in, taken
from storage.sealing.vault import Vault
from storage.subscribers.rows import COLUMNS, person_in
from storage.tables.lessons import occurrences, shard_messages, shards, subscribers

COUNTED = ("sent", "blocked", "failed", "unknown", "opted_out", "deferred")


class SqlDeliveryStore(DeliveryStore):
    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault
        self._leases: dict[tuple[int, int], timedelta] = {}

    @override
    async def claim(self, terms: Terms, at: datetime) -> Shard | None:
        # Asked every second by everybody: a look that finds nothing must not bother the writer.
        if not await self._database.read(lambda c: _is_there(c, terms, at)):
            return None
        lease = timedelta(seconds=terms.lease_seconds)

        async def work(connection: AsyncConnection) -> Shard | None:
            now = await clock_of(connection)
            # Of two processes that claim at once the second takes another shard.
            free = next_shard(terms, at, now).with_for_update(skip_locked=True, of=shards)
            row = (await connection.execute(free)).first()
            if row is None:
                return None
            taken = {
                "owner": terms.owner,
                "fence": row.fence + 1,
                "lease_until": now + lease,
            }
            await connection.execute(update(shards).where(_this(row)).values(**taken))
            began = update(occurrences).where(occurrences.c.id == row.occurrence)
            await connection.execute(
                began.where(occurrences.c.began_at.is_(None)).values(began_at=at)
            )
            return await in_hand(connection, row, at, terms.per_week)

        shard = await self._database.write(work)
        if shard is not None:
            self._leases[shard.occurrence, shard.number] = lease
        return shard

    @override
    async def people(self, ids: Sequence[int]) -> Mapping[int, Person]:
        wanted = select(*COLUMNS).where(subscribers.c.id.in_(list(ids)))
        rows = await self._database.read(lambda c: _all(c, wanted))
        return {row[0]: person_in(row, self._vault) for row in rows}

    @override
    async def save(self, shard: Shard, results: Sequence[Result], maybe_twice: int) -> Standing:
        lease = self._leases[shard.occurrence, shard.number]

        async def work(connection: AsyncConnection) -> Standing:
            now = await clock_of(connection)
            held = {"maybe_twice": shards.c.maybe_twice + maybe_twice, "lease_until": now + lease}
            await _write(connection, shard, held)
            await _close_blocked(connection, shard, results)
            await _note_messages(connection, shard, results)
            return await _standing(connection, shard)

        return await self._database.write(work)

    @override
    async def release(self, shard: Shard, at: datetime, not_before: datetime) -> None:
        self._leases.pop((shard.occurrence, shard.number), None)
        puts_off = shard.has_deferred() and not_before < shard.until
        state = run.shard_after(is_done=shard.is_done(), is_put_off=puts_off)
        freed = {"state": state, "owner": "", "lease_until": None, "not_before": not_before}

        async def work(connection: AsyncConnection) -> None:
            await _write(connection, shard, freed)
            if shard.is_done():
                await _look_at_canary(connection, shard)
            if state is run.ShardState.DONE:
                await _end_occurrence(connection, shard, at)

        await self._database.write(work)


async def _is_there(connection: AsyncConnection, terms: Terms, at: datetime) -> bool:
    row = await connection.execute(next_shard(terms, at, await clock_of(connection)))
    return row.first() is not None


async def _all(connection: AsyncConnection, wanted: Any) -> list[Row[Any]]:
    return list(await connection.execute(wanted))


def _this(row: Row[Any] | Shard) -> Any:
    return and_(shards.c.occurrence == row.occurrence, shards.c.number == row.number)


async def _write(connection: AsyncConnection, shard: Shard, values: Mapping[str, Any]) -> None:
    ledger = ledger_of(bytes(shard.marks))
    counts = {name: getattr(ledger, name) for name in COUNTED}
    mine = update(shards).where(_this(shard), shards.c.fence == shard.fence)
    saved = await connection.execute(mine.values(marks=pack_marks(shard.marks), **counts, **values))
    if saved.rowcount == 0:
        raise LeaseLost


async def _close_blocked(
    connection: AsyncConnection, shard: Shard, results: Sequence[Result]
) -> None:
    gone = [shard.ids[one.index] for one in results if one.mark == Mark.BLOCKED]
    if gone:
        await connection.execute(delete(subscribers).where(subscribers.c.id.in_(gone)))


async def _note_messages(
    connection: AsyncConnection, shard: Shard, results: Sequence[Result]
) -> None:
    places = [(one.index, one.message_id) for one in results if one.message_id]
    if not places or shard.act != Act.SEND:
        return
    mine = and_(
        shard_messages.c.occurrence == shard.occurrence, shard_messages.c.number == shard.number
    )
    last = await connection.scalar(select(func.max(shard_messages.c.piece)).where(mine))
    piece = 0 if last is None else last + 1
    await connection.execute(
        insert(shard_messages).values(
            occurrence=shard.occurrence,
            number=shard.number,
            piece=piece,
            packed=pack_messages(places),
        )
    )


async def _standing(connection: AsyncConnection, shard: Shard) -> Standing:
    mine = select(occurrences.c.state).where(occurrences.c.id == shard.occurrence)
    state = (await connection.execute(mine)).scalar_one()
    goes_on = run.may_send(run.Run(state), shard.number)
    if shard.urgent or not goes_on:
        return Standing(goes_on)
    waiting = select(shards.c.number).where(
        is_open(), shards.c.rank == 0, shards.c.channel == shard.channel,
        shards.c.lease_until.is_(None), occurrences.c.id == shards.c.occurrence,
        stands_in(run.SENDING),
    )  # fmt: skip
    return Standing(True, bool(await connection.scalar(select(exists(waiting)))))


async def _look_at_canary(connection: AsyncConnection, shard: Shard) -> None:
    """The first shard is through: everybody else may follow, or a person must look at it."""
    if shard.number == run.FIRST:
        step = run.first_tried(ledger_of(bytes(shard.marks)))
        await connection.execute(taken(step, occurrences.c.id == shard.occurrence))


async def _end_occurrence(connection: AsyncConnection, shard: Shard, at: datetime) -> None:
    open_ = select(shards.c.number).where(shards.c.occurrence == shard.occurrence, is_open())
    # One after the other: of two that end the last two shards at once each saw the other's open.
    await connection.execute(
        select(occurrences.c.id).where(occurrences.c.id == shard.occurrence).with_for_update()
    )
    this = occurrences.c.id == shard.occurrence
    await connection.execute(taken(run.END, this, ~exists(open_), ended_at=at))
