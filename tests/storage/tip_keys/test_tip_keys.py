"""All that a tip owns is sealed by a key of its own, and ends with it."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete

from desks.desk import OfficerId
from messages.message import MediaKind
from storage.database.interface import Database
from storage.rotating.sealed import OWNED
from storage.sealing.keys import CannotOpen
from storage.sealing.own_keys import is_own
from storage.sealing.vault import Vault
from storage.stores import Stores
from storage.tables.citizens import media
from storage.tables.tips import tip_keys
from tests.builders import NOON, a_report
from tests.storage.citizens.test_erasing import close
from tests.storage.citizens.test_unopenable import Rows, backup
from tests.storage.moving_house import OTHER_DESK, a_moving_house
from tests.storage.test_sealed_at_rest import live_through
from tests.storage.tip_keys.older_line import make_older
from tests.storage.tip_keys_kept import keys_in
from tests.storage.tips.test_expiry import read, see, sweep
from tests.storage.tips_filed import AN, a_change, a_filed_tip, add_words
from tips.rewards import Reward
from tips.tip import Tip

pytestmark = pytest.mark.either_database
REWARD = Reward(500_000, OfficerId("o1"), date(2020, 1, 31))
PICTURE = b"the picture of the gate"


def owned(rows: Rows) -> list[tuple[str, str, bytes]]:
    """Table, name and value of everything that belongs to a tip, but no file's key."""
    found = []
    for one in OWNED:
        for row in rows[one.table.name]:
            if row[one.column.name] and one.column is not media.c.sealed:
                name = "/".join(str(row[part.name]) for part in one.names)
                found.append((one.purpose, name, bytes(row[one.column.name])))
    return found


async def told_in_full(stores: Stores) -> Tip:
    """Words, answers, notes, a picture, cards and letters; handed on to another desk."""
    house = await a_moving_house(stores)
    tip = await live_through(stores, 0)
    now = await read(stores, tip)
    await stores.tips.save(now, a_change(now, "grant", reward=REWARD), NOON)
    await house.press.hand_over(house.first, tip.code, OTHER_DESK, "đúng địa bàn", "h")
    return tip


async def test_everything_of_a_tip_is_sealed_by_its_own_key(
    stores: Stores, database: Database, vault: Vault, tmp_path: Path
) -> None:
    await told_in_full(stores)
    rows = await backup(database)
    [key] = keys_in(rows, vault).values()
    found = owned(rows)

    assert {table for table, _, _ in found} == {"tips", "tip_lines", "letters", "traces", "rewards"}
    for table, name, sealed in found:
        assert vault.open(table, name, sealed, key)
        with pytest.raises(CannotOpen):  # the content key alone, as it stands in no row
            vault.open(table, name, sealed)
    assert key
    assert all(key.secret not in bytes(row["sealed"]) for row in rows["tip_keys"])
    [file] = [one for one in (tmp_path / "media").rglob("*") if one.is_file()]
    assert is_own(file.read_bytes())
    assert is_own(rows["media"][0]["sealed"])


async def test_two_tips_of_one_chat_have_two_keys(stores: Stores, database: Database) -> None:
    vault = stores.citizens._vault
    await a_filed_tip(stores, 1, by=AN)
    await a_filed_tip(stores, 2, by=AN)

    first, second = keys_in(await backup(database), vault).values()

    assert first != second


async def test_what_stays_behind_of_an_erased_tip_opens_for_nobody(
    stores: Stores, database: Database, vault: Vault, tmp_path: Path
) -> None:
    """Old pages, a file a disk kept, a copy of the media folder: all but the row of the key."""
    picture = await stores.media.put(PICTURE, MediaKind.PHOTO, "image/jpeg", NOON)
    tip = await a_filed_tip(stores, report=a_report(media=(picture,)))
    thanked = a_change(tip, "grant", reward=REWARD)
    await stores.tips.save(tip, thanked, NOON)
    await add_words(stores, tip, "Họ còn quay lại.", "2")
    [file] = [one for one in (tmp_path / "media").rglob("*") if one.is_file()]
    copied = file.read_bytes()
    before = await backup(database)
    await close(stores, await read(stores, tip))
    await see(database, tip)
    await sweep(stores, 335)

    assert await sweep(stores, 365) == 1

    left = keys_in(await backup(database), vault)[tip.id]
    for table, name, sealed in owned(before):
        with pytest.raises(CannotOpen):
            vault.open(table, name, sealed, left)
    with pytest.raises(CannotOpen):
        vault.open_key("media_keys", picture.id, before["media"][0]["sealed"], left)
    with pytest.raises(CannotOpen):
        vault.open_file(picture.id, copied, left)
    # Said on the page of the promise: a whole copy from before holds the key, under the content
    # key of then.
    assert all(vault.open(*one, keys_in(before, vault)[tip.id]) for one in owned(before))


async def test_tips_of_a_line_that_ran_before_go_on(
    stores: Stores, database: Database, vault: Vault, tmp_path: Path
) -> None:
    picture = await stores.media.put(PICTURE, MediaKind.PHOTO, "image/jpeg", NOON)
    tip = await a_filed_tip(stores, report=a_report(media=(picture,)))
    house = await a_moving_house(stores)
    await add_words(stores, tip, "Họ còn quay lại.", "2")
    before = await read(stores, tip)
    await make_older(database, vault, tmp_path / "media")

    assert await read(stores, tip) == before
    assert await stores.media.take(picture.id) == (picture, PICTURE)
    await add_words(stores, tip, "Và hôm nay nữa.", "3")
    split = await house.press.split(house.first, tip.code, 1, "hai việc", "s")
    kept = await house.press.hand_over(house.first, tip.code, OTHER_DESK, "đúng địa bàn", "h")

    assert kept
    there = await stores.tips.tip(tip.code, OTHER_DESK)
    assert there
    assert [line.text for line in there.lines[:2]] == ["Họ còn quay lại.", "Và hôm nay nữa."]
    rows = await backup(database)
    assert set(keys_in(rows, vault)) == {split.id}  # what comes is sealed by its own


async def test_a_tip_whose_key_is_lost_says_so_and_no_other(
    stores: Stores, database: Database
) -> None:
    lost, other = await a_filed_tip(stores, 1), await a_filed_tip(stores, 2)
    await database.write(lambda c: c.execute(delete(tip_keys).where(tip_keys.c.tip == lost.id)))

    with pytest.raises(CannotOpen):
        await read(stores, lost)
    assert await read(stores, other) == other
