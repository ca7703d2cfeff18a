"""Takes an uploaded file into memory, never onto the disk: there it would lie unsealed."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from handlers.chat.upload_room import HELD_AT_ONCE, UploadRoom
from handlers.web.problems import Problem


@dataclass(frozen=True, slots=True)
class Upload:
    content: bytes
    claimed_mime: str


class _InMemory(MultiPartParser):
    spool_max_size = HELD_AT_ONCE


@asynccontextmanager
async def receive(request: Request, room: UploadRoom) -> AsyncIterator[Upload]:
    """A form with one file."""
    with room.place(request) as place:
        async with room.patience(place):
            form = await _form(request, room.chunks(request, place))
        try:
            file = form.get("file")
            if not isinstance(file, UploadFile):
                raise Problem(422, "no_file")
            yield Upload(await file.read(), file.content_type or "")
        finally:
            await form.close()


@asynccontextmanager
async def read(request: Request, room: UploadRoom) -> AsyncIterator[bytes]:
    """A body that is one piece of a file, whole."""
    with room.place(request) as place:
        async with room.patience(place):
            piece = b"".join([chunk async for chunk in room.chunks(request, place)])
        yield piece


async def _form(request: Request, chunks: AsyncGenerator[bytes, None]) -> FormData:
    try:
        return await _InMemory(request.headers, chunks, max_files=1, max_fields=0).parse()
    except (MultiPartException, ValueError):  # ValueError: a charset that decodes nothing
        raise Problem(400, "bad_request") from None
