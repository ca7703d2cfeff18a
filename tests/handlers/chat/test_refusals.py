import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.chat.cookie import COOKIE
from handlers.chat.visitor import Pacing
from tests.handlers.webchat_house import MESSAGES, STREAM, ChatHouse, messages, say
from tests.trials import lasting

JSON = {"Content-Type": "application/json"}
SECRET = "ông Tèo ở hẻm 12"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe\x00",
        b"{",
        b"[]",
        b"null",
        b"{}",
        b'"text"',
        b'{"text": 5}',
        b'{"text": ""}',
        b'{"text": null}',
        b'{"text": "\\ud800"}',
        b'{"text": "a", "choice": "b"}',
        b'{"text": "a", "more": 1}',
        b'{"choice": "' + b"x" * 65 + b'"}',
        '{"choice": "chọn"}'.encode(),
        b'{"latitude": 91, "longitude": 0}',
        b'{"latitude": NaN, "longitude": 0}',
        b'{"latitude": "10", "longitude": "106"}',
        b'{"latitude": 10}',
        b'{"latitude": 10, "longitude": 106, "accuracy": -1}',
        b"[" * 60_000,
    ],
)
async def test_what_is_no_message_is_refused_without_repeating_it(body: bytes) -> None:
    client = await ChatHouse().chatting()

    answer = await client.post(MESSAGES, content=body, headers=JSON)

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert "chọn" not in answer.text.replace("lựa chọn", "")


async def test_a_refusal_never_quotes_what_was_sent() -> None:
    client = await ChatHouse().chatting()

    answer = await client.post(MESSAGES, json={"text": [SECRET], SECRET: SECRET})

    assert answer.status_code == 422
    assert "Tèo" not in answer.text


async def test_a_megabyte_of_text_is_too_big_and_the_chat_goes_on() -> None:
    client = await ChatHouse().chatting()

    refused = await say(client, "á" * 1_000_000)

    assert (refused.status_code, refused.json()["code"]) == (413, "too_big")
    assert messages(await say(client, "Tôi muốn báo một vụ trộm"))


async def test_twenty_thousand_characters_are_the_most() -> None:
    client = await ChatHouse().chatting()

    assert (await say(client, "á" * 20_001)).status_code == 422
    assert (await say(client, "á" * 20_000)).status_code == 200


async def test_control_characters_are_dropped_at_the_door() -> None:
    client = await ChatHouse().chatting()

    await say(client, "Có\x00 vụ \x1b[31mtrộm\nở chợ")

    told = [one["text"] for one in messages(await client.get(MESSAGES))]
    assert "Có vụ [31mtrộm\nở chợ" in told


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_a_form_of_another_site_cannot_pretend_to_be_json(kind: str) -> None:
    client = await ChatHouse().chatting()

    answer = await client.post(
        MESSAGES, content=b'{"text": "chao"}', headers={"Content-Type": kind}
    )

    assert answer.status_code == 415


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
    ],
)
async def test_another_site_cannot_speak_for_the_resident(headers: dict[str, str]) -> None:
    house = ChatHouse()
    client = await house.chatting()

    for answer in (
        await client.post(MESSAGES, json={"text": "x"}, headers=headers),
        await client.post("/api/chat", headers=headers),
        await client.delete("/api/chat", headers=headers),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "cross_site")


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://chat"},
    ],
)
async def test_our_own_page_may_speak(headers: dict[str, str]) -> None:
    client = await ChatHouse().chatting()

    assert (await client.post(MESSAGES, json={"text": "chào"}, headers=headers)).is_success


async def test_behind_a_proxy_the_public_address_is_ours_too() -> None:
    house = ChatHouse(public_url="https://tinbao.example")
    client = await house.chatting(host="inside:8080")

    answer = await client.post(
        MESSAGES, json={"text": "chào"}, headers={"Origin": "https://tinbao.example"}
    )

    assert answer.is_success


