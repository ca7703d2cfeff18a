"""The lines of web chats. Other messengers keep their own history; we keep none for them."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from messages.channels import WEB
from messages.message import Address, ChatLine, Incoming, Outgoing
from storage.database.prepared import Prepared
from storage.names.citizens import names_of
from storage.names.subscribers import subscriber_keys_of
from storage.sealing.receipts import Receipts, Reference
from storage.sealing.shapes import Json, line_in, line_out
from storage.sealing.vault import Vault
from storage.tables.citizens import chat_lines

CHANNEL = WEB.name
PAGE = 1000
RECENT = 10  # how far up a pressed button may be
_NEWEST = Prepared(
    select(func.max(chat_lines.c.id).label("id")).where(
        chat_lines.c.citizen_key == bindparam("key")
    )
)
_AFTER = Prepared(
    select(chat_lines)
    .where(
        chat_lines.c.citizen_key.in_(bindparam("names", expanding=True)),
        chat_lines.c.id > bindparam("after"),
    )
    .order_by(chat_lines.c.id)
    .limit(PAGE)
)


@dataclass(frozen=True, slots=True)
class NewChatLine:
    shape: Json
    stays: bool = False  # False: goes with the draft when that is never sent
    letter: str | None = None


class ChatLines:
    def __init__(self, vault: Vault, receipts: Receipts) -> None:
        self._vault = vault
        self._receipts = receipts

    async def add(
        self, connection: AsyncConnection, citizen_key: str, at: datetime, line: NewChatLine
    ) -> int:
        [number] = await self.add_all(connection, citizen_key, at, [line])
        return number

    def _row(self, citizen_key: str, at: datetime, line: NewChatLine) -> Json:
        name = secrets.token_hex(16)
        return {
            "citizen_key": citizen_key,
            "letter": line.letter,
            "stays": line.stays,
            "at": at,
            "name": name,
            "sealed": self._vault.seal("chat_lines", name, line.shape),
        }

    async def add_all(
        self,
        connection: AsyncConnection,
        citizen_key: str,
        at: datetime,
        new: Sequence[NewChatLine],
    ) -> list[int]:
        """In this order, by one statement. Their numbers."""
        if not new:
            return []
        rows = [self._row(citizen_key, at, line) for line in new]
        given = {f"{name}_{n}": one for n, row in enumerate(rows) for name, one in row.items()}
        # Both databases number the rows in their order, but need not tell them in it.
        return sorted(row.id for row in await _adding(len(rows)).rows(connection, given))

    async def citizens_words(
        self, connection: AsyncConnection, citizen_key: str, incoming: Incoming
    ) -> Json | None:
        """What the citizen did, as a line; None for what leaves nothing to show."""
        text = incoming.text or _position_words(incoming)
        if not text and incoming.choice:
            text = await self._label(connection, citizen_key, incoming.choice)
        if not (text or incoming.media):
            return None
        said = Outgoing(incoming.sender, text, media=incoming.media, sender="citizen")
        return line_out("citizen", said, None)

    async def read(
        self, connection: AsyncConnection, citizen: Address, after: int
    ) -> tuple[ChatLine, ...]:
        """The oldest after `after`, a page of them: what they told, and lessons between it."""
        lessons = subscriber_keys_of(self._vault, citizen)
        mine = await names_of(connection, self._vault, citizen)
        names = (*mine.keys, *lessons)
        rows = await _AFTER.rows(connection, {"names": names, "after": after})
        return tuple(self.line(row, citizen, aside=row.citizen_key in lessons) for row in rows)

    def line(self, row: Row[Any], citizen: Address, *, aside: bool = False) -> ChatLine:
        return line_in(row.id, self._open(row), citizen, self._receipts, aside=aside)

    async def keep_with_tip(
        self, connection: AsyncConnection, citizen_key: str, after: int
    ) -> None:
        """What was told for the draft belongs to the tip from now on."""
        told = (chat_lines.c.citizen_key == citizen_key, chat_lines.c.id > after)
        await connection.execute(update(chat_lines).where(*told).values(stays=True))

    async def newest(self, connection: AsyncConnection, citizen_key: str) -> int:
        return (await _NEWEST.first(connection, {"key": citizen_key})).id or 0

    async def _label(self, connection: AsyncConnection, citizen_key: str, choice: str) -> str:
        """What the pressed button said, as the page showed it."""
        rows = await connection.execute(
            select(chat_lines)
            .where(chat_lines.c.citizen_key == citizen_key)
            .order_by(chat_lines.c.id.desc())
            .limit(RECENT)
        )
        for row in rows:
            for label, known in self._open(row)["buttons"]:
                if known == choice:
                    return str(label)
        return ""

    def _open(self, row: Row[Any]) -> Any:
        return self._vault.open("chat_lines", row.name, row.sealed)


@cache
def _adding(count: int) -> Prepared:
    columns = [column for column in chat_lines.c if column.name != "id"]
    rows = [
        {column.name: bindparam(f"{column.name}_{n}", type_=column.type) for column in columns}
        for n in range(count)
    ]
    return Prepared(insert(chat_lines).values(rows).returning(chat_lines.c.id))


def shapes_of(
    replies: Sequence[Outgoing], receipts: Receipts, draft_ids: Sequence[str]
) -> list[Json]:
    """Ready to be sealed: words of a receipt become the draft they follow from."""
    shapes = []
    for reply in replies:
        reference: Reference | None = receipts.reference(reply.receipt, draft_ids)
        shapes.append(line_out(reply.sender, reply, reference))
    return shapes


def _position_words(incoming: Incoming) -> str:
    if incoming.position is None:
        return ""
    return f"📍 {incoming.position.latitude:.5f}, {incoming.position.longitude:.5f}"
