"""Takes an uploaded file into memory, never onto the disk: there it would lie unsealed."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import TypeVar

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from handlers.web.problems import Problem

HELD_AT_ONCE = 60 * 1024 * 1024  # of all uploads together, so that memory stays below 300 MB
SLOWEST_SECONDS = 180

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Upload:
    content: bytes
    claimed_mime: str


class _InMemory(MultiPartParser):
    spool_max_size = HELD_AT_ONCE


class UploadRoom:
    """Holds the uploads being read and cleaned; a full room asks to come back a little later."""

    def __init__(self, capacity: int = HELD_AT_ONCE) -> None:
        self._capacity = capacity
        self._held = 0

    @asynccontextmanager
    async def receive(self, request: Request) -> AsyncIterator[Upload]:
        share: list[int] = []
        try:
            yield await _upload(request, self._counted(request, share))
        finally:
            self._held -= sum(share)

    @asynccontextmanager
    async def read(self, request: Request) -> AsyncIterator[bytes]:
        """A body that is one piece of a file, whole."""
        share: list[int] = []
        try:
            yield await _in_time(_joined(self._counted(request, share)))
        finally:
            self._held -= sum(share)

    @contextmanager
    def hold(self, size: int) -> Iterator[None]:
        """For a file that is put together from its pieces."""
        if self._held + size > self._capacity:
            raise _busy()
        self._held += size
        try:
            yield
        finally:
            self._held -= size

    async def _counted(self, request: Request, share: list[int]) -> AsyncGenerator[bytes, None]:
        async for chunk in request.stream():
            if self._held + len(chunk) > self._capacity:
                raise _busy()
            self._held += len(chunk)
            share.append(len(chunk))
            yield chunk


async def _upload(request: Request, chunks: AsyncGenerator[bytes, None]) -> Upload:
    form = await _form(request, chunks)
    try:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise Problem(422, "no_file")
        return Upload(await file.read(), file.content_type or "")
    finally:
        await form.close()


def _busy() -> Problem:
    return Problem(503, "busy", headers={"Retry-After": "10"})


async def _joined(chunks: AsyncGenerator[bytes, None]) -> bytes:
    return b"".join([chunk async for chunk in chunks])


async def _in_time(reading: Awaitable[T]) -> T:
    try:
        async with asyncio.timeout(SLOWEST_SECONDS):
            return await reading
    except TimeoutError:
        raise Problem(408, "too_slow") from None


async def _form(request: Request, chunks: AsyncGenerator[bytes, None]) -> FormData:
    try:
        return await _in_time(_InMemory(request.headers, chunks, max_files=1, max_fields=0).parse())
    except (MultiPartException, ValueError):  # ValueError: a charset that decodes nothing
        raise Problem(400, "bad_request") from None
