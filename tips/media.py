"""Where pictures and voices lie between a chat and a tip."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from messages.message import Media, MediaKind


class MediaShelf(Protocol):
    """Sealed files on disk."""

    async def put(self, content: bytes, kind: MediaKind, mime: str, at: datetime) -> Media: ...
    async def take(self, media: str) -> tuple[Media, bytes] | None: ...


@dataclass(frozen=True, slots=True)
class UploadId:
    """A file on its way: whose chat, and the name that its sender gave it."""

    chat: str
    name: str


class PieceShelf(Protocol):
    """Files on their way, sealed piece by piece; what falls silent is swept."""

    async def offset(self, upload: UploadId) -> int:
        """How many bytes of it are here."""
        ...

    async def append(self, upload: UploadId, offset: int, piece: bytes) -> int:
        """The new offset. Raises OffsetMoved, UploadTooBig, TooManyUploads."""
        ...

    async def whole(self, upload: UploadId) -> bytes | None:
        """What is here of it; nothing once it was finished; None where it is unknown."""
        ...

    async def finish(self, upload: UploadId) -> None:
        """Its bytes are needed no more; that it came is remembered as long as pieces are."""
        ...

    async def drop(self, upload: UploadId) -> None: ...
    async def drop_all(self, chat: str) -> None: ...


class OffsetMoved(Exception):
    """The piece does not begin where the last one ended: `offset` says where that is."""

    def __init__(self, offset: int) -> None:
        super().__init__("offset moved")
        self.offset = offset


class UploadTooBig(Exception):
    """More bytes, or more pieces, than a file may have."""


class TooManyUploads(Exception):
    """More unfinished files of one chat, or of all together, than are kept."""
