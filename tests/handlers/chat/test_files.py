from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from PIL import Image

from handlers.chat.upload_room import UploadRoom
from tests.handlers.webchat_house import MESSAGES, ChatHouse, messages, send_file
from tests.media_files import PLANTED, a_picture, a_telling_picture, a_voice


async def test_a_picture_comes_back_without_what_it_hid() -> None:
    house = ChatHouse()
    client = await house.chatting()
    await send_file(client, a_telling_picture())

    [own] = [one for one in messages(await client.get(MESSAGES)) if one["media"]]
    shown = await client.get(own["media"][0]["url"])

    assert own["from"] == "citizen"
    assert own["media"][0]["kind"] == "photo"
    assert shown.headers["content-type"] == "image/jpeg"
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert shown.headers["cache-control"] == "no-store"
    assert "inline" in shown.headers["content-disposition"]
    assert PLANTED.encode() not in shown.content
    with Image.open(BytesIO(shown.content)) as picture:
        assert not picture.getexif()


async def test_a_files_own_name_is_kept_nowhere() -> None:
    house = ChatHouse()
    client = await house.chatting()

    await send_file(client, a_picture())

    assert "IMG_0001" not in str(vars(house.memory))


async def test_a_voice_is_taken_whatever_it_calls_itself() -> None:
    house = ChatHouse()
    client = await house.chatting()

    assert messages(await send_file(client, a_voice(), "application/octet-stream"))
    assert [media.kind for media, _ in house.memory.files.values()] == ["voice"]


async def test_a_file_that_cannot_be_taken_is_answered_kindly_and_not_kept() -> None:
    house = ChatHouse()
    client = await house.chatting()

    answer = messages(await send_file(client, b"<svg onload='alert(1)'/>", "image/svg+xml"))

    assert answer[0]["from"] == "bot"
    assert not house.memory.files


async def test_another_chats_picture_does_not_exist() -> None:
    house = ChatHouse()
    client = await house.chatting()
    await send_file(client, a_picture())
    [name] = house.memory.files

    stranger = await house.chatting()

    assert (await stranger.get(f"/api/chat/media/{name}")).status_code == 404
    assert (await client.get(f"/api/chat/media/{name}")).status_code == 200


async def test_a_video_can_be_asked_for_in_parts() -> None:
    house = ChatHouse()
    client = await house.chatting()
    await send_file(client, a_voice())
    [name] = house.memory.files

    part = await client.get(f"/api/chat/media/{name}", headers={"Range": "bytes=0-3"})

    assert (part.status_code, part.content) == (206, b"OggS")


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"no boundary here"),
        ("multipart/form-data; boundary=x; charset=undefined", b"--x\r\n\r\n\r\n--x--"),
        (
            "multipart/form-data; boundary=x",
            b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--",
        ),
    ],
)
async def test_a_broken_form_is_a_bad_request(content_type: str, body: bytes) -> None:
    client = await ChatHouse().chatting()

    answer = await client.post(MESSAGES, content=body, headers={"Content-Type": content_type})

    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_form_without_a_file_says_so() -> None:
    client = await ChatHouse().chatting()

    answer = await client.post(MESSAGES, files={"other": ("a", b"b")})

    assert (answer.status_code, answer.json()["code"]) == (422, "no_file")


async def test_more_than_20_mb_is_refused_before_it_is_read() -> None:
    house = ChatHouse()
    client = await house.chatting()

    answer = await send_file(client, bytes(22 * 1024 * 1024))

    assert (answer.status_code, answer.json()["code"]) == (413, "too_big")


async def test_a_length_that_is_not_told_is_counted() -> None:
    client = await ChatHouse().chatting()
    headers = {"Content-Type": "multipart/form-data; boundary=x"}

    async def endless() -> AsyncIterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        for _ in range(40):
            yield bytes(1024 * 1024)

    answer = await client.post(MESSAGES, content=endless(), headers=headers)

    assert answer.status_code == 413


async def test_a_full_room_asks_to_come_back() -> None:
    client = await ChatHouse(uploads=UploadRoom(capacity=500)).chatting()

    answer = await send_file(client, a_picture())

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
    assert answer.json()["code"] == "busy"


async def test_the_room_is_free_again_after_each_file() -> None:
    picture = a_picture(size=(64, 64))
    house = ChatHouse(uploads=UploadRoom(capacity=len(picture) + 500))
    client = await house.chatting()

    answers = [await send_file(client, picture) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
