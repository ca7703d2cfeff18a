"""Letters to web chats become lines of theirs."""

from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from messages.message import Address, ChatLine, Outgoing
from storage.chat.lines import CHANNEL, ChatLines, NewChatLine
from storage.database.interface import Database
from storage.names.citizens import called
from storage.sealing.receipts import Receipts
from storage.sealing.shapes import line_in, line_out
from storage.sealing.vault import Vault
from storage.tables.citizens import chat_lines
from storage.tables.letters import letters


class SqlChatBook:
    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault
        self._receipts = Receipts(vault)
        self._lines = ChatLines(vault, self._receipts)

    async def append(self, recipient: str, letter_id: str, message: Outgoing) -> ChatLine:
        """Add a line; the same non-empty `letter_id` again returns the line it already is."""
        return await self._database.write(
            lambda connection: self._append(connection, recipient, letter_id, message)
        )

    async def _append(
        self, connection: AsyncConnection, recipient: str, letter_id: str, message: Outgoing
    ) -> ChatLine:
        citizen = Address(CHANNEL, recipient)
        key = (await called(connection, self._vault, citizen)).key
        if letter_id:
            there = select(chat_lines).where(chat_lines.c.letter == letter_id)
            if row := (await connection.execute(there)).first():
                return self._lines.line(row, citizen)
        shape = line_out(message.sender, message, None)
        at = await _when(connection, key, letter_id)
        line = NewChatLine(shape, stays=True, letter=letter_id or None)
        number = await self._lines.add(connection, key, at, line)
        return line_in(number, shape, citizen, self._receipts)


async def _when(connection: AsyncConnection, citizen_key: str, letter_id: str) -> datetime:
    """When the letter was written; else as old as the chat's newest line."""
    written = await connection.scalar(select(letters.c.at).where(letters.c.id == letter_id))
    mine = chat_lines.c.citizen_key == citizen_key
    newest = written or await connection.scalar(select(func.max(chat_lines.c.at)).where(mine))
    return newest or datetime.fromtimestamp(0, UTC)
