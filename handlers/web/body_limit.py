"""Refuses bodies larger than a door can want, before they are read into memory."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from channels.cleaning.clean import LARGEST
from handlers.web.problems import Problem, problem_response

WORDS = 64 * 1024
PIECE = 512 * 1024  # of a file that comes in pieces
SHEET = 4 * 1024 * 1024  # a list of some ten thousand rows
FILE = LARGEST + 64 * 1024  # a file and the form around it
DRAINED = 64 * 1024 * 1024  # read and dropped, so that the sender gets to read our answer


class BodyLimit:
    """`files_at`: the paths that take a multipart file; below `pieces_at`, one in pieces; below
    `sheets_at`, a sheet.
    """

    def __init__(
        self,
        app: ASGIApp,
        files_at: frozenset[str] = frozenset(),
        pieces_at: str = "\0",
        sheets_at: str = "\0",
    ) -> None:
        self.app = app
        self.files_at = files_at
        self.pieces_at = pieces_at
        self.sheets_at = sheets_at

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path, headers = scope["path"], Headers(scope=scope)
        counted = _Counted(receive, self._limit(path, headers))
        if _declared(headers) > counted.limit:
            await _drain(receive)
            answer = problem_response(Request(scope), Problem(413, "too_big"))
            await answer(scope, receive, send)
            return
        await self.app(scope, counted, send)

    def _limit(self, path: str, headers: Headers) -> int:
        if path.startswith(self.pieces_at):
            return PIECE
        if path.startswith(self.sheets_at):
            return SHEET
        is_form = headers.get("content-type", "").startswith("multipart/form-data")
        return FILE if is_form and path in self.files_at else WORDS


class _Counted:
    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self.limit = limit
        self._read = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._read += len(message.get("body", b""))
        if self._read > self.limit:
            raise HTTPException(413)  # a length that was not told or not true
        return message


def _declared(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 16 else 0


async def _drain(receive: Receive) -> None:
    dropped = 0
    while dropped < DRAINED:
        message = await receive()
        dropped += len(message.get("body", b""))
        if not message.get("more_body", False):
            return
