"""A new key in place of an old one, while the line runs: nothing is lost."""

import ast
import asyncio
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, func, select

from desks.desk import Role
from messages.message import MediaKind
from storage.canaries import Canaries
from storage.database.interface import Database
from storage.database.reading import read_rows
from storage.rotating.rotation import Pauses, Progress, Rotation, RotationRuns, _alone
from storage.rotating.sealed import FORGOTTEN, MARKS, SEALED
from storage.sealing.key_files import new_key_file, read_key_file
from storage.sealing.keys import CannotOpen, KeyRing
from storage.sealing.links import LinkKeys
from storage.sealing.own_keys import is_own
from storage.sealing.vault import Vault
from storage.sealing.watched import WatchedRing
from storage.stores import Stores
from storage.tables.base import metadata
from tests.architecture.committed import HOUSE
from tests.builders import NOON, WARD_DESK, said
from tests.storage.citizens.test_unopenable import backup
from tests.storage.test_sealed_at_rest import ACCOUNTS, CITIZENS, NUMBERS, live_through
from tests.storage.test_unlinkable import PHONE, enrol
from tests.storage.tip_keys.older_line import make_older
from tests.storage.tip_keys_kept import keys_in
from tests.storage.tips_filed import a_filed_tip, a_session
from tests.trials import lasting

RINGS = ("content", "identity", "subscribers")
AT_ONCE = Pauses(0.03, 0.03)
OF_TIPS = ("tips", "tip_lines", "letters", "media")
LATER = NOON.replace(year=2030)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    made = {name: tmp_path / "keys" / f"{name}.key" for name in RINGS}
    for file in made.values():
        new_key_file(file)
    return made


@pytest.fixture
def vault(files: dict[str, Path], tmp_path: Path) -> Vault:
    return a_watching_vault(files, tmp_path)


def a_watching_vault(files: dict[str, Path], folder: Path) -> Vault:
    content, identity, subscribers = (WatchedRing(files[ring], every=0.01) for ring in RINGS)
    return Vault(content, identity, subscribers, LinkKeys(folder / "links" / "links.key"))


def a_rotation(database: Database, files: dict[str, Path], folder: Path) -> Rotation:
    """As another process has it: with keys of its own."""
    return Rotation(database, a_watching_vault(files, folder), folder / "media", AT_ONCE)


async def rotate(database: Database, files: dict[str, Path], folder: Path, ring: str) -> int:
    return await a_rotation(database, files, folder).rotate(ring, files[ring], lambda _: None)


def killed(_: Progress) -> None:
    raise KeyboardInterrupt


async def under_other_keys(database: Database, vault: Vault) -> set[str]:
    return {
        str(one.column)
        for one in SEALED
        if one.purpose != "canaries"
        for row in await read_rows(database, select(one.column).where(func.length(one.column) > 0))
        if not is_own(row[0]) and row[0][1:5] != vault.key_in_use(one.ring)
    }


async def test_everything_is_read_as_before_and_the_old_keys_are_gone(
    stores: Stores, database: Database, files: dict[str, Path], vault: Vault, tmp_path: Path
) -> None:
    tip = await live_through(stores, 0)
    await enrol(stores, PHONE)
    await stores.access.add_invite("invite", WARD_DESK, Role.OFFICER, "Trực ban 2", LATER)
    await stores.access.redeem("invite", a_session("the cookie", LATER))
    await Canaries(database, vault).put()
    await stores.audit.anchor(NOON)
    before = await stores.tips.tip(tip.code, WARD_DESK)
    old = {name: read_key_file(file).current for name, file in files.items()}

    for ring in RINGS:
        assert await rotate(database, files, tmp_path, ring) > 0

    new = Stores(database, a_watching_vault(files, tmp_path), tmp_path / "media")
    for line in (stores, new):  # the one that ran all the while, and one that starts now
        found = await line.tips.tip(tip.code, WARD_DESK)
        assert before
        assert found == before
        assert (await line.media.take(tip.report.media[0].id) or ("", b""))[1].startswith(b"a pic")
        assert await line.audit.breaks() == []
        assert await line.sessions.find("the cookie")
        assert (await line.subscribers.recall(said(by=PHONE), NOON)).subscription
        assert len((await line.citizens.recall(said(by=CITIZENS[0]), NOON)).own_tips) == 1
    assert await under_other_keys(database, new.citizens._vault) == set()
    assert await Canaries(database, vault).strange_keys() == ()
    for name, file in files.items():
        assert old[name] not in read_key_file(file).ring.keys
    content, identity, subscribers = (KeyRing(old[ring]) for ring in RINGS)
    thief = Vault(content, identity, subscribers, LinkKeys())
    assert set(RINGS) <= set(await Canaries(database, thief).strange_keys())


async def test_a_receipt_from_before_still_opens_its_tip(
    stores: Stores, database: Database, files: dict[str, Path], tmp_path: Path
) -> None:
    tip = await a_filed_tip(stores)
    receipt = stores.citizens.receipt_for(f"{1:032x}")

    await rotate(database, files, tmp_path, "identity")

    thread = await stores.citizens.thread_by_receipt((receipt,), NOON)
    assert thread
    assert thread.tip == tip.id
    assert stores.citizens.receipt_for(f"{1:032x}") != receipt


