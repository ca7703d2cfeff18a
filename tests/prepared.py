"""A data folder whose database is at the newest revision: to bring it there takes three times as
long as all else a command does. No key was made yet, as after a first start that was broken off.
"""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from storage.migrations import migrate


def prepared(folder: Path) -> Path:
    if not folder.exists():
        folder.mkdir(mode=0o700)
        at_head(folder / "tinbao.sqlite3")
    return folder


def at_head(file: Path) -> Path:
    file.touch(0o600)
    file.write_bytes(_empty())
    return file


def sqlite_url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


def apart(work: Coroutine[Any, Any, object]) -> None:
    """In a thread of its own: the loop of the tests is not touched."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "tinbao.sqlite3"
        apart(migrate(sqlite_url(file)))
        return file.read_bytes()
