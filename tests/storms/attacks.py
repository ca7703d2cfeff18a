"""The attacks that once shut the line, each with what must be true while it lasts."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, suppress

import httpx

from tests.media_files import a_film, a_picture
from tests.storms.besieged import ATTACKER, MESSAGES, STORY, STREAM, Line, proof
from tests.storms.hostile_files import hostile_files

NEIGHBOUR = "127.0.2.1"
MOST_MEMORY = 60  # MB more than before
OF_ONE_NETWORK = 400
SENDERS = 3

Attack = Callable[[Line], Awaitable[str]]  # what was seen; AssertionError: it did not hold


async def streams(line: Line) -> str:
    """999 event streams, with cookies of the attacker's own making and with real ones."""
    async with line.browser() as client, AsyncExitStack() as held:
        made_up = {"Cookie": f"tinbao_chat={'0' * 64}.{'0' * 64}"}
        assert (await client.get(STREAM, headers=made_up)).status_code == 401
        for _ in range(line.force.streams // 4):
            cookie = await line.new_chat(client)
            for _page in range(4):
                asking = client.stream("GET", STREAM, headers=cookie)
                await held.enter_async_context(asking)
        return f"{line.force.streams} opened; {await _hears_news(line)}"


async def _hears_news(line: Line) -> str:
    async with line.browser(NEIGHBOUR) as resident:
        await resident.post("/api/chat")
        began = time.perf_counter()
        async with asyncio.timeout(10), resident.stream("GET", STREAM) as news:
            assert news.status_code == 200
            lines = news.aiter_lines()
            while not (await anext(lines)).startswith("data: "):
                pass
    return f"a resident's page heard its news in {time.perf_counter() - began:.2f} s"


async def disk(line: Line) -> str:
    """One chat that sends file upon file, also where no tip would take one."""
    before, film = line.files_kept, a_film()
    async with line.browser() as client:
        cookie = await line.new_chat(client)
        await client.post(MESSAGES, json={"text": STORY}, headers=cookie)
        for _ in range(line.force.films):
            await _send(client, cookie, film, "video/mp4")
    kept = line.files_kept - before
    assert kept <= 10, f"{kept} files were kept"
    return f"{line.force.films} films sent, {kept} kept"


async def painters(line: Line) -> str:
    """Progressive JPEGs that paint themselves over thousands of times, from many chats."""
    whole = a_picture(size=(1_600, 1_200), progressive=True)
    scan = whole.rindex(b"\xff\xda")
    painter = whole[:-2] + whole[scan:-2] * line.force.scans + whole[-2:]
    async with line.browser() as client, line.browser(NEIGHBOUR) as resident:
        chats = [await line.new_chat(client) for _ in range(line.force.painters)]
        sending = [
            asyncio.create_task(_send(client, chat, painter, "image/jpeg")) for chat in chats
        ]
        own = await line.new_chat(resident)
        began = time.perf_counter()
        answer = await _send(resident, own, a_picture(), "image/jpeg")
        took = time.perf_counter() - began
        assert not answer.json().get("refused", False)
        await asyncio.gather(*sending)
    return f"{len(chats)} × {len(painter) / 2**20:.1f} MB; a resident's picture in {took:.1f} s"


async def hostile(line: Line) -> str:
    """Files made to hurt who opens them, several at once; a neighbour sends pictures."""
    files, answers = hostile_files(line.force.hostile), Counter[int]()
    async with line.browser() as client, line.browser(NEIGHBOUR) as resident:
        waited = [0.0]
        neighbour = asyncio.create_task(_send_pictures(line, resident, waited))
        senders = (_send_each(line, client, files, answers) for _ in range(SENDERS))
        await asyncio.gather(*senders)
        neighbour.cancel()
        assert (await resident.get("/readyz")).status_code == 200
    assert set(answers) <= {200}, f"answers {dict(answers)}"
    assert max(waited) <= line.force.picture_within, (
        f"a resident's picture took {max(waited):.1f} s"
    )
    told = f"a resident's {len(waited) - 1} pictures in {max(waited):.1f} s at most"
    return f"{answers.total()} files; {told}"


async def _send_each(
    line: Line,
    client: httpx.AsyncClient,
    files: Iterator[tuple[str, bytes]],
    answers: Counter[int],
) -> None:
    chat = await line.new_chat(client)
    await client.post(MESSAGES, json={"text": STORY}, headers=chat)
    for _, content in files:
        with suppress(httpx.TimeoutException):  # their own turn comes last, and only theirs
            answers[(await _send(client, chat, content, "")).status_code] += 1


async def _send_pictures(line: Line, client: httpx.AsyncClient, waited: list[float]) -> None:
    while True:
        cookie = await line.new_chat(client)
        began = time.perf_counter()
        answer = await _send(client, cookie, a_picture(), "image/jpeg")
        waited.append(time.perf_counter() - began)
        assert not answer.json().get("refused", False), answer.text
        await asyncio.sleep(1)


async def headers(line: Line) -> str:
    """A head that never ends, in one connection."""
    before = line.memory_mb
    _, writer = await _connect(line)
    sent = 0
    with suppress(OSError):
        for _ in range(line.force.header_mb):
            writer.write(b"GET / HTTP/1.1\r\nX: " if not sent else b"a" * 2**20)
            await writer.drain()
            sent += 1
    writer.transport.abort()
    grown = line.memory_mb - before
    assert grown < MOST_MEMORY, f"{grown:.0f} MB"
    return f"cut after {sent} of {line.force.header_mb} MB; {max(0, grown):.0f} MB of memory"


async def half_open(line: Line) -> str:
    """Requests that are begun and never ended."""
    opened = [await _half(line) for _ in range(line.force.half_open)]
    await asyncio.sleep(1)
    first = sum(not reader.at_eof() for reader, _ in opened)
    assert first <= OF_ONE_NETWORK, f"{first} stayed open"
    await asyncio.sleep(line.force.half_open_seconds)
    last = sum(not reader.at_eof() and not _was_answered(reader) for reader, _ in opened)
    for _, writer in opened:
        writer.transport.abort()
    if line.force.half_open_seconds:
        assert last == 0, f"{last} stayed for ever"
    return f"{len(opened)} begun, {first} stood open, {last} at the end"


async def long_words(line: Line) -> str:
    """Many chats that write as much as one may, at once."""
    words = (STORY * 200)[:8_000]
    async with line.browser() as client:
        chats = [await line.new_chat(client) for _ in range(line.force.long_words)]
        asking = [client.post(MESSAGES, json={"text": words}, headers=chat) for chat in chats]
        began = time.perf_counter()
        await asyncio.gather(*asking)
    return f"{len(chats)} × 8,000 characters answered in {time.perf_counter() - began:.1f} s"


async def newcomers(line: Line) -> str:
    """Chat upon chat from one address: those who share it are neither refused nor charged."""
    async with line.browser() as neighbour, line.browser() as client:
        before = (await neighbour.post("/api/chat")).status_code in {201, 428}
        assert before
        if "tinbao_chat" not in neighbour.cookies:
            await neighbour.post("/api/chat", headers=await proof(neighbour))
        refused = 0
        for _ in range(line.force.newcomers):
            answer = await client.post("/api/chat")
            client.cookies.clear()
            refused += answer.status_code == 428
        assert (await neighbour.get(MESSAGES)).status_code == 200
        answer = await client.post("/api/chat")
        if answer.status_code == 428:
            answer = await client.post("/api/chat", headers=await proof(client))
        assert answer.status_code == 201
    return f"{line.force.newcomers} chats, {refused} had to compute; neighbours came in"


def guesses(receipt: str) -> Attack:
    async def guess(line: Line) -> str:
        """Wrong receipts from many chats: a right one is still a key."""
        wrong = " ".join(reversed(receipt.split()))
        async with line.browser() as client, line.browser(NEIGHBOUR) as resident:
            for _ in range(line.force.guesses // 10):
                chat = await line.new_chat(client)
                for _guess in range(10):
                    await client.post(MESSAGES, json={"text": f"/ma {wrong}"}, headers=chat)
            own = await line.new_chat(resident)
            answer = await resident.post(MESSAGES, json={"text": f"/ma {receipt}"}, headers=own)
        assert "ma túy" in answer.text, "the right receipt opened nothing"
        return f"{line.force.guesses} wrong receipts; the right one opened its tip"

    guess.__name__ = "guesses"
    return guess


def all_of_them(receipt: str) -> Sequence[Attack]:
    first = (disk, painters, hostile, headers, long_words, streams, half_open)
    return (*first, newcomers, guesses(receipt))


async def _send(
    client: httpx.AsyncClient, cookie: dict[str, str], content: bytes, mime: str
) -> httpx.Response:
    while True:
        files = {"file": ("IMG_1", content, mime)}
        answer = await client.post(MESSAGES, files=files, headers=cookie)
        if answer.status_code not in {429, 503}:
            return answer
        await asyncio.sleep(1)


async def _connect(line: Line) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", line.port, local_addr=(ATTACKER, 0))


async def _half(line: Line) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await _connect(line)
    with suppress(OSError):
        writer.write(b"POST /api/chat HTTP/1.1\r\nHost: line\r\n")
    return reader, writer


def _was_answered(reader: asyncio.StreamReader) -> bool:
    return bool(reader._buffer)  # type: ignore[attr-defined]
