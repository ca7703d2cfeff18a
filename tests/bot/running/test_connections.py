"""Connections of strangers, on a real socket: each may take its share and no more."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from bot.running.connection import GuardedConfig
from bot.running.doorway import Doorway, Limits

QUICK = Limits(head_seconds=0.2, chunk_seconds=0.2, untaken_seconds=0.2)
PATIENCE = 60.0  # seconds: the machine may be busy with other tests
GET = b"GET / HTTP/1.1\r\nHost: line\r\n"


@dataclass
class Line:
    port: int
    doorway: Doorway
    _writers: list[asyncio.StreamWriter] = field(default_factory=list)

    async def connect(
        self, source: str = "127.0.0.1"
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        pair = await asyncio.open_connection("127.0.0.1", self.port, local_addr=(source, 0))
        self._writers.append(pair[1])
        return pair

    async def leave(self) -> None:
        for writer in self._writers:
            writer.transport.abort()
        await asyncio.sleep(0.01)


async def _app(scope: Scope, receive: Receive, send: Send) -> None:
    """Reads the whole body, then answers with as much as the path says."""
    if scope["type"] != "http":
        return
    message = await receive()
    while message.get("more_body"):
        message = await receive()
    if message["type"] == "http.disconnect":
        return
    body = b"x" * int(scope["path"].strip("/") or 2)
    head = {
        "type": "http.response.start",
        "status": 200,
        "headers": [(b"content-length", b"%d" % len(body))],
    }
    await send(head)
    await send({"type": "http.response.body", "body": body})


@asynccontextmanager
async def a_line(limits: Limits = QUICK, proxies: tuple[str, ...] = ()) -> AsyncIterator[Line]:
    doorway = Doorway(limits, proxies)
    server = uvicorn.Server(
        GuardedConfig(_app, doorway, port=0, log_level="critical", lifespan="off", ws="none")
    )
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    line = Line(server.servers[0].sockets[0].getsockname()[1], doorway)
    try:
        yield line
    finally:
        await line.leave()
        server.should_exit = True
        await serving


async def _answer(reader: asyncio.StreamReader) -> bytes:
    """The status line; empty when the connection was cut."""
    async with asyncio.timeout(PATIENCE):
        try:
            return (await reader.readline())[9:12]
        except ConnectionResetError:
            return b""


async def test_a_usual_request_is_answered_and_the_connection_stays() -> None:
    async with a_line() as line:
        reader, writer = await line.connect()
        for _ in range(3):
            writer.write(GET + b"\r\n")
            assert await _answer(reader) == b"200"
            await reader.readuntil(b"\r\n\r\nxx")


@pytest.mark.parametrize("piece", [b"X-A: " + b"a" * 4_000 + b"\r\n", b"a" * 4_096])
async def test_a_head_of_more_than_32_kb_is_refused(piece: bytes) -> None:
    """Many headers, and one that never ends: that took as much memory as was sent."""
    async with a_line() as line:
        reader, writer = await line.connect()
        writer.write(GET + b"X-Long: ")
        for _ in range(100):
            writer.write(piece)
        assert await _answer(reader) in {b"431", b""}
        assert len(line.doorway) == 0 or await _is_cut(reader)


async def test_trailers_after_a_body_are_part_of_the_head() -> None:
    async with a_line() as line:
        reader, writer = await line.connect()
        writer.write(b"POST / HTTP/1.1\r\nHost: line\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: ")
        for _ in range(100):
            writer.write(b"a" * 4_096)
        assert await _answer(reader) == b""


async def test_half_a_head_is_waited_for_no_longer_than_it_may_take() -> None:
    async with a_line() as line:
        reader, writer = await line.connect()
        for number in range(3):  # what goes on coming is no excuse
            writer.write(GET if number == 0 else b"X-%d: 1\r\n" % number)
            await asyncio.sleep(0.05)
        assert await _answer(reader) == b"408"


async def test_empty_lines_do_not_keep_a_connection() -> None:
    async with a_line() as line:
        reader, writer = await line.connect()
        writer.write(GET + b"\r\n")
        assert await _answer(reader) == b"200"
        for _ in range(3):
            writer.write(b"\r\n")
            await asyncio.sleep(0.05)
        assert await _is_cut(reader)


async def test_a_body_that_stops_is_cut_and_a_slow_one_is_read() -> None:
    async with a_line(Limits(chunk_seconds=1.0)) as line:
        reader, writer = await line.connect()
        post = b"POST / HTTP/1.1\r\nHost: line\r\nContent-Length: 6\r\n\r\n"
        writer.write(post)
        for _ in range(6):  # longer than that all together, far from it each
            await asyncio.sleep(0.2)
            writer.write(b"x")
        assert await _answer(reader) == b"200"
        await reader.readuntil(b"\r\n\r\nxx")
        writer.write(post + b"xx")
        assert await _answer(reader) == b""


async def test_an_answer_that_nobody_takes_is_dropped() -> None:
    async with a_line() as line:
        _, writer = await line.connect()
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        writer.write(b"GET /20000000 HTTP/1.1\r\nHost: line\r\n\r\n")
        async with asyncio.timeout(PATIENCE):
            while len(line.doorway):  # noqa: ASYNC110 - the server has no event for it
                await asyncio.sleep(0.05)
        assert len(line.doorway) == 0


async def test_a_heap_of_requests_in_one_piece_is_no_way_to_fill_memory() -> None:
    async with a_line() as line:
        reader, writer = await line.connect()
        writer.write((GET + b"\r\n") * 1_000)
        assert await _is_cut(reader)


async def test_of_too_many_connections_of_one_network_the_idlest_yields() -> None:
    async with a_line(Limits(of_one_network=3)) as line:
        guests = [await line.connect("127.0.0.2") for _ in range(3)]
        neighbour, _ = await line.connect("127.0.0.3")
        _, writer = await line.connect("127.0.0.2")

        assert await _is_cut(guests[0][0])
        writer.write(GET + b"\r\n")
        assert len(line.doorway) == 4
        assert not neighbour.at_eof()


async def test_a_network_whose_connections_are_all_at_work_gets_no_more() -> None:
    async with a_line(Limits(of_one_network=2)) as line:
        for _ in range(2):
            _, writer = await line.connect("127.0.0.2")
            writer.write(b"POST / HTTP/1.1\r\nHost: line\r\nContent-Length: 6\r\n\r\nx")
        await asyncio.sleep(0.1)

        reader, _ = await line.connect("127.0.0.2")

        assert await _is_cut(reader)
        assert len(line.doorway) == 2


async def test_a_proxy_speaks_for_many_and_is_not_counted_as_one() -> None:
    async with a_line(Limits(of_one_network=2), proxies=("127.0.0.1",)) as line:
        for _ in range(5):
            await line.connect()
        await asyncio.sleep(0.1)

        assert len(line.doorway) == 5


async def test_when_the_house_is_full_the_network_with_most_yields() -> None:
    async with a_line(Limits(connections=4)) as line:
        crowd = [await line.connect("127.0.0.2") for _ in range(3)]
        resident, _ = await line.connect("127.0.0.3")
        await line.connect("127.0.0.4")

        assert await _is_cut(crowd[0][0])
        assert not resident.at_eof()


async def _is_cut(reader: asyncio.StreamReader) -> bool:
    async with asyncio.timeout(PATIENCE):
        try:
            await reader.read()
        except ConnectionResetError:
            return True
        return reader.at_eof()
