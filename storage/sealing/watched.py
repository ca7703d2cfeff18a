"""A key file that `tinbao keys rotate` may rewrite while this process runs."""

import time
from pathlib import Path

from storage.sealing.deriving import forget_derived
from storage.sealing.key_files import read_key_file
from storage.sealing.keys import Key, KeyProblem, KeyRing, OldMark

LOOK_SECONDS = 0.5  # a rotation waits longer than this before each of its steps

Stamp = tuple[int, int, int]


class WatchedRing:
    """Looked at again on use, at most every `every` seconds."""

    def __init__(self, path: Path, every: float = LOOK_SECONDS) -> None:
        self._path, self._every = path, every
        self._looked = time.monotonic()
        self._stamp = _stamp(path)
        self._ring = read_key_file(path).ring

    @property
    def current(self) -> Key:
        return self._fresh().current

    @property
    def keys(self) -> tuple[Key, ...]:
        return self._fresh().keys

    @property
    def retired(self) -> tuple[OldMark, ...]:
        return self._fresh().retired

    def _fresh(self) -> KeyRing:
        if time.monotonic() - self._looked >= self._every:
            self._looked = time.monotonic()
            self._look()
        return self._ring

    def _look(self) -> None:
        """Keys may lie on a disk that is taken away after the start: what was read then stays."""
        stamp = _stamp(self._path)
        if stamp is None or stamp == self._stamp:
            return
        try:
            self._ring = read_key_file(self._path).ring
        except KeyProblem:
            return
        self._stamp = stamp
        forget_derived()


def _stamp(path: Path) -> Stamp | None:
    try:
        seen = path.stat()
    except OSError:
        return None
    return seen.st_ino, seen.st_mtime_ns, seen.st_size
