"""After /xoa, and after a link's date, nobody can find out any more who told a tip: not with every
row there ever was, as backups, logs and old pages keep them, and every key there still is.
"""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from messages.message import Address, Incoming
from storage.database.interface import Database
from storage.database.opening import open_database
from storage.names.citizens import address_of, called, names_of
from storage.names.renewing import LinkRenewal
from storage.sealing.keys import CannotOpen
from storage.sealing.links import LinkKeys
from storage.sealing.vault import Vault
from storage.stores import Stores
from storage.tables.base import metadata
from tests.builders import NOON, said
from tests.keys import a_ring
from tests.storage.citizens.test_erasing import close, erase, sweep
from tests.storage.tips_filed import (
    AN,
    BINH,
    ON_TELEGRAM,
    a_filed_tip,
    a_question,
    add_words,
)

Rows = dict[str, list[dict[str, Any]]]
PURPOSES = ("citizen", "event", "draft", "receipt", "arrival", "subscriber", "account")


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    rings = (a_ring("11111111"), a_ring("22222222"), a_ring("55555555"))
    return Vault(*rings, LinkKeys(tmp_path / "links" / "links.key"))


async def backup(database: Database) -> Rows:
    async def work(connection: AsyncConnection) -> Rows:
        return {
            table.name: [dict(row._mapping) for row in await connection.execute(select(table))]
            for table in metadata.sorted_tables
        }

    return await database.read(work)


def found_out(kept: list[Rows], vault: Vault, folder: Path, people: list[Address]) -> set[str]:
    """Tips whose author a thief learns: everything ever kept, all key files as they are now, and a
    list of accounts to try.
    """
    links = LinkKeys(folder / "links" / "links.key")
    names = dict[str, Address]()
    for rows in kept:
        for row in rows["pseudonyms"]:
            for key in links.keys:
                try:
                    channel, recipient, *_ = key.open(row["citizen_key"], bytes(row["sealed"]))
                except CannotOpen:
                    continue
                names[row["citizen_key"]] = Address(channel, recipient)
    tried = {
        mark
        for person in people
        for more in ((), ("0",), ("1",), ("2",), ("filing 1",))
        for parts in ((person.channel, person.recipient, *more),)
        for mark in (
            *(key.mark(*parts) for key in links.keys),
            *(vault.mark(purpose, *parts) for purpose in PURPOSES),
            *(vault.subscriber_mark(purpose, *parts) for purpose in PURPOSES),
        )
    }
    tips = set()
    for rows in kept:
        known = {row["citizen_key"] for row in rows["pseudonyms"] if row["mark"] in tried}
        known |= {row["citizen_key"] for row in rows["events"] if row["event_mark"] in tried}
        for row in rows["identity_links"]:
            if row["citizen_key"] in known | set(names) | tried or row["sealed"]:
                tips.add(row["tip"])
    return tips


@pytest.mark.parametrize("person", [AN, ON_TELEGRAM])
async def test_after_xoa_no_backup_and_no_key_says_who_told(
    stores: Stores, database: Database, vault: Vault, tmp_path: Path, person: Address
) -> None:
    mine = await a_filed_tip(stores, 1, by=person)
    await add_words(stores, mine, "Thêm.", "2", by=person)
    theirs = await a_filed_tip(stores, 2, by=BINH)
    before = await backup(database)
    people = [AN, ON_TELEGRAM, BINH]
    assert found_out([before], vault, tmp_path, people) == {mine.id, theirs.id}

    await erase(stores, person)

    after = await backup(database)
    assert found_out([before, after], vault, tmp_path, people) == {theirs.id}
    assert len((await stores.citizens.recall(_word(BINH), NOON)).own_tips) == 1


async def test_on_a_links_date_no_backup_says_who_told(
    stores: Stores, database: Database, vault: Vault, tmp_path: Path
) -> None:
    mine = await a_filed_tip(stores, 1)
    await a_filed_tip(stores, 2, by=BINH)
    await close(stores, mine)
    before = await backup(database)
    await sweep(stores, days=28)
    assert mine.id in found_out([before], vault, tmp_path, [AN])

    await sweep(stores, days=30)

    assert mine.id not in found_out([before, await backup(database)], vault, tmp_path, [AN])


