"""Seals media files anew under the content key in use."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from storage.database.interface import Database
from storage.database.reading import read_rows
from storage.rotating.sealed import CONTENT
from storage.sealing.files import write_through
from storage.sealing.keys import CannotOpen
from storage.sealing.vault import HEADER_BYTES, Vault, key_named
from storage.tables.citizens import media

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
        if not await _has_row(database, file):
            continue
        sealed += await asyncio.to_thread(_seal_anew, vault, file)
        if not await _has_row(database, file):  # erased meanwhile: it must not be back
            await asyncio.to_thread(file.unlink, missing_ok=True)
        tell(1)
    return sealed


async def _has_row(database: Database, file: Path) -> bool:
    return bool(await read_rows(database, select(media.c.id).where(media.c.id == file.name)))


def _is_older(vault: Vault, file: Path) -> bool:
    try:
        with file.open("rb") as sealed:
            return key_named(sealed.read(HEADER_BYTES)) != vault.key_in_use(CONTENT)
    except FileNotFoundError:
        return False


def _seal_anew(vault: Vault, file: Path) -> bool:
    """Its time stays: by it, files without a row are swept (storage/media.py)."""
    passing = file.with_suffix(PASSING)
    try:
        times = file.stat()
        anew = vault.seal_anew(CONTENT, "media", file.name, file.read_bytes())
    except (FileNotFoundError, CannotOpen):
        return False
    passing.unlink(missing_ok=True)
    write_through(os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), anew)
    os.utime(passing, ns=(times.st_atime_ns, times.st_mtime_ns))
    passing.replace(file)
    return True
