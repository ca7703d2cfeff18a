"""Somebody with the database in their hands changes the log: `tinbao audit verify` sees it."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.anchoring import Anchoring
from desks.auditing import Auditing, Seen, Sighting
from desks.desk import Code, DeskCode
from storage.database.dialects import on_postgres
from storage.database.interface import Database
from storage.sealing.vault import Vault
from storage.stores import Stores
from tests.builders import NOON
from tests.fakes import StoppedClock
from tests.keys import a_ring
from tests.storage.tips_filed import a_claim, a_filed_tip, a_question, seat
from tips.tip import Tip

GUARDS = {
    True: ("DROP TRIGGER audit_kept ON audit", "DROP TRIGGER anchors_kept ON anchors"),
    False: (
        "DROP TRIGGER audit_no_update",
        "DROP TRIGGER audit_no_delete",
        "DROP TRIGGER anchors_no_update",
        "DROP TRIGGER anchors_no_delete",
    ),
}


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def anchoring(stores: Stores, tmp_path: Path, clock: StoppedClock) -> Anchoring:
    return Anchoring(stores.audit, tmp_path / "anchors", clock)


async def worked_on(stores: Stores) -> Tip:
    officer = await seat(stores)
    tip = await a_filed_tip(stores)
    claimed = await stores.tips.save(tip, a_claim(tip, officer), NOON)
    return await stores.tips.save(claimed, a_question(claimed, "Ở đâu?"), NOON)


async def tamper(database: Database, *statements: str, **values: object) -> None:
    async def work(connection: AsyncConnection) -> None:
        for guard in GUARDS[on_postgres(connection)]:
            await connection.execute(text(guard))
        for statement in statements:
            await connection.execute(text(statement), values)

    await database.write(work)


async def found(stores: Stores) -> list[tuple[str, int]]:
    return [(one.subject, one.number) for one in await stores.audit.breaks()]


async def test_an_untouched_log_is_whole(stores: Stores, anchoring: Anchoring) -> None:
    await worked_on(stores)
    await anchoring.run()
    await a_filed_tip(stores, 2)
    await anchoring.run()

    assert await stores.audit.breaks() == []
    assert await anchoring.differences() == []


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("UPDATE audit SET fact = 'x' WHERE subject = :tip AND number = 2", 2),
        ("UPDATE audit SET officer = NULL WHERE subject = :tip AND number = 2", 2),
        ("DELETE FROM audit WHERE subject = :tip AND number = 2", 3),
        ("DELETE FROM audit WHERE subject = :tip AND number = 3", 3),
    ],
)
async def test_the_first_broken_link_is_named(
    stores: Stores, database: Database, anchoring: Anchoring, statement: str, number: int
) -> None:
    tip = await worked_on(stores)
    await anchoring.run()

    await tamper(database, statement, tip=tip.id)

    assert (await found(stores))[0] == (tip.id, number)


async def test_a_chain_removed_whole_is_missed(
    stores: Stores, database: Database, anchoring: Anchoring
) -> None:
    tip = await worked_on(stores)
    await anchoring.run()

    await tamper(database, "DELETE FROM audit WHERE subject = :tip", tip=tip.id)

    assert await found(stores) == [(tip.id, 3)]


async def test_an_anchor_that_was_touched_is_named(
    stores: Stores, database: Database, anchoring: Anchoring
) -> None:
    await worked_on(stores)
    await anchoring.run()

    await tamper(database, "UPDATE anchors SET heads = '[]'")

    assert await found(stores) == [("anchors", 1)]


async def test_a_log_rewritten_with_the_key_differs_from_what_was_printed(
    stores: Stores, database: Database, anchoring: Anchoring
) -> None:
    await worked_on(stores)
    await anchoring.run()

    await tamper(database, "DELETE FROM anchors", "DELETE FROM audit")
    await a_filed_tip(stores, 2)
    await stores.audit.anchor(NOON)

    assert await stores.audit.breaks() == []  # as whole as whoever has the key can make it
    assert [one.number for one in await anchoring.differences()] == [1]


async def test_the_log_outlives_a_new_key(
    stores: Stores, database: Database, vault: Vault, anchoring: Anchoring, tmp_path: Path
) -> None:
    await worked_on(stores)
    await anchoring.run()

    renewed = Vault(
        a_ring("33333333", "11111111"), a_ring("22222222"), a_ring("55555555"), vault.links
    )
    later = Stores(database, renewed, tmp_path / "media")
    await a_filed_tip(later, 2)

    assert await later.audit.breaks() == []


async def test_nothing_new_needs_no_anchor(
    stores: Stores, anchoring: Anchoring, clock: StoppedClock
) -> None:
    await worked_on(stores)

    assert await anchoring.run() is not None
    clock.pass_time(days=1)
    assert await anchoring.run() is None
    assert len(list(anchoring.folder.iterdir())) == 1


async def test_what_a_crash_left_unprinted_is_printed_next_time(
    stores: Stores, anchoring: Anchoring, clock: StoppedClock
) -> None:
    await worked_on(stores)
    await stores.audit.anchor(NOON)
    await a_filed_tip(stores, 2)
    clock.pass_time(days=1)

    await anchoring.run()

    printed = {file.name: file.read_text().split()[0] for file in anchoring.folder.iterdir()}
    assert printed == {"2026-03-12.txt": "1", "2026-03-13.txt": "2"}


async def test_the_same_look_is_one_entry_in_ten_minutes(
    stores: Stores, clock: StoppedClock
) -> None:
    officer = await seat(stores)
    tip = await a_filed_tip(stores)
    audit = Auditing(stores.audit, clock)

    for _ in range(3):
        await audit.looked(officer, tip.code)
        await stores.audit.note(Sighting(Seen.LOOK, "K7Q-002", NOON, officer.id))
    clock.pass_time(minutes=10)
    await audit.looked(officer, tip.code)

    rows = await stores.audit.entries(0, 100)
    looks = [(row.officer, row.fact) for row in rows if row.action == "look"]
    assert looks == [("Trực ban 1", tip.code), ("Trực ban 1", "K7Q-002"), ("Trực ban 1", tip.code)]
    assert await stores.audit.breaks() == []


async def test_a_look_noted_by_another_process_is_not_noted_again(
    stores: Stores, database: Database, vault: Vault, tmp_path: Path
) -> None:
    officer = await seat(stores)
    other = Stores(database, vault, tmp_path / "media")

    for each in (stores, other):
        await each.audit.note(Sighting(Seen.LOOK, "K7Q-002", NOON, officer.id))

    assert [row.action for row in await stores.audit.entries(0, 100)] == ["join", "look"]


async def test_what_no_anchor_holds_yet_is_counted_from_when(
    stores: Stores, anchoring: Anchoring
) -> None:
    assert (await stores.audit.unanchored()).since is None
    await worked_on(stores)  # joins, files, claims, asks

    before = await stores.audit.unanchored()
    await anchoring.run()

    assert (before.entries, before.since) == (4, NOON)
    assert (await stores.audit.unanchored()).since is None


async def test_lists_read_again_within_a_minute_are_one_entry(stores: Stores) -> None:
    officer, clock = await seat(stores), StoppedClock()
    audit = Auditing(stores.audit, clock)

    for seconds in (0, 30, 29, 1, 59):
        clock.pass_time(seconds=seconds)
        await audit.listed(officer, officer.desk)
        await audit.looked(officer, Code("K7Q-001"))
    await audit.listed(officer, DeskCode("27004"))

    noted = [one for one in await stores.audit.entries(0, 100) if one.action != "join"]
    assert [(one.action, one.fact) for one in noted] == [
        ("queue", "26743"),
        ("look", "K7Q-001"),
        ("queue", "26743"),
        ("queue", "27004"),
    ]
