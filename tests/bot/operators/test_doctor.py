"""The doctor beside databases and clocks that are not as they should be."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.clock import SystemClock
from bot.config import Config
from bot.operators.doctor import examine
from bot.operators.doctor_telegram import telegram
from bot.operators.findings import Finding, State
from bot.settings.database import Database as DatabaseSettings
from bot.settings.disk import Disk
from bot.settings.sections import Web
from bot.settings.telegram import Telegram
from storage.database.opening import open_database
from storage.sealing.key_files import new_key_file, read_key_file
from storage.sealing.links import LinkKeys
from storage.sealing.vault import Vault
from storage.stores import Stores
from tests.fakes import FakePlaces
from tests.storage.tips_filed import a_filed_tip
from tests.telegram.fake import TOKEN

NOBODY = "postgresql+asyncpg://tinbao:secret-word@127.0.0.1:9/tinbao"


def settings(folder: Path, url: str) -> Config:
    return Config(data=folder, language="en", database=DatabaseSettings(url=SecretStr(url)))


def about(what: str, findings: list[Finding]) -> list[State]:
    return [finding.state for finding in findings if finding.what == what]


async def test_before_the_first_start_no_key_is_missed(tmp_path: Path, database_url: str) -> None:
    findings = await examine(settings(tmp_path, database_url))

    assert about("keys", findings) == [State.DOUBTFUL]
    assert about("database", findings) == [State.GOOD]


async def test_a_full_disk_and_an_address_in_plain_are_told(tmp_path: Path) -> None:
    everything = Disk(files_need_mb=2**50, words_need_mb=0)
    plain = Web(public_url="http://tinbao.example.vn", port=0)
    config = Config(data=tmp_path, language="en", disk=everything, web=plain)

    findings = await examine(config)

    assert about("disk", findings) == [State.BAD]
    assert about("mode", findings) == [State.GOOD, State.DOUBTFUL]
    told = " ".join(finding.sentence for finding in findings)
    assert "pictures, voices and videos are refused" in told
    assert "travels unencrypted" in told


async def test_keys_that_sealed_something_are_missed(tmp_path: Path, database_url: str) -> None:
    names = ("content", "identity", "subscribers")
    files = [tmp_path / "keys" / f"{name}.key" for name in names]
    for file in files:
        new_key_file(file)
    database = await open_database(database_url)
    content, identity, subscribers = (read_key_file(file).ring for file in files)
    links = LinkKeys(tmp_path / "links" / "links.key")
    vault = Vault(content, identity, subscribers, links)
    await a_filed_tip(Stores(database, vault, tmp_path / "media", FakePlaces().directory))
    await database.close()
    good = await examine(settings(tmp_path, database_url))
    for file in files:
        file.unlink()

    findings = await examine(settings(tmp_path, database_url))

    assert about("keys", good) == about("tip_keys", good) == [State.GOOD]
    assert about("keys", findings) == [State.BAD] * 3


async def test_a_database_behind_its_newest_revision_is_bad(
    tmp_path: Path, blank_database_url: str
) -> None:
    url = blank_database_url
    database = await open_database(url)  # SQLite makes the file
    await database.close()

    findings = await examine(settings(tmp_path, url))

    assert about("database", findings) == [State.BAD]
    assert "tinbao migrate" in next(f.sentence for f in findings if f.what == "database")


async def test_a_database_out_of_reach_is_named_without_its_account(tmp_path: Path) -> None:
    findings = await examine(settings(tmp_path, NOBODY))

    assert about("database", findings) == [State.BAD]
    assert about("keys", findings) == [State.DOUBTFUL]
    assert "secret-word" not in str(findings)


@pytest.fixture
async def telegram_of_tomorrow() -> AsyncIterator[str]:
    async def answer(request: web.Request) -> web.Response:
        at = SystemClock().now() + timedelta(days=1)
        body = {"ok": True, "result": {"username": "tinbao_bot", "url": ""}}
        return web.json_response(body, headers={"Date": format_datetime(at, usegmt=True)})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_a_clock_apart_from_telegrams_is_bad(
    tmp_path: Path, telegram_of_tomorrow: str
) -> None:
    told = {"token": SecretStr(TOKEN), "api_base": telegram_of_tomorrow}
    config = Config(data=tmp_path, language="en", telegram=Telegram.model_validate(told))

    findings = await telegram(config)

    assert about("clock", findings) == [State.BAD]
    [sentence] = [finding.sentence for finding in findings if finding.what == "clock"]
    assert re.search(r"86[34]\d\d s apart", sentence)  # give or take the test's own time
