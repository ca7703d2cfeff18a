"""Files on their way, sealed piece by piece on disk: a break of the network costs one piece.

Nothing here is a promise yet, so nothing is forced to the disk and no row tells of it. Names of
folders are marks: they say neither whose chat it is nor what its sender called the file.
"""

import asyncio
import secrets
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from typing_extensions import override

from storage.sealing.keys import CannotOpen
from storage.sealing.vault import HEADER_BYTES, TAG_BYTES, Vault
from tips.media import OffsetMoved, PieceShelf, TooManyUploads, UploadId, UploadTooBig

KEPT_FOR = timedelta(hours=1)  # of silence; a walk through a dead spot is shorter
LARGEST_FILE = 20 * 1024 * 1024
MOST_PIECES = 1000  # of one file: nobody fills the disk with files of one byte
MOST_OF_A_CHAT = 6  # unfinished files
MOST_TOGETHER = 2 * 1024**3  # bytes, of all chats
_DONE = "done"
_SEALED_MORE = HEADER_BYTES + TAG_BYTES


class SealedPieces(PieceShelf):
    def __init__(self, vault: Vault, folder: Path, most_together: int = MOST_TOGETHER) -> None:
        self._vault = vault
        self._folder = folder
        self._most_together = most_together

    @override
    async def offset(self, upload: UploadId) -> int:
        return await asyncio.to_thread(_offset, self._place(upload))

    @override
    async def append(self, upload: UploadId, offset: int, piece: bytes) -> int:
        return await asyncio.to_thread(self._append, self._place(upload), offset, piece)

    @override
    async def whole(self, upload: UploadId) -> bytes | None:
        return await asyncio.to_thread(self._whole, self._place(upload))

    @override
    async def finish(self, upload: UploadId) -> None:
        await asyncio.to_thread(_finish, self._place(upload))

    @override
    async def drop(self, upload: UploadId) -> None:
        await asyncio.to_thread(_remove, self._place(upload))

    @override
    async def drop_all(self, chat: str) -> None:
        await asyncio.to_thread(_remove, self._of_chat(chat))

    async def sweep(self, at: datetime) -> int:
        """Drop what was silent for an hour."""
        return await asyncio.to_thread(_sweep, self._folder, (at - KEPT_FOR).timestamp())

    def _append(self, place: Path, offset: int, piece: bytes) -> int:
        here = _offset(place)
        if offset != here:
            raise OffsetMoved(here)
        if here + len(piece) > LARGEST_FILE or len(_starts(place)) >= MOST_PIECES:
            raise UploadTooBig
        if not here:
            self._make_room_for(place)
        sealed = self._vault.seal_file(_name(place, offset), piece)
        passing = place / f"{secrets.token_hex(8)}.part"
        passing.write_bytes(sealed)
        try:
            (place / str(offset)).hardlink_to(passing)  # fails where another one was quicker
        except FileExistsError:
            raise OffsetMoved(_offset(place)) from None
        finally:
            passing.unlink()
        return offset + len(piece)

    def _make_room_for(self, place: Path) -> None:
        begun = [one for one in _folders(place.parent) if not (one / _DONE).exists()]
        held = sum(file.stat().st_size for file in self._folder.glob("*/*/*"))
        if len(begun) >= MOST_OF_A_CHAT or held > self._most_together:
            raise TooManyUploads
        place.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _whole(self, place: Path) -> bytes | None:
        if (place / _DONE).exists():
            return b""
        try:
            pieces = [self._open(place, start) for start in _starts(place)]
        except (FileNotFoundError, CannotOpen):
            return None
        return b"".join(pieces) or None

    def _open(self, place: Path, start: int) -> bytes:
        sealed = (place / str(start)).read_bytes()
        return self._vault.open_file(_name(place, start), sealed)

    def _place(self, upload: UploadId) -> Path:
        return self._of_chat(upload.chat) / self._vault.mark("upload", upload.chat, upload.name)

    def _of_chat(self, chat: str) -> Path:
        return self._folder / self._vault.mark("uploads", chat)


def _name(place: Path, start: int) -> str:
    """What a piece is sealed to: it opens in no other place of no other file."""
    return f"{place.name}/{start}"


def _offset(place: Path) -> int:
    starts = _starts(place)
    return starts[-1] + _length(place / str(starts[-1])) if starts else 0


def _starts(place: Path) -> list[int]:
    return sorted(int(file.name) for file in _within(place) if file.name.isdecimal())


def _length(piece: Path) -> int:
    return piece.stat().st_size - _SEALED_MORE


def _within(folder: Path) -> Iterator[Path]:
    return folder.iterdir() if folder.is_dir() else iter(())


def _folders(folder: Path) -> list[Path]:
    return [one for one in _within(folder) if one.is_dir()]


def _finish(place: Path) -> None:
    if not place.is_dir():
        return
    (place / _DONE).touch(mode=0o600)
    for start in _starts(place):
        (place / str(start)).unlink()


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _sweep(folder: Path, before: float) -> int:
    silent = [
        place
        for chat in _folders(folder)
        for place in _folders(chat)
        if place.stat().st_mtime < before
    ]
    for place in silent:
        _remove(place)
    for chat in _folders(folder):
        if not any(chat.iterdir()):
            _forget(chat)
    return len(silent)


def _forget(chat: Path) -> None:
    try:
        chat.rmdir()
    except OSError:
        return  # a file began in the meantime
