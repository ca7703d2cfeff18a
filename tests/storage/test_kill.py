"""kill -9 in the middle of writing: every acknowledged write is there, once."""

import asyncio
import os
import signal
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.audit import chain as audit
from storage.database.opening import open_database
from storage.sealing.vault import Vault
from storage.tables.letters import letters
from storage.tables.tips import tip_lines, tips
from tests.trials import lasting

ROOT = Path(__file__).parents[2]


async def acknowledged_until_killed(url: str, folder: Path, lines: int) -> Counter[str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.storage.writing_process",
        url,
        str(folder),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    heard = [await process.stdout.readline() for _ in range(lines)]
    os.kill(process.pid, signal.SIGKILL)
    heard += (await process.stdout.read()).splitlines()
    await process.wait()
    return Counter(line.decode().strip() for line in heard if line)


@pytest.mark.crash
@pytest.mark.parametrize("lines", [1, lasting(61, 163)])
async def test_every_acknowledged_write_is_there_once(
    database_url: str, vault: Vault, tmp_path: Path, lines: int
) -> None:
    acknowledged = await acknowledged_until_killed(database_url, tmp_path / "media", lines)

    async def kept(connection: AsyncConnection) -> tuple[Counter[str], Counter[str], list[str]]:
        said = await connection.execute(select(tip_lines.c.tip, tip_lines.c.author))
        waiting = await connection.scalars(select(letters.c.tip))
        filed = await connection.scalars(select(tips.c.id))
        by_author = Counter(f"{row.author} {row.tip}" for row in said)
        return by_author, Counter(waiting), list(filed)

    database = await open_database(database_url)
    said, waiting, filed = await database.read(kept)
    assert len(acknowledged) >= lines
    for words in acknowledged:
        what, tip = words.split()
        assert tip in filed
        if what == "asked":
            assert said[f"desk {tip}"] == waiting[tip] == 1
        if what == "added":
            assert said[f"citizen {tip}"] == 1
    assert max(said.values(), default=0) <= 1
    assert await database.read(lambda c: audit.broken(c, vault)) == []
    await database.close()
