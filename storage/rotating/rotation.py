"""Takes a new key in place of one of the three, while the line runs; the older one is destroyed.

Each step stands in the key file, so that whoever goes on after a crash finds where it was:
the next key is written; it seals, and the older one only opens; everything is sealed anew; the
older key goes. Before each step every process has had time to read the file again, and every
transaction that began before the step has ended.
"""

import asyncio
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database.dialects import on_postgres
from storage.database.interface import Database
from storage.rotating.files import older_files, seal_files
from storage.rotating.own_keys import give_keys
from storage.rotating.people import name_older_citizens, name_subscribers
from storage.rotating.rows import count_older, seal_column
from storage.rotating.sealed import CONTENT, IDENTITY, MARKS, SEALED, SUBSCRIBERS
from storage.sealing.key_files import read_key_file, write_key_file
from storage.sealing.vault import Vault
from storage.sealing.watched import LOOK_SECONDS
from storage.tables.base import UtcDateTime

SETTLE = 4 * LOOK_SECONDS
LINGER = 10.0  # seconds in which whoever read a row has opened it
LOOK_AGAIN = 0.2

_OLDER_TRANSACTIONS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND usename = current_user AND pid <> pg_backend_pid() AND xact_start < :moment"
)


class RotationRuns(Exception):
    """Another process rotates this key at the moment."""


@dataclass(frozen=True, slots=True)
class Pauses:
    settle: float = SETTLE
    linger: float = LINGER


@dataclass(frozen=True, slots=True)
class Progress:
    ring: str
    done: int
    of: int


Tell = Callable[[Progress], None]


class Rotation:
    """The vault must watch its key files: `storage.sealing.watched`."""

    def __init__(
        self, database: Database, vault: Vault, media_folder: Path, pauses: Pauses | None = None
    ) -> None:
        self._database = database
        self._vault = vault
        self._folder = media_folder
        self._pauses = pauses or Pauses()

    async def rotate(self, ring: str, file: Path, tell: Tell) -> int:
        """How many rows and files were sealed anew. Goes on where one that was killed stopped.
        RotationRuns.
        """
        with _alone(file):
            return await self._steps(ring, file, tell)

    async def _steps(self, ring: str, file: Path, tell: Tell) -> int:
        if not read_key_file(file).is_rotating:
            write_key_file(file, read_key_file(file).announced())
        if (found := read_key_file(file)).next:
            await self._wait(self._pauses.settle)
            write_key_file(file, found.switched())
        await self._wait(self._pauses.settle)
        sealed = await self._seal_all(ring, tell)
        await self._wait(self._pauses.linger)
        sealed += await self._seal_all(ring, tell)
        write_key_file(file, read_key_file(file).settled(MARKS[ring]))
        await self._database.forget()
        return sealed

    async def _seal_all(self, ring: str, tell: Tell) -> int:
        """Until a look finds nothing more that opens under an older key."""
        total = 0
        while sealed := await self._seal_once(ring, tell):
            total += sealed
        return total

    async def _seal_once(self, ring: str, tell: Tell) -> int:
        columns = [one for one in SEALED if one.ring == ring]
        older = [await count_older(self._database, self._vault, one) for one in columns]
        files = older_files(self._vault, self._folder) if ring == CONTENT else []
        count = _Count(ring, sum(older) + len(files), tell)
        if ring == IDENTITY:
            await name_older_citizens(self._database, self._vault)
        sealed = await give_keys(self._database, self._vault, count.add) if ring == CONTENT else 0
        if ring == SUBSCRIBERS:
            sealed += await name_subscribers(self._database, self._vault, count.add)
        for column in columns:
            sealed += await seal_column(self._database, self._vault, column, count.add)
        if files:
            sealed += await seal_files(self._database, self._vault, self._folder, count.add)
        return sealed

    async def _wait(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        since = await self._database.write(_now)
        while since and await self._runs_since_before(since):  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(LOOK_AGAIN)

    async def _runs_since_before(self, moment: datetime) -> bool:
        return await self._database.read(partial(_has_older, moment=moment))


class _Count:
    def __init__(self, ring: str, of: int, tell: Tell) -> None:
        self._ring, self._of, self._tell = ring, of, tell
        self._done = 0

    def add(self, more: int) -> None:
        self._done = min(self._done + more, self._of)
        self._tell(Progress(self._ring, self._done, self._of))


async def _now(connection: AsyncConnection) -> datetime | None:
    """SQLite has one writer: when this was our turn, those before us were through."""
    if not on_postgres(connection):
        return None
    return await connection.scalar(select(func.clock_timestamp(type_=UtcDateTime)))


async def _has_older(connection: AsyncConnection, moment: datetime) -> bool:
    return bool(await connection.scalar(_OLDER_TRANSACTIONS, {"moment": moment}))


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    lock = os.open(file.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise RotationRuns from None
    finally:
        os.close(lock)
