"""Lessons to web chats become lines, under the subscriber's name and never the citizen's."""

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desks.ports import Clock
from messages.message import Address, ChatLine, Outgoing
from storage.chat.lines import CHANNEL, ChatLines, NewChatLine
from storage.database.interface import Database
from storage.names.subscribers import only_the_day, subscriber_called, subscriber_keys_of
from storage.sealing.receipts import Receipts
from storage.sealing.shapes import line_in, line_out
from storage.sealing.vault import Vault
from storage.tables.citizens import chat_lines


class SqlLessonBook:
    def __init__(self, database: Database, vault: Vault, clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock
        self._receipts = Receipts(vault)
        self._lines = ChatLines(vault, self._receipts)

    async def append(self, recipient: str, letter_id: str, message: Outgoing) -> ChatLine:
        """Add a line; the same non-empty `letter_id` again returns the line it already is."""
        at = only_the_day(self._clock.now())

        async def work(connection: AsyncConnection) -> ChatLine:
            person = Address(CHANNEL, recipient)
            key = await subscriber_called(connection, self._vault, person)
            there = select(chat_lines).where(chat_lines.c.letter == letter_id)
            if letter_id and (row := (await connection.execute(there)).first()):
                return self._lines.line(row, person, aside=True)
            shape = line_out(message.sender, message, None)
            line = NewChatLine(shape, letter=letter_id or None)
            number = await self._lines.add(connection, key, at, line)
            return line_in(number, shape, person, self._receipts, aside=True)

        return await self._database.write(work)

    async def edit(self, recipient: str, line_id: int, text: str) -> bool:
        """Put other words in the place of a wrong lesson; False: it is not there any more."""

        async def work(connection: AsyncConnection) -> bool:
            wanted = select(chat_lines).where(*self._which(recipient, line_id))
            row = (await connection.execute(wanted)).first()
            if row is None:
                return False
            shape = self._vault.open("chat_lines", row.name, row.sealed) | {"text": text}
            sealed = self._vault.seal("chat_lines", row.name, shape)
            corrected = update(chat_lines).where(chat_lines.c.id == row.id).values(sealed=sealed)
            await connection.execute(corrected)
            return True

        return await self._database.write(work)

    async def erase(self, recipient: str, line_id: int) -> bool:
        """Take a lesson back; False: it is not there any more."""
        recalled = delete(chat_lines).where(*self._which(recipient, line_id))

        async def work(connection: AsyncConnection) -> bool:
            return (await connection.execute(recalled)).rowcount > 0

        return await self._database.write(work)

    def _which(self, recipient: str, line_id: int) -> tuple[ColumnElement[bool], ...]:
        keys = subscriber_keys_of(self._vault, Address(CHANNEL, recipient))
        return chat_lines.c.id == line_id, chat_lines.c.citizen_key.in_(keys)
