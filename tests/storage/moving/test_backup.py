"""A backup of a line that runs, on either database, comes back whole, or says that it does not."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from messages.message import MediaKind
from storage.backup.backup import DATABASE, back_up, prove, restore, unpack
from storage.database.interface import Database
from storage.database.opening import open_database
from storage.moving.moving import NotTheSame
from storage.moving.proof import holdings
from storage.sealing.keys import CannotOpen
from storage.sealing.vault import Vault
from storage.stores import Stores
from tests.builders import NOON, said
from tests.keys import a_ring
from tests.prepared import at_head, sqlite_url
from tests.promise.thief import hits
from tests.storage.moving.rows_everywhere import a_full_line
from tests.storage.tips_filed import AN, BINH, a_filed_tip

WORD = "một bức ảnh cổng làng"


@pytest.fixture
async def target(tmp_path: Path) -> AsyncIterator[Database]:
    file = at_head(tmp_path / "restored.sqlite3")
    opened = await open_database(sqlite_url(file))
    yield opened
    await opened.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_a_backup_comes_back_byte_for_byte_while_the_line_goes_on(
    stores: Stores, database: Database, vault: Vault, target: Database, tmp_path: Path
) -> None:
    await a_full_line(database, vault, tmp_path / "full")
    picture = await stores.media.put(WORD.encode(), MediaKind.PHOTO, "image/jpeg", NOON)
    before, file = await database.read(holdings), tmp_path / "line.backup"
    work, again = tmp_path / "work", tmp_path / "again"
    work.mkdir()

    done, _ = await asyncio.gather(
        back_up(database, vault, tmp_path / "media", file, work),
        a_filed_tip(stores, 77, by=BINH),
    )
    restored = await restore(file, vault, target, tmp_path / "media2", again)

    assert tuple(done.holdings) == tuple(restored.holdings) == await target.read(holdings)
    assert len(before) == len(restored.holdings)
    newer = Stores(target, vault, tmp_path / "media2")
    assert await newer.media.take(picture.id) == await stores.media.take(picture.id)
    assert hits(file.read_bytes(), [WORD, AN.recipient]) == []
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_a_line_goes_on_counting_where_it_was(
    stores: Stores, database: Database, vault: Vault, target: Database, tmp_path: Path
) -> None:
    await a_filed_tip(stores)
    await database.write(lambda c: c.execute(text("DELETE FROM chat_lines")))
    file, work = tmp_path / "line.backup", tmp_path / "work"
    work.mkdir()
    await back_up(database, vault, tmp_path / "media", file, work)

    await restore(file, vault, target, tmp_path / "media2", tmp_path / "again")

    newest = text("SELECT seq FROM sqlite_sequence WHERE name = 'chat_lines'")
    counts = [await one.read(lambda c: c.scalar(newest)) for one in (database, target)]
    assert counts[0] == counts[1]
    assert counts[0]


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_a_file_that_was_cut_or_changed_or_is_anothers_restores_nothing(
    stores: Stores, database: Database, vault: Vault, target: Database, tmp_path: Path
) -> None:
    await a_filed_tip(stores)
    await stores.media.put(bytes(2**20), MediaKind.PHOTO, "image/jpeg", NOON)
    file, work = tmp_path / "line.backup", tmp_path / "work"
    work.mkdir()
    await back_up(database, vault, tmp_path / "media", file, work)
    whole, before = file.read_bytes(), await target.read(holdings)
    other = Vault(a_ring("99999999"), a_ring("22222222"), a_ring("55555555"), vault.links)
    middle = len(whole) // 2
    pieces = _pieces(whole)
    swapped = pieces[0] + pieces[2] + pieces[1] + b"".join(pieces[3:])
    without_the_last = b"".join(pieces[:-1])
    for number, (content, keys) in enumerate(
        (
            (whole[:middle], vault),
            (whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :], vault),
            (swapped, vault),
            (without_the_last, vault),
            (whole, other),
            (b"", vault),
        )
    ):
        file.write_bytes(content)
        with pytest.raises(CannotOpen):
            await restore(file, keys, target, tmp_path / "media2", tmp_path / f"again {number}")

    assert await target.read(holdings) == before
    assert not (tmp_path / "media2").exists()


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_who_reads_by_receipt_reads_on_after_a_restore(
    stores: Stores, database: Database, vault: Vault, target: Database, tmp_path: Path
) -> None:
    tip = await a_filed_tip(stores)
    file, work = tmp_path / "line.backup", tmp_path / "work"
    work.mkdir()
    await back_up(database, vault, tmp_path / "media", file, work)
    await restore(file, vault, target, tmp_path / "media2", tmp_path / "again")

    newer = Stores(target, vault, tmp_path / "media2")
    words = newer.citizens.receipt_for(tip.id)

    assert await newer.citizens.thread_by_receipt((words,), NOON) is not None
    assert (await newer.citizens.recall(said(by=BINH), NOON)).own_tips == ()


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_what_reads_back_otherwise_is_no_backup(
    stores: Stores, database: Database, vault: Vault, tmp_path: Path
) -> None:
    await a_filed_tip(stores)
    file, work, again = tmp_path / "line.backup", tmp_path / "work", tmp_path / "again"
    work.mkdir()
    done = await back_up(database, vault, tmp_path / "media", file, work)
    unpack(file, vault, again)
    await prove(again, done.holdings, [])

    with pytest.raises(NotTheSame):
        await prove(again, done.holdings, ["a picture that is not there"])
    changed = await open_database(sqlite_url(again / DATABASE))
    await changed.write(lambda c: c.execute(text("DELETE FROM events")))
    await changed.close()
    with pytest.raises(NotTheSame):
        await prove(again, done.holdings, [])


def _pieces(whole: bytes) -> list[bytes]:
    """Head first, then each piece with its length."""
    head = len(b"tinbao-backup/1\n")
    found, at = [whole[:head]], head
    while at < len(whole):
        length = int.from_bytes(whole[at : at + 4])
        found.append(whole[at : at + 4 + length])
        at += 4 + length
    return found
