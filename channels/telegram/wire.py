"""HTTP/1.1 at its barest, for the one call that is made a thousand times a second.

aiohttp spends 0.2 ms of processor on a request, most of it on what a bot never needs: cookies,
redirects, URLs, multipart. Here a request is one write and an answer is what httptools parses.
"""

import asyncio
import ssl
from collections import deque
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urlsplit

import httptools
from aiohappyeyeballs import start_connection
from typing_extensions import override

CONNECTS_WITHIN = 10.0
KEPT = 30.0  # seconds; a line that rested longer may be closed just as we write
NEXT_ADDRESS = 0.25  # seconds until another address is tried beside one that does not answer


class NotSent(Exception):
    """Nobody took the call: no word of it has left."""


class Broken(Exception):
    """The line broke, or nothing was said for too long: it may have arrived."""


class TelegramConnection(asyncio.Protocol):
    """One connection: one call at a time, kept open for the next."""

    def __init__(self) -> None:
        self.is_open = False
        self.rests_since = 0.0
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._body: list[bytes] = []

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self.is_open = True

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self.is_open = False
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(Broken())

    @override
    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self.close()

    async def ask(self, call: bytes, patience: float) -> tuple[int, bytes]:
        if self._transport is None or not self.is_open:
            raise NotSent
        loop = asyncio.get_running_loop()
        self._answer = loop.create_future()
        self._body = []
        too_late = loop.call_later(patience, self.close)
        self._transport.write(call)
        try:
            return await self._answer
        except asyncio.CancelledError:
            self.close()  # its answer would be taken for the next call's
            raise
        finally:
            too_late.cancel()

    def close(self) -> None:
        self.is_open = False
        if self._transport is not None:
            self._transport.abort()

    # --- what httptools calls -----------------------------------------------------------------

    def on_body(self, body: bytes) -> None:
        self._body.append(body)

    def on_message_complete(self) -> None:
        if self._answer is None or self._answer.done():
            self.close()  # nobody asked
            return
        self.is_open = self.is_open and self._parser.should_keep_alive()
        self._answer.set_result((self._parser.get_status_code(), b"".join(self._body)))


@dataclass(eq=False)
class Wire:
    """As many lines to one server as are needed at once, at most `limit`."""

    base: str
    limit: int = 100
    tls: ssl.SSLContext | None = None  # the system's, where the address asks for one
    _idle: list[TelegramConnection] = field(default_factory=list, init=False)
    _waiting: "deque[asyncio.Future[None]]" = field(default_factory=deque, init=False)
    _open: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        told = urlsplit(self.base)
        self._host = told.hostname or ""
        if told.scheme == "https" and self.tls is None:
            self.tls = ssl.create_default_context()
        self._port = told.port or (443 if self.tls else 80)
        self._head = b" HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n" % (
            told.netloc.rpartition("@")[2].encode()
        )

    async def post(self, path: bytes, body: bytes, patience: float) -> tuple[int, bytes]:
        """Status and body. NotSent or Broken when there is no answer."""
        line = await self._line()
        call = b"POST %s%sContent-Length: %d\r\n\r\n%s" % (path, self._head, len(body), body)
        try:
            return await line.ask(call, patience)
        finally:
            self._give_back(line)

    async def close(self) -> None:
        while self._idle:
            self._idle.pop().close()
        await asyncio.sleep(0)  # a transport lets go of its socket in the loop's next turn

    async def _line(self) -> TelegramConnection:
        while True:
            if (line := self._rested()) is not None:
                return line
            if self._open < self.limit:
                return await self._connected()
            await self._turn()

    def _rested(self) -> TelegramConnection | None:
        now = asyncio.get_running_loop().time()
        while self._idle:
            line = self._idle.pop()
            if line.is_open and now - line.rests_since < KEPT:
                return line
            line.close()
            self._open -= 1
        return None

    async def _turn(self) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._wake()  # it was our turn: somebody else's now
            raise

    async def _connected(self) -> TelegramConnection:
        self._open += 1
        try:
            async with asyncio.timeout(CONNECTS_WITHIN):
                return await self._connect()
        except BaseException as problem:
            self._open -= 1
            self._wake()
            if isinstance(problem, (OSError, TimeoutError)):  # a certificate not theirs, too
                raise NotSent from None
            raise

    async def _connect(self) -> TelegramConnection:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(self._host, self._port, type=1)
        sock = await start_connection(found, happy_eyeballs_delay=NEXT_ADDRESS)
        name = self._host if self.tls else None
        _, line = await loop.create_connection(
            TelegramConnection, sock=sock, ssl=self.tls, server_hostname=name
        )
        return line

    def _give_back(self, line: TelegramConnection) -> None:
        if line.is_open:
            line.rests_since = asyncio.get_running_loop().time()
            self._idle.append(line)
        else:
            line.close()
            self._open -= 1
        self._wake()

    def _wake(self) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
