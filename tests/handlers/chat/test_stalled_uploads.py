"""Uploads that stop on the way, over a real socket: they keep their place until others need it."""

import asyncio
from contextlib import suppress

import httpx
import pytest

from handlers.chat.upload_room import UploadRoom
from tests.handlers.webchat_house import ChatHouse, send_file
from tests.media_files import a_picture
from tests.serving import served

PICTURE = a_picture(size=(640, 480))
FORM = "POST /api/chat/messages HTTP/1.1", "multipart/form-data; boundary=x"
PIECE = "PATCH /api/chat/uploads/abc HTTP/1.1", "application/octet-stream\r\nUpload-Offset: 0"
PART = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
STALLED = 0.05  # seconds


class Upload:
    """Sends a picture's worth of a larger file, and then nothing, or a byte now and then."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._port = client.base_url.port
        self._cookie = client.cookies["tinbao_chat"]

    async def begin(self, what: tuple[str, str] = FORM, source: str = "127.0.0.1") -> None:
        line, kind = what
        head = f"{line}\r\nHost: chat\r\nCookie: tinbao_chat={self._cookie}\r\n"
        head += f"Content-Type: {kind}\r\nContent-Length: 300000\r\n\r\n"
        connected = asyncio.open_connection("127.0.0.1", self._port, local_addr=(source, 0))
        self._reader, self.writer = await connected
        self.writer.write(head.encode() + PART + PICTURE)
        await self.writer.drain()
        await asyncio.sleep(4 * STALLED)

    async def drip(self) -> None:
        while True:
            self.writer.write(b".")
            await asyncio.sleep(STALLED / 4)

    async def answer(self) -> bytes:
        async with asyncio.timeout(30):
            return (await self._reader.readline())[9:12]


@pytest.mark.parametrize(("what", "drips"), [(FORM, False), (FORM, True), (PIECE, False)])
async def test_an_upload_that_stalls_yields_to_one_that_comes(
    what: tuple[str, str], drips: bool
) -> None:
    house = ChatHouse(uploads=UploadRoom(capacity=len(PICTURE) + 2_000, stalled=STALLED))
    async with served(house) as url, httpx.AsyncClient(base_url=url) as resident:
        await resident.post("/api/chat")
        stalled = Upload(resident)
        await stalled.begin(what)
        dripping = asyncio.create_task(stalled.drip() if drips else asyncio.sleep(0))
        await asyncio.sleep(4 * STALLED)

        assert (await send_file(resident, PICTURE)).status_code == 200
        assert await stalled.answer() == b"408"
        dripping.cancel()
        stalled.writer.close()


async def test_an_upload_that_goes_on_keeps_its_place() -> None:
    house = ChatHouse(uploads=UploadRoom(capacity=len(PICTURE) + 2_000))
    async with served(house) as url, httpx.AsyncClient(base_url=url) as resident:
        await resident.post("/api/chat")
        steady = Upload(resident)
        await steady.begin()

        assert (await send_file(resident, PICTURE)).status_code == 503
        steady.writer.close()


async def test_one_network_never_fills_the_room_alone() -> None:
    house = ChatHouse(uploads=UploadRoom(capacity=3 * len(PICTURE) + 3_000))
    elsewhere = httpx.AsyncHTTPTransport(local_address="127.0.2.1")
    async with served(house) as url, httpx.AsyncClient(base_url=url) as many:
        await many.post("/api/chat")
        uploads = [Upload(many) for _ in range(3)]
        for one in uploads:
            await one.begin()
        assert await uploads[-1].answer() == b"503"

        async with httpx.AsyncClient(base_url=url, transport=elsewhere) as resident:
            assert (await resident.post("/api/chat")).status_code == 201
            assert (await send_file(resident, PICTURE)).status_code == 200
        for one in uploads:
            with suppress(OSError):
                one.writer.close()
