"""Takes away what leads from a tip to a person. The tip stays."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from messages.message import Address
from storage.letters import DELIVERED, GIVEN_UP, NO_LINK, PARKED
from storage.names.citizens import Names, called, forget_names
from storage.names.linking import address_behind
from storage.sealing.vault import Vault
from storage.tables.arrivals import arrivals, contacts, file_links
from storage.tables.citizens import chat_lines, drafts, events, media
from storage.tables.letters import letters
from storage.tables.tips import identity_links


async def erase_citizen(connection: AsyncConnection, names: Names) -> Sequence[str]:
    """Everything that names this citizen. Returns the media that no tip holds: unlink them."""
    for table in (identity_links, drafts, events, chat_lines, contacts, file_links):
        await connection.execute(delete(table).where(table.c.citizen_key.in_(names.all)))
    await _lose_letters(connection, letters.c.lane.in_(names.all))
    mine = media.c.citizen_key == names.key
    unfiled = select(media.c.id).where(mine, media.c.tip.is_(None))
    lost = list(await connection.scalars(unfiled))
    await connection.execute(delete(media).where(media.c.id.in_(lost)))
    await connection.execute(update(media).where(mine).values(citizen_key=None))
    return lost


async def pass_on_arrivals(
    connection: AsyncConnection, vault: Vault, old: str, citizen: Address
) -> None:
    """What a platform delivered and nobody has worked on yet, the wish to be erased among it, goes
    on under a name of its own.
    """
    waiting = arrivals.c.lane == old
    if await connection.scalar(select(arrivals.c.id).where(waiting).limit(1)):
        new = await called(connection, vault, citizen)
        await connection.execute(update(arrivals).where(waiting).values(lane=new.key))


async def cut_link(connection: AsyncConnection, vault: Vault, row: Row[Any]) -> None:
    """One tip's link, on its date. The chat's lines go too: they tell the same story."""
    tip = row.tip
    citizen = await address_behind(connection, vault, row)
    if citizen is not None:
        chat = (await called(connection, vault, citizen)).keys
        await connection.execute(delete(chat_lines).where(chat_lines.c.citizen_key.in_(chat)))
    await connection.execute(delete(identity_links).where(identity_links.c.tip == tip))
    await forget_names(connection, [row.citizen_key])
    await _lose_letters(connection, letters.c.tip == tip)
    await connection.execute(update(media).where(media.c.tip == tip).values(citizen_key=None))


async def _lose_letters(connection: AsyncConnection, *which: ColumnElement[bool]) -> None:
    """Nobody to bring them to any more: their words stand in the thread, for the receipt."""
    to_citizens = letters.c.telegram_group.is_(None)
    over = letters.c.state.in_((DELIVERED, GIVEN_UP))
    await connection.execute(update(letters).where(*which, to_citizens, over).values(lane=""))
    await connection.execute(
        update(letters)
        .where(*which, to_citizens, ~over)
        .values(lane="", state=PARKED, reason=NO_LINK)
    )