async def test_one_chat_is_slowed_and_the_others_are_not() -> None:
    house = ChatHouse()
    flood, calm = await house.chatting(), await house.chatting()

    answers = [await say(flood, "a") for _ in range(40)]

    refused = [answer for answer in answers if answer.status_code == 429]
    assert len(refused) == 11  # thirty at once, of which the beginning was one
    assert int(refused[0].headers["retry-after"]) >= 1
    assert (await say(calm, "Chào")).status_code == 200
    house.clock.pass_time(seconds=5)
    assert (await say(flood, "a")).status_code == 200


async def test_a_cookie_is_never_taken_from_outside() -> None:
    """Whoever plants a cookie of their own in another's browser could read along."""
    house = ChatHouse()
    mine = (await house.chatting()).cookies[COOKIE]
    token, _, signature = mine.partition(".")
    for planted in (token, f"{token}.{'0' * 64}", f"{'0' * 64}.{signature}", f"{mine}0"):
        client = house.resident(Cookie=f"{COOKIE}={planted}")

        assert (await say(client, "chào")).status_code == 401
        opened = await client.post("/api/chat")
        assert opened.cookies[COOKIE] not in {mine, planted}


async def test_who_comes_back_pays_nothing_for_neighbours() -> None:
    house = ChatHouse(pacing=Pacing(new_chats=(1, 0.001)))
    client = await house.chatting()

    assert (await house.resident().post("/api/chat")).status_code == 428
    assert (await say(client, "chào")).status_code == 200
    assert (await client.get(MESSAGES)).status_code == 200
    assert (await client.post("/api/chat")).status_code == 201


@pytest.mark.parametrize("cookie", ["", "x", "0" * 63, "Z" * 64, "0" * 64 + "'--", "%00" * 20])
async def test_a_cookie_that_is_none_of_ours_opens_nothing(cookie: str) -> None:
    client = ChatHouse().resident(Cookie=f"{COOKIE}={cookie}")

    assert (await client.get(MESSAGES)).status_code == 401


@pytest.mark.parametrize("after", ["-1", "x", "1e3", "9" * 30, ""])
async def test_a_strange_place_to_read_on_from_is_refused(after: str) -> None:
    client = await ChatHouse().chatting()

    assert (await client.get(MESSAGES, params={"after": after})).status_code == 422
    assert (await client.get(STREAM, headers={"Last-Event-ID": after or "x"})).status_code == 422


@pytest.mark.parametrize("key", [b"x" * 129, "có dấu".encode(), b"\x01"])
async def test_a_strange_key_is_refused(key: bytes) -> None:
    client = await ChatHouse().chatting()
    headers = {b"Idempotency-Key": key, b"Content-Type": b"application/json"}

    answer = await client.post(MESSAGES, content=b'{"text": "a"}', headers=headers)

    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/api/chat", 405), ("PUT", MESSAGES, 405), ("GET", "/api/nothing", 404)],
)
async def test_a_wrong_address_or_method_is_a_problem_too(
    method: str, path: str, status: int
) -> None:
    answer = await ChatHouse().resident().request(method, path)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/api/chat", "DELETE, POST"), (MESSAGES, "GET, POST"), ("/lich", "GET, HEAD")],
)
async def test_a_wrong_method_is_told_all_the_right_ones(path: str, allowed: str) -> None:
    answer = await ChatHouse().resident().put(path)

    assert sorted(answer.headers["allow"].split(", ")) == allowed.split(", ")


async def test_refusals_speak_the_readers_language() -> None:
    house = ChatHouse()

    vietnamese = await house.resident().get(MESSAGES)
    english = await house.resident(**{"Accept-Language": "en"}).get(MESSAGES)

    assert vietnamese.json()["title"] == "Chưa có cuộc trò chuyện"
    assert english.json()["title"] == "No conversation yet"


@settings(max_examples=lasting(20, 60))
@given(
    body=st.binary(max_size=300),
    kind=st.sampled_from(["application/json", "multipart/form-data; boundary=x"]),
)
def test_no_bytes_are_a_server_error(body: bytes, kind: str) -> None:
    async def send() -> int:
        client = await ChatHouse().chatting()
        sent = await client.post(MESSAGES, content=body, headers={"Content-Type": kind})
        return sent.status_code

    assert asyncio.run(send()) < 500
