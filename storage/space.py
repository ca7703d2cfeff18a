"""How much room is left where the line writes: files are refused first, words last.

Without a floor the disk fills to its last byte, and then not even the erasing of old rows, which
writes too, can make room again.
"""

import errno
import shutil
from datetime import datetime
from pathlib import Path

from typing_extensions import override

from desks.errors import NoRoom
from desks.ports import Space
from messages.message import Media, MediaKind
from tips.media import MediaShelf


class DiskSpace(Space):
    """Of the disk under `folder`; `files_need` and `words_need` in bytes. Words that a database
    elsewhere keeps need nothing here.
    """

    def __init__(
        self, folder: Path, files_need: int, words_need: int, *, holds_words: bool = True
    ) -> None:
        self._folder = folder
        self._files_need = files_need
        self._words_need = words_need
        self._holds_words = holds_words

    @property
    def free(self) -> int:
        """Bytes."""
        return shutil.disk_usage(self._folder).free

    @override
    def takes_files(self) -> bool:
        return self.free >= max(self._files_need, self._words_need)

    @override
    def takes_words(self) -> bool:
        return not self._holds_words or self.free >= self._words_need


class SparingShelf(MediaShelf):
    """Raises NoRoom instead of filling the disk; what is kept can be taken out all the same."""

    def __init__(self, shelf: MediaShelf, space: Space) -> None:
        self._shelf = shelf
        self._space = space

    @override
    async def put(self, content: bytes, kind: MediaKind, mime: str, at: datetime) -> Media:
        if not self._space.takes_files():
            raise NoRoom
        try:
            return await self._shelf.put(content, kind, mime, at)
        except OSError as problem:
            if problem.errno == errno.ENOSPC:
                raise NoRoom from None
            raise

    @override
    async def take(self, media: str) -> tuple[Media, bytes] | None:
        return await self._shelf.take(media)
