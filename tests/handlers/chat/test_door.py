import asyncio
from dataclasses import replace

import pytest

from handlers.chat.cookie import COOKIE, HOST_COOKIE
from handlers.chat.door import MOST_LINES
from tests.handlers.webchat_house import MESSAGES, ChatHouse, messages, say

STORY = "Gần chợ có nhóm bán ma túy vào buổi tối, họ hay tụ tập ở đầu hẻm."


async def test_a_new_chat_begins_with_the_bot_and_a_cookie_scripts_cannot_read() -> None:
    answer = await ChatHouse().resident().post("/api/chat")

    assert answer.status_code == 201
    first = messages(answer)[0]
    assert first["from"] == "bot"
    assert "113" in first["text"]
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "max-age" not in cookie  # gone when the browser closes


async def test_over_https_the_cookie_is_secure() -> None:
    answer = await ChatHouse(public_url="https://chat").resident().post("/api/chat")

    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{HOST_COOKIE}=")  # what a neighbouring host cannot set
    assert "Path=/;" in cookie
    assert "Secure" in cookie
    assert "Domain" not in cookie


async def test_the_address_does_not_hold_the_secret_of_the_cookie() -> None:
    house = ChatHouse()
    client = await house.chatting()

    [citizen] = house.chats
    token = client.cookies[COOKIE]
    assert citizen.recipient not in token
    assert token not in citizen.recipient


async def test_opening_again_finds_the_chat_as_it_was() -> None:
    house = ChatHouse()
    client = await house.chatting()
    await say(client, STORY)
    before = messages(await client.get(MESSAGES))

    again = await client.post("/api/chat")

    assert again.status_code == 201
    assert messages(again) == before
    assert len(house.chats) == 1


async def test_a_long_chat_opens_at_its_end_and_is_read_from_its_beginning() -> None:
    house = ChatHouse()
    client = await house.chatting()
    [citizen] = house.chats
    lines = house.memory.lines[citizen]
    lines += [replace(lines[0], id=lines[-1].id + one) for one in range(1, MOST_LINES + 3)]
    ids = [line.id for line in lines]

    opened = messages(await client.post("/api/chat"))
    read = messages(await client.get(MESSAGES))

    assert [one["id"] for one in opened] == ids[-MOST_LINES:]
    assert [one["id"] for one in read] == ids[:MOST_LINES]


async def test_words_are_answered_by_the_bot() -> None:
    client = await ChatHouse().chatting()

    answer = messages(await say(client, STORY))

    assert answer
    assert {one["from"] for one in answer} == {"bot"}
    assert set(answer[0]) >= {"id", "from", "text", "buttons", "media"}


async def test_a_message_without_receipt_or_step_does_not_speak_of_them() -> None:
    client = await ChatHouse().chatting()

    await say(client, STORY)

    told = messages(await client.get(MESSAGES))
    [own] = [one for one in told if one["text"] == STORY]
    assert set(own) == {"id", "from", "text", "buttons", "media"}
    assert own["from"] == "citizen"


async def test_a_choice_is_a_button_pressed() -> None:
    client = await ChatHouse().chatting()
    offered = messages(await client.get(MESSAGES))[-1]["buttons"][0]

    pressed = await client.post(MESSAGES, json={"choice": offered["choice"]})

    assert messages(pressed)[-1]["text"] != ""


async def test_a_position_is_heard() -> None:
    client = await ChatHouse().chatting()

    answer = await client.post(
        MESSAGES, json={"latitude": 10.77, "longitude": 106.69, "accuracy": 30}
    )

    assert messages(answer)


async def test_the_same_key_again_gives_the_same_answer_and_happens_once() -> None:
    house = ChatHouse()
    client = await house.chatting()

    first = await say(client, STORY, key="once")
    second = await say(client, STORY, key="once")

    assert messages(first) == messages(second)
    told = [one for one in messages(await client.get(MESSAGES)) if one["text"] == STORY]
    assert len(told) == 1


async def test_the_same_key_at_once_happens_once() -> None:
    client = await ChatHouse().chatting()

    answers = await asyncio.gather(*(say(client, STORY, key="once") for _ in range(5)))

    assert len({str(messages(answer)) for answer in answers}) == 1


async def test_two_chats_may_use_the_same_key() -> None:
    house = ChatHouse()
    one, other = await house.chatting(), await house.chatting()

    await say(one, STORY, key="1")
    await say(other, "Có vụ trộm xe máy ở đầu đường", key="1")

    assert STORY not in str(messages(await other.get(MESSAGES)))


async def test_reading_on_starts_after_what_was_read() -> None:
    client = await ChatHouse().chatting()
    await say(client, STORY)
    whole = messages(await client.get(MESSAGES))

    rest = messages(await client.get(MESSAGES, params={"after": whole[0]["id"]}))

    assert rest == whole[1:]


async def test_an_officers_words_come_from_the_desk() -> None:
    house = ChatHouse()
    client = await house.chatting()

    await house.ask("Bạn có nhớ biển số xe không?")

    assert messages(await client.get(MESSAGES))[-1]["from"] == "desk"


async def test_a_letter_sent_twice_is_one_line() -> None:
    house = ChatHouse()
    client = await house.chatting()

    await house.ask("Bạn có nhớ biển số xe không?", letter_id="7")
    await house.ask("Bạn có nhớ biển số xe không?", letter_id="7")

    assert str(messages(await client.get(MESSAGES))).count("biển số") == 1


async def test_leaving_quickly_forgets_the_chat_on_this_device() -> None:
    client = await ChatHouse().chatting()

    left = await client.delete("/api/chat")

    assert left.status_code == 204
    assert COOKIE not in client.cookies
    assert (await client.get(MESSAGES)).status_code == 401


async def test_a_chat_begins_in_the_readers_language() -> None:
    client = await ChatHouse().chatting(**{"Accept-Language": "en-GB,en;q=0.9"})

    assert "police" in str(messages(await client.get(MESSAGES)))


@pytest.mark.parametrize("path", [MESSAGES, "/api/chat/stream", "/api/chat/media/abc"])
async def test_without_a_cookie_there_is_nothing_to_read(path: str) -> None:
    answer = await ChatHouse().resident().get(path)

    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "no_chat"
