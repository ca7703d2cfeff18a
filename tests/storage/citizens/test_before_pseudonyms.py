"""A line that ran before names were random: what stands there is still found, and renamed."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from messages.message import Address
from storage.database.interface import Database
from storage.names.citizens import NAMED, names_of
from storage.sealing.vault import Vault
from storage.stores import Stores
from storage.tables.citizens import events
from storage.tables.links import link_epochs, pseudonyms
from storage.tables.tips import identity_links
from tests.builders import NOON, a_heard, said
from tests.storage.tips_filed import ON_TELEGRAM, a_filed_tip, a_question
from tips.conversation.draft import Draft

PERSON = ON_TELEGRAM


async def age(database: Database, vault: Vault, person: Address) -> None:
    """Rows as the line wrote them before 0013."""
    parts = (person.channel, person.recipient)
    names = await database.read(lambda c: names_of(c, vault, person))

    async def work(connection: AsyncConnection) -> None:
        for column in NAMED:
            older = update(column.table).where(column.in_(names.all))
            await connection.execute(older.values({column.key: vault.mark("citizen", *parts)}))
        for row in list(await connection.execute(select(identity_links.c.tip))):
            sealed = vault.seal_account(row.tip, list(parts))
            await connection.execute(update(identity_links).values(sealed=sealed))
        for event in ("told", "filed"):
            answered = update(events).where(
                events.c.event_mark == names.event_marks(vault, person, event)[0]
            )
            await connection.execute(answered.values(await _resealed(connection, event)))
        await connection.execute(delete(pseudonyms))
        await connection.execute(delete(link_epochs))

    async def _resealed(connection: AsyncConnection, event: str) -> dict[str, Any]:
        mark, older = names.event_marks(vault, person, event)[0], vault.mark("event", *parts, event)
        wanted = select(events.c.sealed).where(events.c.event_mark == mark)
        sealed = await connection.scalar(wanted)
        if sealed is None:
            return {"event_mark": mark}
        shape = vault.open("events", mark, sealed)
        return {"event_mark": older, "sealed": vault.seal("events", older, shape)}

    await database.write(work)


async def test_tips_draft_answers_and_letters_of_before_go_on(
    stores: Stores, database: Database, vault: Vault
) -> None:
    tip = await a_filed_tip(stores, by=PERSON)
    told = a_heard(said("còn nữa…", "told", by=PERSON), draft=Draft("d" * 32))
    await stores.citizens.keep(told)
    await stores.tips.save(tip, a_question(tip, "Ở đâu?"), NOON)
    await age(database, vault, PERSON)

    recalled = await stores.citizens.recall(said("còn nữa…", "told", by=PERSON), NOON)
    assert [own.tip for own in recalled.own_tips] == [tip.id]
    assert recalled.draft == Draft("d" * 32)
    assert recalled.answer is not None
    [letter] = await stores.letters.due(NOON, NOON + timedelta(minutes=1), 10)
    assert letter.to == PERSON

    go_on = a_heard(said("tiếp", "later", by=PERSON), draft_version=recalled.version)
    await stores.citizens.keep(go_on)

    names = await database.read(lambda c: names_of(c, vault, PERSON))
    assert names.own
    again = await stores.citizens.recall(said("x", "x", by=PERSON), NOON)
    assert [own.tip for own in again.own_tips] == [tip.id]
    [row] = await database.read(_links)
    assert (row.citizen_key, row.sealed) == (names.links[0], b"")
    [letter] = await stores.letters.due(NOON + timedelta(hours=1), NOON + timedelta(hours=2), 10)
    assert letter.to == PERSON


async def _links(connection: AsyncConnection) -> list[Any]:
    return list(await connection.execute(select(identity_links)))
