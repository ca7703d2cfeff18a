"""A file that comes in pieces: as good as whole, and never twice."""

from httpx import AsyncClient, Response

from handlers.chat.upload_room import UploadRoom
from handlers.chat.visitor import Pacing
from tests.handlers.webchat_house import MESSAGES, ChatHouse, messages
from tests.media_files import PLANTED, a_picture, a_telling_picture

KEY = "0123456789abcdef"
PATH = f"/api/chat/uploads/{KEY}"
OCTETS = "application/octet-stream"
PICTURE = a_telling_picture()
HALF = len(PICTURE) // 2


async def send(
    client: AsyncClient, offset: int, piece: bytes, kind: str = OCTETS, key: str = KEY
) -> Response:
    headers = {"Upload-Offset": str(offset), "Content-Type": kind}
    return await client.patch(f"/api/chat/uploads/{key}", content=piece, headers=headers)


async def finish(client: AsyncClient, mime: str = "image/jpeg") -> Response:
    return await client.post(MESSAGES, json={"mime": mime}, headers={"Idempotency-Key": KEY})


async def test_a_file_goes_on_where_it_broke_off() -> None:
    house = ChatHouse()
    client = await house.chatting()

    first = await send(client, 0, PICTURE[:HALF])
    repeated = await send(client, 0, PICTURE[:HALF])
    asked = await client.head(PATH)
    await send(client, HALF, PICTURE[HALF:])
    answer = await finish(client)

    assert (first.status_code, first.headers["upload-offset"]) == (204, str(HALF))
    assert (repeated.status_code, repeated.headers["upload-offset"]) == (409, str(HALF))
    assert asked.headers["upload-offset"] == str(HALF)
    assert "(1/10)" in str(messages(answer))
    [(media, content)] = house.memory.files.values()
    assert (media.mime, PLANTED.encode() in content) == ("image/jpeg", False)


async def test_an_answer_that_was_lost_is_given_again() -> None:
    house = ChatHouse()
    client = await house.chatting()
    await send(client, 0, PICTURE)

    assert (await finish(client)).json() == (await finish(client)).json()
    assert len(house.memory.files) == 1


async def test_what_is_not_here_is_sent_from_the_start() -> None:
    client = await ChatHouse().chatting()

    answer = await finish(client)

    assert (answer.status_code, answer.headers["upload-offset"]) == (409, "0")


async def test_a_file_without_a_name_is_none() -> None:
    client = await ChatHouse().chatting()

    answer = await client.post(MESSAGES, json={"mime": "image/jpeg"})

    assert (answer.status_code, answer.json()["code"]) == (422, "no_file")


async def test_a_file_that_cannot_be_taken_is_answered_kindly() -> None:
    house = ChatHouse()
    client = await house.chatting()
    await send(client, 0, b"PK\x03\x04")

    answer = (await finish(client, "application/zip")).json()

    assert answer["refused"]
    assert not house.memory.files


async def test_pieces_of_another_kind_size_or_chat_are_refused() -> None:
    house = ChatHouse()
    client = await house.chatting()

    assert (await send(client, 0, b"x", "image/jpeg")).status_code == 415
    assert (await send(client, 0, b"")).status_code == 422
    assert (await send(client, 0, bytes(600_000))).status_code == 413
    assert (await send(house.resident(), 0, b"x")).status_code == 401


async def test_dropped_files_and_left_chats_leave_nothing() -> None:
    client = await ChatHouse().chatting()
    for leaving in (PATH, "/api/chat"):
        await send(client, 0, PICTURE)
        cookie = {"Cookie": f"tinbao_chat={client.cookies['tinbao_chat']}"}
        assert (await client.delete(leaving)).status_code == 204

        asked = await client.head(PATH, headers=cookie)
        assert asked.headers["upload-offset"] == "0"


async def test_one_chat_fills_neither_the_disk_nor_the_memory() -> None:
    house = ChatHouse(uploads=UploadRoom(capacity=500), pacing=Pacing(pieces=(9, 0.1)))
    client = await house.chatting()

    full = await send(client, 0, a_picture())
    many = [await send(client, 0, b"x", key=str(number)) for number in range(7)]
    fast = [await client.head(PATH) for _ in range(2)]

    assert (full.status_code, full.json()["code"]) == (503, "busy")
    assert [one.status_code for one in many] == [204] * 6 + [503]
    assert [one.status_code for one in fast] == [200, 429]