async def test_a_reader_that_never_ends_holds_up_neither_xoa_nor_the_next_word(
    stores: Stores, database: Database, vault: Vault, tmp_path: Path
) -> None:
    mine = await a_filed_tip(stores)
    before = await backup(database)
    reads, let_go = asyncio.Event(), asyncio.Event()

    async def read_on(connection: AsyncConnection) -> None:
        await connection.execute(text("SELECT * FROM identity_links"))
        reads.set()
        await let_go.wait()

    reader = asyncio.create_task(database.read(read_on))
    await reads.wait()

    async with asyncio.timeout(60):
        await erase(stores)
        await a_filed_tip(stores, 3, by=BINH)

    assert mine.id not in found_out([before], vault, tmp_path, [AN])
    let_go.set()
    await reader


async def test_those_who_stay_are_found_after_many_renewals(
    stores: Stores, database: Database, vault: Vault
) -> None:
    tip = await a_filed_tip(stores, by=ON_TELEGRAM)
    for _ in range(3):
        await asyncio.gather(*(stores.renewal.renew() for _ in range(4)))

    assert len(vault.links.keys) == 1
    assert [one.tip for one in (await stores.citizens.recall(_word(ON_TELEGRAM), NOON)).own_tips]
    names = await database.read(lambda c: names_of(c, vault, ON_TELEGRAM))
    assert await database.read(lambda c: address_of(c, vault, names.key)) == ON_TELEGRAM
    assert await stores.tips.tip(tip.code, tip.route.desk) is not None


async def test_a_crash_between_two_keys_is_made_good_by_the_next_start(
    stores: Stores, database: Database, vault: Vault, tmp_path: Path
) -> None:
    await a_filed_tip(stores)
    renewal = LinkRenewal(database, vault)
    await database.write(renewal._begin)
    file = tmp_path / "links" / "links.key"
    assert len(LinkKeys(file).keys) == 2

    anew = Vault(a_ring("11111111"), a_ring("22222222"), a_ring("55555555"), LinkKeys(file))
    await LinkRenewal(database, anew).finish()

    assert len(LinkKeys(file).keys) == 1
    newer = Stores(database, anew, tmp_path / "media")
    assert len((await newer.citizens.recall(_word(AN), NOON)).own_tips) == 1


async def test_another_process_goes_on_under_a_key_it_has_not_seen(
    stores: Stores, database: Database, vault: Vault, database_url: str, tmp_path: Path
) -> None:
    await a_filed_tip(stores, 1, by=ON_TELEGRAM)
    file = tmp_path / "links" / "links.key"
    other = Vault(a_ring("11111111"), a_ring("22222222"), a_ring("55555555"), LinkKeys(file))
    await stores.renewal.renew()

    second = await open_database(database_url)
    try:
        known = await second.read(lambda c: names_of(c, other, ON_TELEGRAM))
        ours = await database.read(lambda c: names_of(c, vault, ON_TELEGRAM))
        await second.write(lambda c: called(c, other, BINH))
    finally:
        await second.close()

    assert known.key == ours.key
    newcomer = await database.read(lambda c: names_of(c, vault, BINH))
    assert newcomer.own


def test_a_destroyed_key_is_overwritten_where_it_stood(tmp_path: Path) -> None:
    file = tmp_path / "links.key"
    keys = LinkKeys(file)
    old, new = keys.add(), keys.add()
    beside = tmp_path / "beside"
    beside.hardlink_to(file)  # the same place on the disk, under another name

    keys.keep_only(new.id)

    assert set(beside.read_bytes()) == {0}
    assert [key.id for key in LinkKeys(file).keys] == [new.id]
    assert old.id not in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600


def _word(person: Address) -> Incoming:
    return said(event="x", by=person)


async def test_no_row_says_that_two_tips_have_one_author(
    stores: Stores, database: Database
) -> None:
    """Without the links' key: no name, lane or mark of one tip's rows is one of the other's."""
    marks = []
    for number in (1, 2):
        tip = await a_filed_tip(stores, number, by=ON_TELEGRAM)
        await stores.tips.save(tip, a_question(tip, "Ở đâu?", f"ask {number}"), NOON)
    rows = await backup(database)
    for number in (1, 2):
        tip_id = f"{number:032x}"
        about = [
            row
            for table in ("identity_links", "letters", "media", "tips", "tip_lines")
            for row in rows[table]
            if tip_id in (row.get("tip"), row.get("id"))
        ]
        marks.append({str(v) for row in about for v in row.values() if _could_join(v)})

    assert marks[0]
    assert marks[0] & marks[1] == set()


def _could_join(value: object) -> bool:
    """Long enough to belong to one person: not a state, a kind, a desk or a moment."""
    return isinstance(value, str) and len(value) >= 32
