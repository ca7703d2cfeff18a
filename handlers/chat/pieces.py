"""A file in pieces: after a break it is asked how much came, and only the rest is sent.

The words of the tus protocol (`Upload-Offset`), as far as one chat needs them. The name of a
file on its way is the Idempotency-Key of the message that will carry it.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Header, Path, Request, Response

from desks.ports import Space
from handlers.chat import spec
from handlers.chat.upload import read
from handlers.chat.upload_room import UploadRoom
from handlers.chat.visitor import Visitors
from handlers.web.problems import Problem
from tips.media import OffsetMoved, PieceShelf, TooManyUploads, UploadId, UploadTooBig

OCTETS = "application/octet-stream"
LARGEST_FILE = 20 * 1024 * 1024

FileKey = Annotated[str, Path(pattern=r"^[0-9A-Za-z_-]{1,128}$")]
Offset = Annotated[int, Header(alias="Upload-Offset", ge=0, le=LARGEST_FILE)]


@dataclass(frozen=True, slots=True)
class PiecesDoor:
    pieces: PieceShelf
    room: UploadRoom
    visitors: Visitors
    space: Space

    async def ask(self, request: Request, key: FileKey) -> Response:
        """How many bytes of this file are here: the next piece begins there."""
        upload = UploadId(self.visitors.piecemeal(request), key)
        return _told(await self.pieces.offset(upload), 200)

    async def take(self, request: Request, key: FileKey, offset: Offset) -> Response:
        """The next piece of a file, of at most 512 kB; the file, of at most 20 MB."""
        upload = UploadId(self.visitors.piecemeal(request), key)
        if request.headers.get("content-type", "").strip().lower() != OCTETS:
            raise Problem(415, "unsupported_type")
        if not self.space.takes_files():
            raise Problem(503, "no_room_for_files", headers={"Retry-After": "60"})
        async with read(request, self.room) as piece:
            if not piece:
                raise Problem(422, "no_file")
            return await self._append(upload, offset, piece)

    async def drop(self, request: Request, key: FileKey) -> None:
        """Forget what came of this file."""
        await self.pieces.drop(UploadId(self.visitors.piecemeal(request), key))

    async def _append(self, upload: UploadId, offset: int, piece: bytes) -> Response:
        try:
            return _told(await self.pieces.append(upload, offset, piece), 204)
        except OffsetMoved as moved:
            where = {"Upload-Offset": str(moved.offset)}
            raise Problem(409, "offset_moved", headers=where) from None
        except UploadTooBig:
            raise Problem(413, "too_big") from None
        except TooManyUploads:
            raise Problem(503, "busy", headers={"Retry-After": "30"}) from None

    async def whole(self, upload: UploadId) -> bytes:
        """Nothing, of a file whose message was answered already."""
        content = await self.pieces.whole(upload)
        if content is None:
            raise Problem(409, "offset_moved", headers={"Upload-Offset": "0"})
        return content


def add_to(api: APIRouter, door: PiecesDoor) -> None:
    path = "/uploads/{key}"
    api.add_api_route(path, door.ask, methods=["HEAD"], **spec.ASK_OFFSET)
    api.add_api_route(path, door.take, methods=["PATCH"], **spec.TAKE_PIECE)
    api.add_api_route(path, door.drop, methods=["DELETE"], **spec.DROP_FILE)


def _told(offset: int, status: int) -> Response:
    return Response(status_code=status, headers={"Upload-Offset": str(offset)})
