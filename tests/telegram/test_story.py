"""The whole story in Telegram: from a citizen's phone to the desk's group and back, on a real
database, with aiogram as the client and again with python-telegram-bot.
"""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from messages.message import Address, Choice, Incoming
from storage.stores import Stores
from tests.builders import a_desk
from tests.media_files import PLANTED, a_telling_picture
from tests.telegram.by_ptb import HouseByPtb
from tests.telegram.fake import FakeTelegram
from tests.telegram.house import TelegramHouse
from tests.telegram.leftovers import leftovers
from tests.telegram.people import Chat, buttons, labels, until, words
from tests.telegram.world import Json, User

pytestmark = pytest.mark.either_database

STORY = "Có mấy người bán ma túy ở đầu hẻm gần chợ Bến Thành, tối nào cũng tụ tập"
PERSON = {"last_name": "Trần Ẩn Danh", "username": "lan_an_danh_77"}


@pytest.fixture(params=["aiogram", "python-telegram-bot"])
async def house(
    request: pytest.FixtureRequest, telegram: FakeTelegram, stores: Stores
) -> AsyncIterator[TelegramHouse]:
    kind = TelegramHouse if request.param == "aiogram" else HouseByPtb
    await stores.desks.open_desk(a_desk())
    async with kind(telegram, stores, two_bots=True).run() as running:
        yield running


async def test_a_tip_travels_to_its_desk_and_back(
    house: TelegramHouse, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "httpx")  # a client of the tests only; it logs addresses
    with caplog.at_level(logging.INFO):
        forum = await house.group_of("26743", is_forum=True)
        officers = [await house.officer_of("26743", f"Trực ban {number}") for number in (1, 2)]
        lan = house.citizen("Lan", **PERSON)

        receipt = await tells(lan)
        card = await forum.hears("Nơi: phường Bến Thành")
        assert STORY in words(card)
        await until(lambda: any("photo" in message for message in forum.from_bot))

        holder = await race(forum, card, officers)
        await lan.hears("Cán bộ đã nhận tin của bạn")
        await talk(lan, forum, card, holder)

        forum.press("Kết thúc…", holder, card)
        await forum.hears("Có cơ sở, đã xử lý")
        forum.press("Có cơ sở, đã xử lý", holder, card)
        await lan.hears("Tin của bạn là có cơ sở")
        await forum.hears("Mở lại")

    assert "Tin của bạn là có cơ sở" in await reads_by_receipt_on_the_web(house, receipt)
    nobody_learned_who(house, lan, forum, caplog.text)
    assert leftovers(house.telegram) == []


async def race(forum: Chat, card: Json, officers: list[User]) -> User:
    """Both press at once; returns who has it."""
    queries = [forum.press("Nhận", officer, card) for officer in officers]
    answers = [await forum.answer_to(query) for query in queries]
    refused = [answer["show_alert"] for answer in answers]
    assert sorted(refused) == [False, True]
    return officers[refused.index(False)]


async def talk(lan: Chat, forum: Chat, card: Json, officer: User) -> None:
    await forum.hears("Hỏi người dân")
    forum.press("Hỏi người dân", officer, card)
    prompt = await forum.hears("lời bạn viết sẽ gửi cho người dân")
    forum.say("Họ đi xe màu gì?", officer, answers=prompt)
    question = await lan.hears("Họ đi xe màu gì?")
    assert "Trực ban" not in words(question)

    lan.press(labels(question)[0], on=question)
    await lan.hears("điều muốn nói với cán bộ", after=question["message_id"])
    lan.say("Hai xe máy màu đỏ")
    post = await forum.hears("Hai xe máy màu đỏ")
    assert post["message_thread_id"] == card["message_thread_id"]


async def tells(lan: Chat) -> str:
    """With a picture; returns the receipt as the copy button gives it."""
    lan.say("/start")
    await lan.hears("Bạn muốn báo việc gì?")
    lan.say(STORY)
    await lan.hears("✓ Ma túy")
    lan.press("✓ Ma túy")
    asked = await lan.hears("Bước", after=newest(lan))
    lan.send("photo", a_telling_picture())
    asked = await lan.hears("Bước", after=asked["message_id"])
    while lan.find("Gửi tin") is None:
        lan.say("không rõ")
        asked = await lan.hears("Bước", after=asked["message_id"])
    lan.press("Gửi tin")
    sent = await lan.hears("Chép mã giữ tin")
    return str(next(b["copy_text"]["text"] for b in buttons(sent) if "copy_text" in b))


def newest(chat: Chat) -> int:
    return int(chat.messages[-1]["message_id"])


async def reads_by_receipt_on_the_web(house: TelegramHouse, receipt: str) -> str:
    web = Address("web", "0" * 32)
    await house.intake.hear(Incoming(web, "start", choice=Choice("start")))
    lines = await house.intake.hear(Incoming(web, "1", text=f"/ma {receipt}"))
    return "\n".join(line.message.full_text for line in lines)


def nobody_learned_who(house: TelegramHouse, lan: Chat, forum: Chat, logs: str) -> None:
    person = lan.room.person
    assert person is not None
    secrets = (str(person.id), "Trần Ẩn Danh", "lan_an_danh_77", PLANTED)
    told = repr([asked for bot, _, asked in house.telegram.world.requests if "truc" in bot])
    for secret in secrets:
        assert secret not in told
        assert secret not in repr(forum.messages)
        assert secret not in logs
    assert "Tên thật" not in repr(lan.messages)  # of the officers
    for words_of_theirs in (STORY, "xe máy", house.bot.token, str(forum.room.id)):
        assert words_of_theirs not in logs
    uploads = [a for b, m, a in house.telegram.world.requests if m == "sendPhoto" and "truc" in b]
    assert uploads
    assert all(isinstance(upload["photo"], bytes) for upload in uploads)  # copied, not forwarded
    assert all(PLANTED.encode() not in upload["photo"] for upload in uploads)


async def test_a_citizen_who_blocked_the_bot_finds_the_answer_on_return(
    house: TelegramHouse,
) -> None:
    forum = await house.group_of("26743", is_forum=True)
    binh = await house.officer_of("26743", "Trực ban 1")
    lan = house.citizen("Lan")
    await tells(lan)
    card = await forum.hears("Nhận")
    lan.block()
    await forum.answer_to(forum.press("Nhận", binh, card))
    await asyncio.sleep(0.3)
    assert not lan.find("Cán bộ đã nhận tin")

    lan.unblock()
    lan.say("/tin")

    await lan.hears("Cán bộ đã nhận tin của bạn")


async def test_a_send_pressed_three_times_files_one_tip(house: TelegramHouse) -> None:
    forum = await house.group_of("26743", is_forum=True)
    lan = house.citizen("Lan")
    lan.say("/start")
    await lan.hears("Bạn muốn báo việc gì?")
    lan.say(STORY)
    await lan.hears("✓ Ma túy")
    lan.press("✓ Ma túy")
    asked = await lan.hears("Bước", after=newest(lan))
    while lan.find("Gửi tin") is None:
        lan.say("không rõ")
        asked = await lan.hears("Bước", after=asked["message_id"])
    review = lan.find("Gửi tin")
    for _ in range(3):
        lan.press("Gửi tin", on=review)
    await lan.hears("Chép mã giữ tin")
    await forum.hears("Nơi: phường Bến Thành")
    await until(lambda: not house.bot.updates)
    await asyncio.sleep(0.5)  # in which another card would come

    cards: list[Json] = [m for m in forum.from_bot if STORY in words(m)]
    assert len(cards) == 1
    assert len(forum.room.topics) == 1
