"""A disk that is nearly full: files are refused first, then words, and nothing is acknowledged."""

import sqlite3

from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from bot.observing.health import router
from desks.errors import NoRoom
from storage.health import Health
from storage.stores import Stores
from tests.fakes import FakeSpace
from tests.handlers.webchat_house import MESSAGES, ChatHouse, messages, say, send_file
from tests.media_files import a_picture

PIECE = {"Content-Type": "application/octet-stream", "Upload-Offset": "0"}


async def test_files_are_refused_kindly_while_words_are_taken() -> None:
    house = ChatHouse(space=FakeSpace(files=False))
    client = await house.chatting()

    answer = (await send_file(client, a_picture())).json()
    piece = await client.patch("/api/chat/uploads/a", content=b"1", headers=PIECE)

    assert (answer["refused"], house.memory.files) == (True, {})
    assert "kể bằng lời" in answer["messages"][0]["text"]
    assert (piece.status_code, piece.json()["code"]) == (503, "no_room_for_files")
    assert messages(await say(client, "Có người bán ma túy ở chợ"))


async def test_words_are_refused_with_the_number_to_call_and_not_acknowledged() -> None:
    house = ChatHouse()
    client = await house.chatting()
    before = messages(await client.get(MESSAGES))
    house.space.words = False

    answer = await say(client, "Có người bán ma túy ở chợ", key="one")
    kept = messages(await client.get(MESSAGES))
    house.space.words = True
    again = await say(client, "Có người bán ma túy ở chợ", key="one")

    assert (answer.status_code, answer.json()["code"]) == (503, "no_room")
    assert "113" in answer.json()["detail"]
    assert kept == before
    assert messages(again)


async def test_nobody_is_sent_to_a_line_that_takes_no_words(stores: Stores) -> None:
    space, app = FakeSpace(), FastAPI()
    app.include_router(router(Health(stores.database), space))
    client = AsyncClient(transport=ASGITransport(app), base_url="http://watch")

    good = await client.get("/readyz")
    space.words = False
    full = await client.get("/readyz")
    space.words = True
    assert isinstance(stores.database.fullness.named(_a_full_disk()), NoRoom)
    refused = await client.get("/readyz")

    assert refused.json() == {"status": "disk_full"}
    assert (good.status_code, good.json()) == (200, {"status": "ok"})
    assert (full.status_code, full.json()) == (503, {"status": "disk_full"})


def _a_full_disk() -> sqlite3.OperationalError:
    return sqlite3.OperationalError("database or disk is full")
