"""Files are sealed on disk, and none is without its row for long."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from messages.message import MediaKind
from storage.database.interface import Database
from storage.sealing.links import LinkKeys
from storage.sealing.vault import Vault
from storage.stores import Stores
from tests.builders import NOON, a_heard, a_report, said
from tests.keys import a_ring
from tests.storage.tips_filed import a_filed_tip

PLANTED = b"planted picture of a gate"


async def test_a_file_comes_back_as_it_was(stores: Stores) -> None:
    content = os.urandom(300_000)
    kept = await stores.media.put(content, MediaKind.VOICE, "audio/ogg", NOON)

    assert await stores.media.take(kept.id) == (kept, content)
    assert kept.size == len(content)


@pytest.mark.parametrize("name", ["", "\x00", "../../keys", "f" * 32, "é"])
async def test_an_unknown_file_is_nothing(stores: Stores, name: str) -> None:
    assert await stores.media.take(name) is None


async def test_a_file_says_nothing_and_belongs_to_its_owner_only(
    stores: Stores, tmp_path: Path
) -> None:
    kept = await stores.media.put(PLANTED, MediaKind.PHOTO, "image/jpeg", NOON)

    [file] = [path for path in (tmp_path / "media").rglob("*") if path.is_file()]

    assert PLANTED not in file.read_bytes()
    assert file.name == kept.id
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.name == kept.id[:2]


async def test_a_file_under_another_key_or_another_name_does_not_open(
    stores: Stores, database: Database, tmp_path: Path
) -> None:
    one = await stores.media.put(PLANTED, MediaKind.PHOTO, "image/jpeg", NOON)
    two = await stores.media.put(b"other", MediaKind.PHOTO, "image/jpeg", NOON)
    stranger = Stores(
        database,
        Vault(a_ring("99999999"), a_ring("22222222"), a_ring("55555555"), LinkKeys()),
        tmp_path / "media",
    )
    folder = tmp_path / "media"
    (folder / one.id[:2] / one.id).rename(folder / two.id[:2] / two.id)

    assert await stranger.media.take(two.id) is None
    assert await stores.media.take(two.id) is None
    assert await stores.media.take(one.id) is None


async def test_what_no_tip_took_goes_with_the_draft(stores: Stores, tmp_path: Path) -> None:
    kept = await stores.media.put(PLANTED, MediaKind.PHOTO, "image/jpeg", NOON)
    left = await stores.media.put(b"left", MediaKind.PHOTO, "image/jpeg", NOON)
    await stores.citizens.keep(a_heard(said(media=(kept, left)), draft=None))
    await a_filed_tip(stores, report=a_report(media=(kept,)))
    stray = tmp_path / "media" / "ab" / "abcdef"
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"a crash came before the row")
    os.utime(stray, (0, 0))

    swept = await stores.retention.sweep(NOON + timedelta(hours=24), 24, 30, 48)

    assert swept.media == 2
    assert not stray.exists()
    assert await stores.media.take(left.id) is None
    assert await stores.media.take(kept.id) == (kept, PLANTED)
