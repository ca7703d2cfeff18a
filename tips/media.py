"""Where pictures and voices lie between a chat and a tip."""

from datetime import datetime
from typing import Protocol

from messages.message import Media, MediaKind


class MediaShelf(Protocol):
    """Sealed files on disk."""

    async def put(self, content: bytes, kind: MediaKind, mime: str, at: datetime) -> Media: ...
    async def take(self, media: str) -> tuple[Media, bytes] | None: ...
