"""`tinbao database backup` and `restore`, as an operator meets them."""

import asyncio
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.app import app
from bot.config import Config
from bot.startup import opened_data_folder
from desks.desk import Code
from storage.stores import Stores
from tests.builders import WARD_DESK
from tests.fakes import FakePlaces
from tests.prepared import prepared
from tests.storage.tips_filed import a_filed_tip

RUN = CliRunner()


@pytest.fixture
def line(tmp_path: Path) -> Path:
    folder = tmp_path / "old"
    folder.mkdir()
    prepared(folder / "data")
    return _settings(folder)


def _settings(folder: Path) -> Path:
    file = folder / "config.toml"
    file.write_text(f'language = "en"\ndata = "{folder / "data"}"\n')
    return file


async def _told(settings: Path) -> str:
    config = Config(data=settings.parent / "data")
    async with opened_data_folder(config) as opened:
        places = FakePlaces().directory
        stores = Stores(opened.database, opened.vault, config.media, places)
        return (await a_filed_tip(stores)).code


async def _codes(settings: Path) -> str:
    config = Config(data=settings.parent / "data")
    async with opened_data_folder(config) as opened:
        stores = Stores(opened.database, opened.vault, config.media, FakePlaces().directory)
        tip = await stores.tips.tip(Code("K7Q-001"), WARD_DESK)
        return tip.code if tip else ""


def ran(*words: str, settings: Path) -> str:
    done = RUN.invoke(app, [*words, "--config", str(settings)])
    return f"{done.exit_code} {done.output}"


async def test_a_line_is_backed_up_and_stands_up_elsewhere(line: Path, tmp_path: Path) -> None:
    await _told(line)
    file, new = tmp_path / "line.backup", tmp_path / "new"
    backed_up = await asyncio.to_thread(ran, "database", "backup", str(file), settings=line)
    again = await asyncio.to_thread(ran, "database", "backup", str(file), settings=line)
    here = await asyncio.to_thread(ran, "database", "restore", str(file), settings=line)
    shutil.copytree(line.parent / "data" / "keys", new / "data" / "keys")
    there = _settings(new)
    missing = await asyncio.to_thread(
        ran, "database", "restore", str(tmp_path / "none"), settings=there
    )
    restored = await asyncio.to_thread(ran, "database", "restore", str(file), settings=there)

    assert backed_up.startswith("0 ")
    assert "đọc lại đúng hết" in backed_up
    assert again.startswith("1 ")
    assert "never overwritten" in again
    assert here.startswith("1 ")
    assert "empty line only" in here
    assert missing.startswith("1 ")
    assert "There is no file" in missing
    assert restored.startswith("0 "), restored
    assert await _codes(there) == "K7Q-001"
