"""A file sealed piece by piece under the content key: neither read nor changed, cut or put together
anew without it.

Magic and key id, then pieces: length (4 bytes) | nonce (12) | AES-256-GCM of at most 1 MB. Each is
bound to its number and to whether it is the last: a file that ends early does not open.
"""

import os
import struct
from typing import IO

from storage.sealing.keys import CannotOpen
from storage.sealing.vault import Vault

MAGIC = b"tinbao-backup/1\n"
PIECE = 2**20
LENGTH = struct.Struct(">I")


class SealedWriter:
    """What `tarfile` writes to."""

    def __init__(self, file: IO[bytes], vault: Vault) -> None:
        self._file, self._vault = file, vault
        self._waiting = bytearray()
        self._number = 0
        file.write(MAGIC)

    def write(self, content: bytes) -> int:
        self._waiting += content
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(content)

    def close(self) -> None:
        """The last piece, and everything on disk."""
        self._put(bytes(self._waiting), last=True)
        self._file.flush()
        os.fsync(self._file.fileno())

    def _put(self, piece: bytes, *, last: bool) -> None:
        sealed = self._vault.seal_piece(_name(self._number, last=last), piece)
        self._file.write(LENGTH.pack(len(sealed)) + sealed)
        self._number += 1


class SealedReader:
    """What `tarfile` reads from. CannotOpen for what was changed, cut, or sealed by another key."""

    def __init__(self, file: IO[bytes], vault: Vault) -> None:
        self._file, self._vault = file, vault
        self._waiting = b""
        self._number = 0
        self._ended = False
        if file.read(len(MAGIC)) != MAGIC:
            raise CannotOpen("backup")

    def read(self, size: int) -> bytes:
        while len(self._waiting) < size and not self._ended:
            self._waiting += self._take()
        taken, self._waiting = self._waiting[:size], self._waiting[size:]
        return taken

    def drain(self) -> None:
        """To the end: only then it is known that nothing was cut off."""
        while not self._ended:
            self._take()

    def _take(self) -> bytes:
        head = self._file.read(LENGTH.size)
        if len(head) < LENGTH.size:
            raise CannotOpen("backup")
        sealed = self._file.read(LENGTH.unpack(head)[0])
        self._ended = self._is_last()
        piece = self._vault.open_piece(_name(self._number, last=self._ended), sealed)
        self._number += 1
        return piece

    def _is_last(self) -> bool:
        following = self._file.read(1)
        self._file.seek(-len(following), os.SEEK_CUR)
        return not following


def _name(number: int, *, last: bool) -> str:
    return f"{number}{'.' if last else ''}"
