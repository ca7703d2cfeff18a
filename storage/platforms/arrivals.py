"""What platforms delivered: on disk before it is acknowledged, worked on chat by chat."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from messages.arrival import Arrival, ArrivalStore
from messages.message import Address
from storage.database.interface import Database
from storage.names.citizens import address_of
from storage.names.together import called_together
from storage.platforms.contacts import hear
from storage.sealing.vault import Vault
from storage.tables.arrivals import arrivals

earlier = arrivals.alias("earlier")
# Whoever waits at the door waits for this: built once, and one statement for all of them.
_ADD = {
    module.dialect.name: module.insert(arrivals)
    .on_conflict_do_nothing()
    .returning(arrivals.c.event_mark)
    for module in (postgresql, sqlite)
}
DONE = {"account": None, "sealed": None, "lane": ""}


def _is_head() -> ColumnElement[bool]:
    """Nothing of the same chat was said before it and still waits."""
    before = or_(
        earlier.c.said_at < arrivals.c.said_at,
        and_(earlier.c.said_at == arrivals.c.said_at, earlier.c.id < arrivals.c.id),
    )
    same = and_(earlier.c.channel == arrivals.c.channel, earlier.c.lane == arrivals.c.lane)
    # "> ''" and not "!= ''": an index then skips the done ones, of which there are weeks' worth.
    return and_(arrivals.c.lane > "", ~exists(select(earlier.c.id).where(same, before)))


def _due(channel: str, at: datetime, limit: int) -> Select[Any]:
    free = or_(arrivals.c.leased_until.is_(None), arrivals.c.leased_until <= at)
    return (
        select(arrivals)
        .where(arrivals.c.channel == channel, arrivals.c.due_at <= at, free, _is_head())
        .order_by(arrivals.c.said_at, arrivals.c.id)
        .limit(limit)
    )


class SqlArrivalStore(ArrivalStore):
    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    @override
    async def put(self, arrived: Sequence[Arrival], at: datetime) -> int:
        return await self._database.write(lambda connection: self._put(connection, arrived, at))

    @override
    async def due(
        self, channel: str, at: datetime, lease_until: datetime, limit: int
    ) -> tuple[Arrival, ...]:
        # Asked every second by everybody: a look that finds nothing must not bother the writer.
        if not await self._database.read(lambda c: c.scalar(_due(channel, at, 1))):
            return ()

        async def work(connection: AsyncConnection) -> tuple[Arrival, ...]:
            due = _due(channel, at, limit).with_for_update(skip_locked=True, of=arrivals)
            rows = list(await connection.execute(due))
            ids = [row.id for row in rows]
            leased = update(arrivals).where(arrivals.c.id.in_(ids))
            await connection.execute(leased.values(leased_until=lease_until))
            found = [await self._arrival(connection, row) for row in rows]
            return tuple(one for one in found if one is not None)

        return await self._database.write(work)

    @override
    async def hold(self, arrival: Arrival, until: datetime) -> None:
        await self._change(arrival, {"leased_until": until})

    @override
    async def done(self, arrival: Arrival) -> None:
        await self._settle(arrival, **DONE)

    @override
    async def postpone(self, arrival: Arrival, until: datetime) -> None:
        await self._settle(arrival, due_at=until, attempt=arrivals.c.attempt + 1)

    async def _put(
        self, connection: AsyncConnection, arrived: Sequence[Arrival], at: datetime
    ) -> int:
        keys = await called_together(connection, self._vault, (one.sender for one in arrived))
        told: dict[str, Arrival] = {}
        for one in arrived:
            told.setdefault(self._marks(one)[0], one)
        rows = [self._row(mark, one, keys[one.sender], at) for mark, one in told.items()]
        added = await connection.scalars(_ADD[connection.dialect.name], rows)
        new = [told[mark] for mark in added]
        await hear(connection, [(keys[one.sender], one) for one in new], at)
        return len(new)

    def _row(self, mark: str, one: Arrival, key: str, at: datetime) -> dict[str, object]:
        return {
            "event_mark": mark,
            "channel": one.sender.channel,
            "lane": key,
            "said_at": min(one.said_at, at),  # a clock that runs fast opens no window longer
            "at": at,
            "due_at": at,
            "attempt": 0,
            "sealed": self._vault.seal("arrivals", mark, [one.event_id, one.body]),
        }

    async def _arrival(self, connection: AsyncConnection, row: Row[Any]) -> Arrival | None:
        """None: nothing leads to its sender any more. It stands in nobody's way."""
        sender = await self._sender(connection, row)
        if sender is None:
            gone = update(arrivals).where(arrivals.c.id == row.id)
            await connection.execute(gone.values(**DONE))
            return None
        event_id, body = self._vault.open("arrivals", row.event_mark, row.sealed)
        return Arrival(sender, event_id, body, row.said_at, attempt=row.attempt)

    async def _sender(self, connection: AsyncConnection, row: Row[Any]) -> Address | None:
        if row.account:  # a line that ran before sealed the address into the row itself
            return Address(*self._vault.open_account(row.event_mark, row.account))
        return await address_of(connection, self._vault, row.lane)

    def _marks(self, one: Arrival) -> tuple[str, ...]:
        """By the platform's own number of the event: nothing in it follows from who said it."""
        return self._vault.marks("arrival", one.sender.channel, one.event_id)

    async def _settle(self, arrival: Arrival, **values: Any) -> None:
        await self._change(arrival, {"leased_until": None, **values})

    async def _change(self, arrival: Arrival, values: Mapping[str, Any]) -> None:
        sender = (arrival.sender.channel, arrival.sender.recipient)
        older = self._vault.marks("event", *sender, arrival.event_id)
        marks = (*self._marks(arrival), *older)
        changed = update(arrivals).where(arrivals.c.event_mark.in_(marks)).values(values)
        await self._database.write(lambda connection: connection.execute(changed))
