"""Sealed files on disk. A file comes before its row, so that no row is without its file."""

import asyncio
import hashlib
import os
import secrets
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Row, Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from messages.message import Media, MediaId, MediaKind
from storage.database.dialects import insert_unless_there, is_plain
from storage.database.interface import Database
from storage.database.reading import read_row
from storage.sealing.keys import CannotOpen
from storage.sealing.own_keys import OwnKey, new_own_key
from storage.sealing.vault import Vault
from storage.tables.citizens import media
from storage.tip_keys.files import FILE, TABLE, file_key_in
from tips.media import MediaShelf

FOR_ALL = "lessons"  # in place of a citizen: nobody's own
TRIES = 2  # a file may get a key of its own between a look at its row and one at itself
AT_ONCE = 2  # each takes the file twice in memory


class SealedShelf(MediaShelf):
    def __init__(self, database: Database, vault: Vault, folder: Path) -> None:
        self._database = database
        self._vault = vault
        self._folder = folder
        self._turns = asyncio.Semaphore(AT_ONCE)

    @override
    async def put(self, content: bytes, kind: MediaKind, mime: str, at: datetime) -> Media:
        name, own = secrets.token_hex(16), new_own_key()
        async with self._turns:
            await asyncio.to_thread(self._write, name, content, own)
        row = {"id": name, "kind": kind, "mime": mime, "size": len(content), "at": at}
        row["sealed"] = self._vault.seal_key(TABLE, name, own)
        await self._database.write(lambda c: c.execute(insert(media).values(**row)))
        return Media(MediaId(name), kind, mime, len(content))

    async def put_for_all(self, content: bytes, kind: MediaKind, mime: str, at: datetime) -> Media:
        """A lesson's picture, which any chat may look at. The same content is the same file."""
        name = hashlib.sha256(content).hexdigest()[:32]
        async with self._turns:
            await asyncio.to_thread(self._write, name, content)
        row = {"kind": kind, "mime": mime, "size": len(content), "citizen_key": FOR_ALL}

        async def work(connection: AsyncConnection) -> None:
            if not await insert_unless_there(connection, media, {"id": name, "at": at, **row}):
                again = update(media).where(media.c.id == name).values(at=at)
                await connection.execute(again)

        await self._database.write(work)
        return Media(MediaId(name), kind, mime, len(content))

    @override
    async def take(self, media: str) -> tuple[Media, bytes] | None:
        for _ in range(TRIES):
            row = await self._find(media) if is_plain(media) else None
            if row is None:
                return None
            async with self._turns:
                content = await asyncio.to_thread(self._read, row)
            if content is not None:
                return Media(MediaId(row.id), MediaKind(row.kind), row.mime, row.size), content
        return None

    async def discard(self, names: Sequence[str]) -> None:
        """Files whose rows are gone."""
        for name in names:
            await asyncio.to_thread(self._path(name).unlink, missing_ok=True)

    async def sweep(self, before: datetime) -> int:
        """Files from before then without a row: a crash came between the two."""
        swept = 0
        for folder in await asyncio.to_thread(sorted, self._folder.glob("??")):
            names = await asyncio.to_thread(_old_names, folder, before.timestamp())
            known = select(media.c.id).where(media.c.id.in_(names))
            kept = set(await self._database.read(partial(_all, wanted=known)))
            await self.discard([name for name in names if name not in kept])
            swept += len(set(names) - kept)
        return swept

    async def _find(self, name: str) -> Row[Any] | None:
        return await read_row(self._database, FILE.where(media.c.id == name))

    def _write(self, name: str, content: bytes, own: OwnKey | None = None) -> None:
        path = self._path(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        passing = path.with_suffix(".part")
        with os.fdopen(os.open(passing, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
            file.write(self._vault.seal_file(name, content, own))
            file.flush()
            os.fsync(file.fileno())
        passing.rename(path)
        for folder in (path.parent, self._folder):
            _sync(folder)

    def _read(self, row: Row[Any]) -> bytes | None:
        try:
            sealed = self._path(row.id).read_bytes()
            return self._vault.open_file(row.id, sealed, file_key_in(self._vault, row))
        except (FileNotFoundError, CannotOpen):
            return None

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name


def _old_names(folder: Path, before: float) -> list[str]:
    return [path.name for path in folder.iterdir() if path.stat().st_mtime < before]


async def _all(connection: AsyncConnection, wanted: Select[str]) -> Sequence[str]:
    return (await connection.scalars(wanted)).all()


def _sync(folder: Path) -> None:
    """A new name in a folder is durable only once the folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
