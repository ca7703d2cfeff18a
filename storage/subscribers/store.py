"""Who asked for lessons. Nothing here leads to what the same person told as a citizen."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from broadcasts.audience.audience import Audience
from broadcasts.subscribing.ports import Enrolled, Known, SubscriberStore, SubscriptionMoved
from broadcasts.subscribing.subscription import Subscription
from messages.message import Address, ChatLine, Incoming
from storage.chat import lines as chatlines
from storage.chat.lines import ChatLines, NewChatLine
from storage.database.dialects import insert_or_add
from storage.database.interface import Database
from storage.database.prepared import Prepared
from storage.names.subscribers import (
    day_of,
    only_the_day,
    subscriber_called,
    subscriber_event_marks,
    subscriber_keys_of,
)
from storage.sealing.receipts import Receipts
from storage.sealing.shapes import Json, line_in, line_out
from storage.sealing.vault import Vault
from storage.subscribers.audiences import within
from storage.subscribers.rows import subscription_in, wishes_out
from storage.tables.citizens import chat_lines, counters, events
from storage.tables.lessons import subscribers

COUNTED = ("lesson", "quiz")  # broadcasts/asking/quiz.py

_ANSWERED = Prepared(
    select(events.c.event_mark, events.c.sealed.label("answer")).where(
        events.c.event_mark.in_(bindparam("marks", expanding=True))
    )
)
_FIND = Prepared(
    select(subscribers).where(subscribers.c.subscriber_key.in_(bindparam("names", expanding=True)))
)


_nothing = select(literal(1).label("one")).subquery()
# One row, whatever is known: most who write are no subscribers, and all are looked for.
_RECALLED = Prepared(
    select(subscribers, events.c.event_mark, events.c.sealed.label("answer")).select_from(
        _nothing.outerjoin(
            subscribers, subscribers.c.subscriber_key.in_(bindparam("names", expanding=True))
        ).outerjoin(events, events.c.event_mark.in_(bindparam("marks", expanding=True)))
    )
)


class SqlSubscriberStore(SubscriberStore):
    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault
        self._receipts = Receipts(vault)
        self._lines = ChatLines(vault, self._receipts)

    @override
    async def recall(self, incoming: Incoming, at: datetime) -> Known:
        async def work(connection: AsyncConnection) -> Known:
            person = incoming.sender
            marks = subscriber_event_marks(self._vault, person, incoming.event_id)
            asked = {"names": subscriber_keys_of(self._vault, person), "marks": marks}
            row = await _RECALLED.first(connection, asked)
            known = None if row.id is None else subscription_in(row, day_of(at))
            return Known(known, None if row.answer is None else self._read(row, person))

        return await self._database.ask(work)

    @override
    async def keep(self, enrolled: Enrolled) -> tuple[ChatLine, ...]:
        return await self._database.write(lambda connection: self._keep(connection, enrolled))

    @override
    async def let_go(self, person: Address) -> None:
        mine = subscribers.c.subscriber_key.in_(subscriber_keys_of(self._vault, person))
        forgotten = update(subscribers).where(mine).values(awaiting="", awaiting_day="")
        await self._database.write(lambda connection: connection.execute(forgotten))

    @override
    async def end(self, person: Address) -> None:
        await self._database.write(lambda c: erase_subscriber(c, self._vault, person))
        await self._database.forget()

    @override
    async def is_subscribed(self, person: Address) -> bool:
        mine = subscribers.c.subscriber_key.in_(subscriber_keys_of(self._vault, person))
        wanted = select(subscribers.c.id).where(mine)
        return await self._database.ask(lambda c: c.scalar(wanted)) is not None

    @override
    async def count(self, audience: Audience) -> int:
        meant = select(func.count()).select_from(subscribers).where(*within(audience))
        return await self._database.read(lambda c: c.scalar(meant)) or 0

    @override
    async def counted_since(self, day: str) -> Mapping[str, int]:
        ours = or_(*(counters.c.name.startswith(f"{name}.") for name in COUNTED))
        wanted = (
            select(counters.c.name, func.sum(counters.c.count))
            .where(ours, counters.c.day >= day)
            .group_by(counters.c.name)
        )

        async def work(connection: AsyncConnection) -> Mapping[str, int]:
            return {name: int(count) for name, count in await connection.execute(wanted)}

        return await self._database.read(work)

    async def _find(
        self, connection: AsyncConnection, person: Address, at: datetime
    ) -> Subscription | None:
        names = {"names": subscriber_keys_of(self._vault, person)}
        row = await _FIND.first(connection, names)
        return None if row is None else subscription_in(row, day_of(at))

    async def _answer(
        self, connection: AsyncConnection, person: Address, event_id: str
    ) -> tuple[ChatLine, ...] | None:
        marks = subscriber_event_marks(self._vault, person, event_id)
        row = await _ANSWERED.first(connection, {"marks": marks})
        return None if row is None else self._read(row, person)

    def _read(self, row: Any, person: Address) -> tuple[ChatLine, ...]:
        return self._as_lines(person, self._vault.open("events", row.event_mark, row.answer))

    async def _keep(self, connection: AsyncConnection, enrolled: Enrolled) -> tuple[ChatLine, ...]:
        person, at = enrolled.incoming.sender, enrolled.at
        key = await subscriber_called(connection, self._vault, person)
        heard = await self._answer(connection, person, enrolled.incoming.event_id)
        if heard is not None or await self._find(connection, person, at) != enrolled.before:
            raise SubscriptionMoved
        await self._keep_row(connection, enrolled, key)
        if enrolled.counted:
            day = {"name": enrolled.counted, "day": day_of(enrolled.at)}
            await insert_or_add(connection, counters, day, "count")
        return await self._keep_answer(connection, enrolled, key)

    async def _keep_row(self, connection: AsyncConnection, enrolled: Enrolled, key: str) -> None:
        mine = subscribers.c.subscriber_key == key
        wanted = enrolled.after
        if wanted is None:
            await connection.execute(delete(subscribers).where(mine))
            return
        today = day_of(enrolled.at)
        values = wishes_out(wanted.wishes)
        values |= {"awaiting": wanted.awaiting, "awaiting_day": today if wanted.awaiting else ""}
        if enrolled.before is not None:
            await connection.execute(update(subscribers).where(mine).values(**values))
            return
        person = enrolled.incoming.sender
        sealed = self._vault.seal_subscriber(key, person.recipient)
        values |= {"subscriber_key": key, "channel": person.channel}
        new = insert(subscribers).values(**values, since=today, sealed=sealed)
        await connection.execute(new)

    async def _keep_answer(
        self, connection: AsyncConnection, enrolled: Enrolled, key: str
    ) -> tuple[ChatLine, ...]:
        """As storage/citizens/keeping.py keeps an answer, under names that say nothing there."""
        person = enrolled.incoming.sender
        shapes = [line_out("bot", reply, None) for reply in enrolled.replies]
        numbers = list(range(1, len(shapes) + 1))
        if person.channel == chatlines.CHANNEL:
            numbers = await self._write_lines(connection, enrolled, key, shapes)
        numbered: list[tuple[int, Json]] = list(zip(numbers, shapes, strict=True))
        mark, *_ = subscriber_event_marks(self._vault, person, enrolled.incoming.event_id)
        sealed = self._vault.seal("events", mark, numbered)
        kept = insert(events).values(
            event_mark=mark, citizen_key=key, at=only_the_day(enrolled.at), sealed=sealed
        )
        await connection.execute(kept)
        return self._as_lines(person, numbered)

    async def _write_lines(
        self, connection: AsyncConnection, enrolled: Enrolled, key: str, shapes: Sequence[Json]
    ) -> list[int]:
        at = only_the_day(enrolled.at)
        if words := await self._lines.citizens_words(connection, key, enrolled.incoming):
            await self._lines.add(connection, key, at, NewChatLine(words))
        return [await self._lines.add(connection, key, at, NewChatLine(one)) for one in shapes]

    def _as_lines(
        self, person: Address, shapes: Sequence[tuple[int, Json]]
    ) -> tuple[ChatLine, ...]:
        return tuple(
            line_in(number, one, person, self._receipts, aside=True) for number, one in shapes
        )


async def erase_subscriber(connection: AsyncConnection, vault: Vault, person: Address) -> None:
    """Everything that names them as one: the subscription, its lines and its answers."""
    keys = subscriber_keys_of(vault, person)
    await connection.execute(delete(subscribers).where(subscribers.c.subscriber_key.in_(keys)))
    for table in (chat_lines, events):
        await connection.execute(delete(table).where(table.c.citizen_key.in_(keys)))
