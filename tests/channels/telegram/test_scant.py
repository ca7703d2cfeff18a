"""A Bot API server that knows little: no topics, no uploads, answers with hardly a field."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web

from channels.telegram.channel import TelegramChannel
from channels.telegram.session import open_bot
from messages.channel import TryLater, Unreachable
from messages.message import Address, MediaKind, Outgoing
from tests.builders import NOON
from tests.fakes import House

TOKEN = "7000000001:AAFakeFakeFakeFakeFakeFakeFakeFake001"
CARD = Outgoing(Address("telegram_desk", "-1004711"), "thẻ", topic="K7Q-204")

Answer = Callable[[web.Request], Awaitable[web.Response]]


def says(told: Any, status: int = 200) -> Answer:
    async def answer(_: web.Request) -> web.Response:
        return web.json_response(told, status=status)

    return answer


def sent(message_id: int) -> Answer:
    return says({"ok": True, "result": {"message_id": message_id}})


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def methods() -> dict[str, Answer]:
    """What this server knows; everything else is aiohttp's own page for 404."""
    return {"sendMessage": sent(5)}


@pytest.fixture
async def channel(methods: dict[str, Answer], house: House) -> AsyncIterator[TelegramChannel]:
    async def call(request: web.Request) -> web.Response:
        known = methods.get(request.match_info["method"])
        if known is None:
            raise web.HTTPNotFound
        return await known(request)

    app = web.Application()
    app.router.add_post("/bot{token}/{method}", call)
    runner = web.AppRunner(app, shutdown_timeout=0.02)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot = open_bot(TOKEN, f"http://127.0.0.1:{runner.addresses[0][1]}")
    yield TelegramChannel(bot, house.shelf)
    await bot.session.close()
    await runner.cleanup()


async def test_without_topics_the_card_goes_to_the_group_itself(channel: TelegramChannel) -> None:
    assert (await channel.send(CARD)).message_id == "5"


async def test_a_group_described_in_two_words_is_enough(
    channel: TelegramChannel, methods: dict[str, Answer]
) -> None:
    methods["getChat"] = says({"ok": True, "result": {"id": -1004711, "type": "supergroup"}})

    assert (await channel.send(CARD)).recipient == "-1004711"


async def test_a_topic_described_by_its_number_is_enough(
    channel: TelegramChannel, methods: dict[str, Answer]
) -> None:
    methods["getChat"] = says({"ok": True, "result": {"id": -1004711, "is_forum": True}})
    methods["createForumTopic"] = says({"ok": True, "result": {"message_thread_id": 45}})

    assert (await channel.send(CARD)).recipient == "-1004711/45"


async def test_a_forum_where_no_topic_can_be_opened_still_gets_the_card(
    channel: TelegramChannel, methods: dict[str, Answer]
) -> None:
    methods["getChat"] = says({"ok": True, "result": {"id": -1004711, "is_forum": True}})

    assert (await channel.send(CARD)).recipient == "-1004711"


async def test_words_arrive_where_pictures_cannot(channel: TelegramChannel, house: House) -> None:
    photo = await house.shelf.put(b"\xff\xd8photo", MediaKind.PHOTO, "image/jpeg", NOON)

    card = Outgoing(CARD.to, "thẻ", media=(photo,))

    assert (await channel.send(card)).message_id == "5"


async def test_a_picture_is_taken_by_its_number_alone(
    channel: TelegramChannel, methods: dict[str, Answer], house: House
) -> None:
    methods["sendPhoto"] = sent(6)
    photo = await house.shelf.put(b"\xff\xd8photo", MediaKind.PHOTO, "image/jpeg", NOON)

    assert (await channel.send(Outgoing(CARD.to, "", media=(photo,)))).message_id == "6"


@pytest.mark.parametrize("status", [200, 403])
async def test_a_refusal_counts_by_the_code_in_its_body(
    channel: TelegramChannel, methods: dict[str, Answer], status: int
) -> None:
    methods["sendMessage"] = says({"ok": False, "error_code": 403}, status)

    with pytest.raises(Unreachable):
        await channel.send(Outgoing(CARD.to, "thẻ"))


async def test_a_pause_is_heard_without_a_reason(
    channel: TelegramChannel, methods: dict[str, Answer]
) -> None:
    told = {"ok": False, "error_code": 429, "parameters": {"retry_after": 7}}
    methods["sendMessage"] = says(told, 429)

    with pytest.raises(TryLater) as later:
        await channel.send(Outgoing(CARD.to, "thẻ"))
    assert later.value.seconds == 7


@pytest.mark.parametrize("told", [[], "busy", {"ok": True}, {"ok": False}])
async def test_an_answer_in_no_known_words_is_tried_again(
    channel: TelegramChannel, methods: dict[str, Answer], told: Any
) -> None:
    methods["sendMessage"] = says(told, 502)

    with pytest.raises(TryLater):
        await channel.send(Outgoing(CARD.to, "thẻ"))
