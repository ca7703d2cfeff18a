"""What a program is begun with, everybody on the machine may read: no key and no password."""

import sys
from pathlib import Path
from typing import Any

import pytest

from channels.cleaning.clean import clean
from storage.backup.backup import back_up
from storage.database.interface import Database
from storage.sealing.vault import Vault
from storage.stores import Stores
from tests.builders import STORY
from tests.media_files import a_picture
from tests.promise.thief import hits
from tests.storage.tips_filed import a_filed_tip

BEGUN: list[str] = []


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "subprocess.Popen":
        BEGUN.append(repr(arguments[1:]))


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_no_child_is_begun_with_a_key_or_a_word_of_a_tip(
    stores: Stores, database: Database, vault: Vault, tmp_path: Path
) -> None:
    sys.addaudithook(_heard)  # there is no way to take one off: it only notes
    await a_filed_tip(stores)
    work = tmp_path / "work"
    work.mkdir()

    await back_up(database, vault, tmp_path / "media", tmp_path / "line.backup", work)
    await clean(a_picture())

    keys = [ring.current.secret.hex() for ring in vault.rings.values()]
    assert BEGUN
    assert hits("\n".join(BEGUN).encode(), [*keys, STORY]) == []
