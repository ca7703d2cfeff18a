"""The platform over HTTP/1.1 on loopback: httptools parses, no framework is in the way."""

import asyncio
import json
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import parse_qs

import httptools
import numpy as np
from typing_extensions import override

from bot.rehearsal import faults
from bot.rehearsal.answers import NO_METHOD, Answer, refusal
from bot.rehearsal.loopback import TOKEN, ensure_loopback
from bot.rehearsal.platform import Platform, Reply
from bot.rehearsal.tally import Tally

SPOKEN_TO = f"/bot{TOKEN}/".encode()
UNAUTHORIZED = refusal(401, "Unauthorized")


class PlatformConnection(asyncio.Protocol):
    """One connection of one client; it asks, waits for the answer, and asks again."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpRequestParser(self)
        self._url, self._kind, self._body = b"", "", b""

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None

    @override
    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self._break()

    # --- what httptools calls -----------------------------------------------------------------

    def on_message_begin(self) -> None:
        self._url, self._kind, self._body = b"", "", b""

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"content-type":
            self._kind = value.decode("latin-1")
        elif name.lower() == b"expect" and self._transport:
            self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def on_body(self, body: bytes) -> None:
        self._body = self._body + body if self._body else body

    def on_message_complete(self) -> None:
        reply = self._reply()
        if reply.after > 0:
            asyncio.get_running_loop().call_later(reply.after, self._answer, reply)
        else:
            self._answer(reply)

    def _reply(self) -> Reply:
        if self._url.startswith(SPOKEN_TO):
            method, _, query = self._url[len(SPOKEN_TO) :].decode().partition("?")
            if query:  # what a form may say as well
                return self._platform.hear(method, "", query.encode())
            return self._platform.hear(method, self._kind, self._body)
        if self._url.startswith(b"/bot"):
            return Reply(UNAUTHORIZED, 0)
        return Reply(controlled(self._platform, self._url.decode(), self._body), 0)

    def _answer(self, reply: Reply) -> None:
        if self._transport is None:
            return
        if reply.answer is None:
            self._break()
        else:
            self._transport.write(reply.answer.wire)

    def _break(self) -> None:
        if self._transport is not None:
            self._transport.abort()


# --- for whoever holds the rehearsal ------------------------------------------------------------


def controlled(platform: Platform, url: str, body: bytes) -> Answer:
    path, _, query = url.partition("?")
    asked = CONTROLS.get(path)
    return asked(platform, query, body) if asked else NO_METHOD


def _report(platform: Platform, _query: str, _body: bytes) -> Answer:
    return _json(platform.tally.report())


def _counts(platform: Platform, _query: str, _body: bytes) -> Answer:
    counts = np.minimum(platform.tally.counts, 65_535).astype("<u2")
    return Answer(200, counts.tobytes(), "application/octet-stream")


def _seconds(platform: Platform, _query: str, _body: bytes) -> Answer:
    return _json(platform.tally.seconds.tolist())


def _messages(platform: Platform, query: str, _body: bytes) -> Answer:
    return _json(platform.tally.messages(int(parse_qs(query)["chat"][0])))


def _faults(platform: Platform, _query: str, body: bytes) -> Answer:
    platform.change(faults.loads(body))
    return _json(told=True)


def _halt(platform: Platform, query: str, _body: bytes) -> Answer:
    platform.gate.halt(platform.now(), float(parse_qs(query)["seconds"][0]))
    return _json(told=True)


def _forget(platform: Platform, _query: str, _body: bytes) -> Answer:
    """Empty again, for what comes next."""
    platform.tally = Tally(platform.tally.first, platform.tally.people)
    platform.change(platform.faults)
    return _json(told=True)


CONTROLS: dict[str, Callable[[Platform, str, bytes], Answer]] = {
    "/control/report": _report,
    "/control/counts": _counts,
    "/control/seconds": _seconds,
    "/control/messages": _messages,
    "/control/faults": _faults,
    "/control/halt": _halt,
    "/control/forget": _forget,
}


def _json(told: Any) -> Answer:
    return Answer(200, json.dumps(told).encode())


async def open_platform(platform: Platform, host: str, port: int) -> asyncio.Server:
    ensure_loopback(host)
    loop = asyncio.get_running_loop()
    return await loop.create_server(lambda: PlatformConnection(platform), host, port, backlog=4096)
