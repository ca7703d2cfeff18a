"""Everything of a line in one sealed file, taken while it runs, and put back; proven both times.

Inside: the database as a SQLite file, whatever database the line has, and the sealed media files.
No key is in it, and never that of the links: a backup leads to no resident.
"""

import asyncio
import os
import shutil
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from sqlalchemy import select

from storage.backup.sealed_stream import SealedReader, SealedWriter
from storage.database.interface import Database
from storage.database.opening import open_database
from storage.database.reading import read_rows
from storage.migrations import migrate
from storage.moving.moving import NotTheSame, copy_running, move
from storage.moving.proof import Holding, holdings
from storage.sealing.vault import Vault
from storage.tables.citizens import media

DATABASE, MEDIA = "line.sqlite3", "media"


@dataclass(frozen=True, slots=True)
class BackedUp:
    holdings: Sequence[Holding]
    files: int
    lost: int  # media that the database names and the folder no longer had


async def back_up(
    source: Database, vault: Vault, media_folder: Path, file: Path, work: Path
) -> BackedUp:
    """`work`: a folder of our own for as long as it takes. `file` is there when it is whole and was
    read back, never before. NotTheSame when what was read back is something else.
    """
    left = await _snapshot(source, vault, work / DATABASE)
    names = await _media_named(work / DATABASE)
    kept = [name for name in names if (media_folder / name[:2] / name).is_file()]
    part = file.with_name(f"{file.name}.part")
    await asyncio.to_thread(_write, part, vault, work / DATABASE, media_folder, kept)
    again = work / "read-back"
    await asyncio.to_thread(unpack, part, vault, again)
    await prove(again, left, kept)
    await asyncio.to_thread(_put_in_place, part, file)
    return BackedUp(left, len(kept), len(names) - len(kept))


async def restore(
    file: Path, vault: Vault, target: Database, media_folder: Path, work: Path
) -> BackedUp:
    """Into an empty line. NotEmpty and NotTheSame as for a move; CannotOpen for a file that was
    changed or sealed by another key: nothing was written.
    """
    await asyncio.to_thread(unpack, file, vault, work)
    source = await open_database(_url(work / DATABASE))
    try:
        moved = await move(source, target, vault, lambda _table: None)
    finally:
        await source.close()
    files = await asyncio.to_thread(_put_media, work / MEDIA, media_folder)
    return BackedUp(moved.holdings, files, 0)


def unpack(file: Path, vault: Vault, folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with file.open("rb") as sealed:
        reader = SealedReader(sealed, vault)
        with tarfile.open(mode="r|", fileobj=cast("Any", reader)) as archive:
            archive.extractall(folder, filter="data")
        reader.drain()


async def _snapshot(source: Database, vault: Vault, file: Path) -> Sequence[Holding]:
    await migrate(_url(file))
    target = await open_database(_url(file))
    try:
        return (await copy_running(source, target, vault)).holdings
    finally:
        await target.close()


async def _media_named(file: Path) -> list[str]:
    database = await open_database(_url(file))
    try:
        return sorted(row.id for row in await read_rows(database, select(media.c.id)))
    finally:
        await database.close()


async def prove(folder: Path, left: Sequence[Holding], kept: Sequence[str]) -> None:
    """NotTheSame unless what was unpacked there is what was left, with these media."""
    database = await open_database(_url(folder / DATABASE))
    try:
        read_back = await database.read(holdings)
    finally:
        await database.close()
    if tuple(left) != read_back:
        raise NotTheSame(", ".join(a.table for a, b in zip(left, read_back, strict=True) if a != b))
    if not all((folder / MEDIA / name).is_file() for name in kept):
        raise NotTheSame(MEDIA)


def _write(
    part: Path, vault: Vault, database: Path, media_folder: Path, names: Sequence[str]
) -> None:
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        writer = SealedWriter(file, vault)
        with tarfile.open(mode="w|", fileobj=cast("Any", writer)) as archive:
            archive.add(database, DATABASE)
            for name in names:
                archive.add(media_folder / name[:2] / name, f"{MEDIA}/{name}")
        writer.close()


def _put_in_place(part: Path, file: Path) -> None:
    part.replace(file)
    handle = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _put_media(unpacked: Path, folder: Path) -> int:
    files = sorted(unpacked.iterdir()) if unpacked.is_dir() else []
    for file in files:
        place = folder / file.name[:2]
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(file, place / file.name)
        (place / file.name).chmod(0o600)
    return len(files)


def _url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"
