"""Made-up subscribers: many, always the same, and never where a real person could be reached."""

import asyncio
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection
from typer.testing import CliRunner, Result

from bot.cli.app import app
from bot.config import load
from bot.keys import vault
from bot.operators.seeding import made_up
from bot.telling import directory_of
from broadcasts.audience.topics import TOPICS
from storage.database.opening import open_database
from storage.tables.lessons import subscribers
from tests.prepared import prepared

Command = Callable[..., Result]
LOOPBACK = '[telegram]\ntoken = "1:a"\napi_base = "http://127.0.0.1:9"\n'


@pytest.fixture
def tinbao(tmp_path: Path) -> Command:
    data = prepared(tmp_path / "data")

    def run(*words: str, settings: str = LOOPBACK) -> Result:
        file = tmp_path / "config.toml"
        file.write_text(f"{settings}[metrics]\nport = 0\n")
        environment = {"TINBAO_DATA": str(data), "TINBAO_PORT": "0"}
        return CliRunner().invoke(
            app, ["subscribers", *words, "--config", str(file)], env=environment
        )

    return run


def test_they_are_added_once_and_counted(tinbao: Command) -> None:
    for _ in range(2):
        assert "500 người" in tinbao("seed", "500", "--channel", "telegram").stdout
    tinbao("seed", "30", "--channel", "web")

    assert tinbao("count").stdout.strip() == "530"
    assert tinbao("count", "--to", "channels=web").stdout.strip() == "30"
    some = int(tinbao("count", "--to", "79; topics=ma_tuy; channels=telegram").stdout)
    assert 0 < some < 100
    assert tinbao("count", "--to", "26743; groups=moi_nguoi").exit_code == 0


@pytest.mark.parametrize("wrong", ["7", "thanh pho", "79; topics=nothing", "79; color=red"])
def test_an_audience_nobody_can_mean_is_refused(tinbao: Command, wrong: str) -> None:
    refused = tinbao("count", "--to", wrong)

    assert refused.exit_code == 1
    assert "--to" in refused.stderr


@pytest.mark.parametrize(
    ("settings", "channel"),
    [
        ('[telegram]\ntoken = "1:a"\n', "telegram"),
        ('[telegram]\ntoken = "1:a"\napi_base = "https://127.0.0.1.example"\n', "telegram"),
        ('[web]\npublic_url = "https://tin.example.vn"\n', "web"),
        ('[web]\nhost = "0.0.0.0"\n', "web"),
        ("", "zalo_oa"),
    ],
)
def test_where_real_people_may_be_reached_it_refuses(
    tinbao: Command, settings: str, channel: str
) -> None:
    refused = tinbao("seed", "1", "--channel", channel, settings=settings)

    assert refused.exit_code == 1
    assert "Sửa:" in refused.stderr
    assert tinbao("count").stdout.strip() == "0"


def test_their_addresses_can_be_opened_by_whoever_sends(tinbao: Command, tmp_path: Path) -> None:
    tinbao("seed", "3", "--channel", "telegram")
    config = load(tmp_path / "config.toml", {"TINBAO_DATA": str(tmp_path / "data")})

    async def look() -> list[str]:
        database, keys = await open_database(config.database_url), vault(config)

        async def work(connection: AsyncConnection) -> list[str]:
            rows = await connection.execute(select(subscribers).order_by(subscribers.c.id))
            return [keys.open_subscriber(row.subscriber_key, row.sealed) for row in rows]

        found = await database.read(work)
        await database.close()
        return found

    assert asyncio.run(look()) == ["1000000000000", "1000000000001", "1000000000002"]


def test_they_live_everywhere_and_wish_all_there_is(tmp_path: Path) -> None:
    communes = list(directory_of(load(None, {"TINBAO_DATA": str(tmp_path)})).communes.values())
    people = [made_up("telegram", number, communes) for number in range(10_000)]

    assert people == [made_up("telegram", number, communes) for number in range(10_000)]
    assert len({wishes.commune for _, wishes in people}) > len(communes) * 0.9
    rhythms = Counter(wishes.rhythm for _, wishes in people)
    assert all(rhythms[rhythm] >= 1_000 for rhythm in rhythms)
    for topic in TOPICS:
        assert 0 < sum(topic in wishes.topics for _, wishes in people) < 10_000
    assert all(wishes.topics and wishes.province for _, wishes in people)
