"""Gives media files keys of their own; those that are for all are sealed anew."""

import asyncio
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from sqlalchemy import select

from storage.database.interface import Database
from storage.database.reading import read_row, read_rows
from storage.media import FOR_ALL
from storage.rotating.sealed import CONTENT
from storage.sealing.files import write_through
from storage.sealing.keys import CannotOpen
from storage.sealing.own_keys import OwnKey, is_own
from storage.sealing.vault import HEADER_BYTES, Vault, key_named
from storage.tables.citizens import media
from storage.tip_keys.files import give_key

PASSING = ".anew"


def older_files(vault: Vault, folder: Path) -> list[Path]:
    files = sorted(folder.glob("??/*"))
    return [file for file in files if not file.suffix and _is_older(vault, file)]


async def seal_files(
    database: Database, vault: Vault, folder: Path, tell: Callable[[int], None]
) -> int:
    """How many were. One at a time; one without a row is just being written, or erased."""
    sealed = 0
    for file in await asyncio.to_thread(older_files, vault, folder):
        row = await read_row(database, select(media).where(media.c.id == file.name))
        if row is None:
            continue
        own = None
        if row.citizen_key != FOR_ALL:
            own = await database.write(partial(give_key, vault=vault, file=file.name))
        sealed += await asyncio.to_thread(_seal_anew, vault, file, own)
        if not await _has_row(database, file):  # erased meanwhile: it must not be back
            await asyncio.to_thread(file.unlink, missing_ok=True)
        tell(1)
    return sealed


async def _has_row(database: Database, file: Path) -> bool:
    return bool(await read_rows(database, select(media.c.id).where(media.c.id == file.name)))


def _is_older(vault: Vault, file: Path) -> bool:
    try:
        with file.open("rb") as sealed:
            begins = sealed.read(HEADER_BYTES)
            return not is_own(begins) and key_named(begins) != vault.key_in_use(CONTENT)
    except FileNotFoundError:
        return False


def _seal_anew(vault: Vault, file: Path, own: OwnKey | None) -> bool:
    """Its time stays: by it, files without a row are swept (storage/media.py)."""
    passing = file.with_suffix(PASSING)
    try:
        times = file.stat()
        content = vault.open_file(file.name, file.read_bytes(), own)
    except (FileNotFoundError, CannotOpen):
        return False
    passing.unlink(missing_ok=True)
    anew = vault.seal_file(file.name, content, own)
    write_through(os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), anew)
    os.utime(passing, ns=(times.st_atime_ns, times.st_mtime_ns))
    passing.replace(file)
    return True
