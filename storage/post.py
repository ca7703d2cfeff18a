"""The post office's rows: which letters are due, and what became of them."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import (
    Row,
    Select,
    Update,
    and_,
    case,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from desks.desk import GroupTrouble
from messages.channel import Delivered
from messages.desk_groups import desk_place
from messages.message import Address
from storage.clock.letters import names_on_duty
from storage.database.interface import Database
from storage.desks.hearing import group_at, note_heard, note_trouble
from storage.letters import DELIVERED, GIVEN_UP, NO_LINK, PARKED, WAITING
from storage.names.linking import address_behind
from storage.sealing.shapes import media_in
from storage.sealing.vault import Vault
from storage.tables.letters import letters
from storage.tables.tips import identity_links, tips
from storage.tip_keys.rows import hold_key
from storage.tips.nearby import SqlNearbyTips
from storage.tips.rows import TipRows
from tips.clock.reminders import LetterOfClock
from tips.letters import LetterKind, LetterStore, WaitingLetter
from tips.statuses import is_over
from tips.tip import Tip
from tips.triage.duplicates import Duplicates

older = letters.alias("older")
# Its words stand in the thread; nothing in the row needs to lead to the reader any more.
LIKELY = 3  # codes on a card; the page has all of them
Work = Callable[[AsyncConnection], Awaitable[None]]
OVER: Mapping[str, Any] = {"sealed": None, "lane": ""}


# Where each lane stands: one walk through the waiting letters. Asked of every letter, whether
# another stands before it, a lane of thousands took PostgreSQL seconds.
_waiting = letters.alias("waiting")
_lanes = (
    select(
        _waiting.c.lane,
        func.min(_waiting.c.position).label("position"),
        func.max(_waiting.c.leased_until).label("on_its_way_until"),
    )
    .where(_waiting.c.state == WAITING)
    .group_by(_waiting.c.lane)
    .cte("lanes")
    .prefix_with("MATERIALIZED", dialect="postgresql")  # else anew for each letter, uncounted
)
_is_head = and_(  # no other letter of the chat stands before it, also none that rests
    letters.c.state == WAITING,
    letters.c.lane == _lanes.c.lane,
    letters.c.position == _lanes.c.position,
)


def _due(at: datetime, limit: int) -> Select[Any]:
    """An emergency that stands before a letter which is on its way waits for that one, too."""
    until = _lanes.c.on_its_way_until
    return (
        select(letters)
        .join(_lanes, _is_head)
        .where(letters.c.due_at <= at, or_(until.is_(None), until <= at))
        .order_by(letters.c.position, letters.c.id)
        .limit(limit)
    )


class SqlLetterStore(LetterStore):
    def __init__(self, database: Database, vault: Vault, rows: TipRows) -> None:
        self._database = database
        self._vault = vault
        self._rows = rows
        self._duplicates = Duplicates(SqlNearbyTips(database, vault))

    @override
    async def due(
        self, at: datetime, lease_until: datetime, limit: int
    ) -> tuple[WaitingLetter, ...]:
        # Asked every second by everybody: a look that finds nothing must not bother the writer.
        if not await self._database.read(lambda c: c.scalar(_due(at, 1))):
            return ()
        leased = await self._database.write(
            lambda connection: self._lease(connection, at, lease_until, limit)
        )
        return tuple([await self._with_likely(letter) for letter in leased])

    @override
    async def delivered(self, letter: WaitingLetter, where: Delivered, at: datetime) -> None:
        heard = self._heard(letter, where)
        if letter.kind != LetterKind.CARD:
            over = {**OVER, "state": DELIVERED, "reason": ""}
            return await self._settle(letter, over, heard)
        # The tip may have changed while its card was on the way.
        newer = letters.c.wanted_version > letter.version
        shown = {
            "state": case((newer, WAITING), else_=DELIVERED),
            "shown_version": letter.version,
            "place": where.recipient,
            "message_id": where.message_id or letter.message_id,
            "attempt": 0,
            "reason": "",
        }
        return await self._settle(letter, shown, heard)

    @override
    async def postpone(self, letter: WaitingLetter, until: datetime, reason: str) -> None:
        later = {"due_at": until, "reason": reason, "attempt": letters.c.attempt + 1}
        await self._settle(letter, later, _meets(letter, reason))

    @override
    async def park(self, letter: WaitingLetter, reason: str) -> None:
        parked = {"state": PARKED, "reason": reason}
        await self._settle(letter, parked, _meets(letter, GroupTrouble.LOST))

    @override
    async def give_up(self, letter: WaitingLetter, reason: str, at: datetime) -> None:
        over: Mapping[str, Any] = {} if letter.kind == LetterKind.CARD else OVER
        await self._settle(letter, {**over, "state": GIVEN_UP, "reason": reason})

    @override
    async def send_anew(self, letter: WaitingLetter) -> None:
        await self._settle(letter, {"message_id": "", "place": ""})

    @override
    async def next_due(self) -> datetime | None:
        heads = select(letters.c.due_at, letters.c.leased_until).join(_lanes, _is_head)

        async def work(connection: AsyncConnection) -> datetime | None:
            rows = await connection.execute(heads)
            times = [max(row.due_at, row.leased_until or row.due_at) for row in rows]
            return min(times, default=None)

        return await self._database.read(work)

    async def _with_likely(self, letter: WaitingLetter) -> WaitingLetter:
        """After the lease: reading the neighbours must not hold the writer."""
        tip = letter.tip
        if letter.kind != LetterKind.CARD or tip.officer or tip.lead or is_over(tip.status):
            return letter
        found = await self._duplicates.of(tip)
        return replace(letter, likely=tuple(one.code for one in found[:LIKELY]))

    async def _lease(
        self, connection: AsyncConnection, at: datetime, lease_until: datetime, limit: int
    ) -> tuple[WaitingLetter, ...]:
        leased: list[WaitingLetter] = []
        # Of two processes that lease at once the second takes other letters instead of waiting.
        # SQLite has one writer and leaves the lock out.
        free = or_(letters.c.leased_until.is_(None), letters.c.leased_until <= at)
        due = _due(at, limit).where(free).with_for_update(skip_locked=True, of=letters)
        for row in list(await connection.execute(due)):
            to = await self._address(connection, row)
            if to is None:
                lost = {"state": PARKED, "reason": NO_LINK, "lane": ""}
                await connection.execute(_one(row.id).values(**lost))
                continue
            await connection.execute(_one(row.id).values(leased_until=lease_until))
            leased.append(await self._waiting(connection, row, to))
        return tuple(leased)

    async def _waiting(
        self, connection: AsyncConnection, row: Row[Any], to: Address
    ) -> WaitingLetter:
        tip = await self._rows.find(connection, tips.c.id == row.tip)
        if tip is None:
            raise LookupError  # a foreign key holds it
        own = await hold_key(connection, self._vault, row.tip) if row.sealed else None
        said = self._vault.open("letters", row.id, row.sealed, own) if row.sealed else None
        return WaitingLetter(
            id=row.id,
            kind=row.kind,
            tip=tip,
            to=to,
            text=said["text"] if said else "",
            media=media_in(said["media"]) if said else (),
            attempt=row.attempt,
            message_id=row.message_id,
            version=tip.version,
            asks=row.asks,
            on_duty=await self._on_duty(connection, row, tip),
        )

    async def _on_duty(
        self, connection: AsyncConnection, row: Row[Any], tip: Tip
    ) -> tuple[str, ...]:
        if row.kind != LetterKind.CARD or tip.officer is not None:
            return ()
        at = max(row.due_at, row.at)
        return tuple(await names_on_duty(connection, tip.route.desk, at))

    async def _address(self, connection: AsyncConnection, row: Row[Any]) -> Address | None:
        if row.kind == LetterOfClock.DIGEST:
            return desk_place(row.telegram_group)  # of no single tip: in no topic
        if row.telegram_group is not None:
            place = await connection.scalar(
                select(letters.c.place).where(
                    letters.c.card_of == f"{row.tip} {row.telegram_group}"
                )
            )
            return desk_place(row.telegram_group, place or "")
        link = select(identity_links).where(identity_links.c.tip == row.tip)
        found = (await connection.execute(link)).first()
        return await address_behind(connection, self._vault, found) if found else None

    async def _settle(
        self, letter: WaitingLetter, values: Mapping[str, Any], also: Work | None = None
    ) -> None:
        settled = _one(letter.id).values(leased_until=None, **values)

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(settled)
            if also is not None:
                await also(connection)

        await self._database.write(work)

    def _heard(self, letter: WaitingLetter, where: Delivered) -> Work | None:
        group = group_at(letter.to)
        if not group:
            return None
        if where.trouble:
            return partial(note_trouble, group=group, trouble=GroupTrouble(where.trouble))
        opened = letter.kind == LetterKind.CARD and not letter.message_id
        topic = opened and "/" in where.recipient
        return partial(note_heard, group=group, opened_topic=topic)


def _meets(letter: WaitingLetter, reason: str) -> Work | None:
    group = group_at(letter.to)
    if not group or reason not in set(GroupTrouble):
        return None
    return partial(note_trouble, group=group, trouble=GroupTrouble(reason))


def _one(letter: str) -> Update:
    return update(letters).where(letters.c.id == letter)