@pytest.mark.either_database
async def test_tips_of_a_line_that_ran_before_get_keys_of_their_own(
    stores: Stores, database: Database, files: dict[str, Path], tmp_path: Path
) -> None:
    tip, vault, folder = await live_through(stores, 0), vault_of(stores), tmp_path / "media"
    before = await stores.tips.tip(tip.code, WARD_DESK)
    await make_older(database, vault, folder)
    assert (await backup(database))["tip_keys"] == []

    with pytest.raises(KeyboardInterrupt):
        await a_rotation(database, files, tmp_path).rotate("content", files["content"], killed)
    assert await stores.tips.tip(tip.code, WARD_DESK) == before
    await rotate(database, files, tmp_path, "content")

    assert await stores.tips.tip(tip.code, WARD_DESK) == before
    assert (await stores.media.take(tip.report.media[0].id) or ("", b""))[1].startswith(b"a pic")
    rows = await backup(database)
    assert [row["tip"] for row in rows["tip_keys"]] == [tip.id]
    sealed = [one for table in OF_TIPS for row in rows[table] if (one := row["sealed"])]
    assert len(sealed) >= 5
    assert all(is_own(one) for one in sealed)
    assert all(is_own(one.read_bytes()) for one in folder.rglob("*") if one.is_file())


async def test_a_copy_from_before_a_rotation_opens_no_tip_with_the_keys_of_after(
    stores: Stores, database: Database, files: dict[str, Path], tmp_path: Path
) -> None:
    tip = await a_filed_tip(stores)
    before = await backup(database)
    [row] = before["tips"]

    await rotate(database, files, tmp_path, "content")

    vault = vault_of(stores)
    assert (await backup(database))["tips"] == [row]  # nothing but its key was sealed anew
    assert await stores.tips.tip(tip.code, WARD_DESK) == tip
    with pytest.raises(CannotOpen):
        keys_in(before, vault)


@pytest.mark.parametrize("ring", RINGS)
@pytest.mark.parametrize("kind", ["sqlite"])
async def test_a_rotation_that_was_killed_goes_on_where_it_was(
    stores: Stores, database: Database, files: dict[str, Path], tmp_path: Path, ring: str
) -> None:
    tip = await live_through(stores, 0)
    await enrol(stores, PHONE)
    await Canaries(database, stores.citizens._vault).put()

    with pytest.raises(KeyboardInterrupt):
        await a_rotation(database, files, tmp_path).rotate(ring, files[ring], killed)
    assert read_key_file(files[ring]).is_rotating
    half = await stores.tips.tip(tip.code, WARD_DESK)
    next_key = read_key_file(files[ring]).current

    await rotate(database, files, tmp_path, ring)

    assert read_key_file(files[ring]).current == next_key
    assert not read_key_file(files[ring]).is_rotating
    assert await stores.tips.tip(tip.code, WARD_DESK) == half
    assert await under_other_keys(database, a_watching_vault(files, tmp_path)) == set()


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_two_do_not_rotate_one_key_at_once(
    database: Database, files: dict[str, Path], tmp_path: Path
) -> None:
    with _alone(files["content"]), pytest.raises(RotationRuns):
        await rotate(database, files, tmp_path, "content")


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_a_file_that_is_erased_meanwhile_is_not_back(
    stores: Stores, database: Database, files: dict[str, Path], tmp_path: Path
) -> None:
    kept = await stores.media.put(b"kept", MediaKind.PHOTO, "image/jpeg", NOON)
    stray = tmp_path / "media" / "ab" / ("ab" * 16)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(vault_of(stores).seal_file(stray.name, b"no row"))

    await rotate(database, files, tmp_path, "content")

    assert (await stores.media.take(kept.id) or ("", b""))[1] == b"kept"
    with pytest.raises(CannotOpen):  # it was left as it was: for the key that is gone
        vault_of(stores).open_file(stray.name, stray.read_bytes())


@pytest.mark.either_database
async def test_no_read_fails_while_a_key_is_rotated(
    stores: Stores, database: Database, files: dict[str, Path], tmp_path: Path
) -> None:
    """A line that reads, files and looks up all the while. `make trials` does it with 100,000."""
    tips = [await a_filed_tip(stores, number) for number in range(1, lasting(8, 100_000) + 1)]
    work = asyncio.gather(*(rotate(database, files, tmp_path, ring) for ring in RINGS))

    reads = 0
    while not work.done() or reads < len(tips):
        wanted = tips[reads % len(tips)]
        found = await stores.tips.tip(wanted.code, WARD_DESK)
        assert found is not None
        assert found.report.story == wanted.report.story
        if reads % 10 == 0:
            await a_filed_tip(stores, 1_000_000 + reads)
        reads += 1
        await asyncio.sleep(0.005)

    assert min(await work) >= 0
    assert await under_other_keys(database, vault_of(stores)) == set()


def vault_of(stores: Stores) -> Vault:
    return stores.citizens._vault


def test_every_sealed_column_is_rotated() -> None:
    held = {
        str(column)
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary) and str(column) not in NUMBERS
    }

    assert {str(one.column) for one in SEALED} == held - {"pseudonyms.sealed"}
    assert {str(one.column) for one in SEALED if one.ring == "identity"} >= ACCOUNTS


def test_of_every_mark_it_is_said_whether_it_outlives_its_key() -> None:
    """A purpose is the first text given to `mark`, `marks`, `bits` or their like."""
    asked = {"mark", "marks", "subscriber_mark", "subscriber_marks", "bits"}
    used = {
        call.args[0].value
        for file in (HOUSE / "storage").rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in asked
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }

    assert "receipt" in used
    assert used <= {*FORGOTTEN, *(purpose for kept in MARKS.values() for purpose in kept)}
