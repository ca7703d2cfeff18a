"""A resident asks for lessons in Telegram: a poster's code, a word, a press, and a stop."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database.interface import Database
from storage.stores import Stores
from storage.tables.lessons import subscribers
from tests.builders import a_desk
from tests.telegram.by_ptb import HouseByPtb
from tests.telegram.fake import FakeTelegram
from tests.telegram.house import TelegramHouse
from tests.telegram.leftovers import leftovers
from tests.telegram.people import Chat

pytestmark = pytest.mark.either_database

PERSON = {"last_name": "Trần Ẩn Danh", "username": "lan_an_danh_77"}


@pytest.fixture(params=["aiogram", "python-telegram-bot"])
async def house(
    request: pytest.FixtureRequest, telegram: FakeTelegram, stores: Stores
) -> AsyncIterator[TelegramHouse]:
    kind = TelegramHouse if request.param == "aiogram" else HouseByPtb
    await stores.desks.open_desk(a_desk())
    async with kind(telegram, stores).run() as running:
        yield running


def newest(chat: Chat) -> int:
    return int(chat.messages[-1]["message_id"])


async def subscribed(database: Database) -> list[tuple[str, str]]:
    async def work(connection: AsyncConnection) -> list[tuple[str, str]]:
        rows = await connection.execute(select(subscribers))
        return [(row.commune, row.channel) for row in rows]

    return await database.read(work)


async def test_a_posters_code_leads_to_lessons_and_one_tap_ends_them(
    house: TelegramHouse, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "httpx")
    with caplog.at_level(logging.DEBUG, "tips"), caplog.at_level(logging.DEBUG, "handlers"):
        lan = house.citizen("Lan", **PERSON)
        lan.say("/start dk_26743_hs")
        asked = await lan.hears("Bạn có muốn nhận bài")
        assert "Telegram vẫn biết" in asked["text"]
        assert await subscribed(database) == []

        lan.press("Đồng ý nhận bài", on=asked)
        home = await lan.hears("Đã đăng ký, cảm ơn bạn.")
        assert "Bạn là: Học sinh" in home["text"]
        assert await subscribed(database) == [("26743", "telegram")]

        lan.press("Dừng nhận bài", on=home)
        await lan.hears("Đã dừng.")
        assert await subscribed(database) == []
        lan.press("Dừng nhận bài", on=home)
        await lan.hears("không có trong danh sách")

    person = lan.room.person
    assert person is not None
    told = caplog.text
    assert not [name for name in (*PERSON.values(), str(person.id)) if name in told]
    assert leftovers(house.telegram) == []


async def test_typed_words_and_a_position_do_it_too(
    house: TelegramHouse, database: Database
) -> None:
    lan = house.citizen("Lan")
    lan.say("đăng ký nhận bài")
    await lan.hears("Bạn đang nhận bài")
    lan.press("Nơi ở")
    await lan.hears("xã, phường nào")
    lan.say("Bến Thành")
    await lan.hears("Đã ghi nơi: phường Bến Thành")

    lan.press("Nơi ở")
    asked = await lan.hears("xã, phường nào", after=newest(lan))
    lan.show(location={"latitude": 10.77, "longitude": 106.7})
    await lan.hears("Bạn nói nơi nào?", after=asked["message_id"])
    lan.press("xã Tân Bình")
    await lan.hears("Đã ghi nơi: xã Tân Bình")

    assert await subscribed(database) == [("01279", "telegram")]
    lan.say("DỪNG")
    await lan.hears("Đã dừng.")
    assert await subscribed(database) == []


async def test_a_tip_being_told_goes_on_beside_it(house: TelegramHouse) -> None:
    lan = house.citizen("Lan")
    lan.say("/start")
    await lan.hears("Bạn muốn báo việc gì?")
    lan.say("Có mấy người bán ma túy ở đầu hẻm, tối nào cũng tụ tập")
    await lan.hears("✓ Ma túy")
    lan.say("/dangky")
    await lan.hears("Bạn đang nhận bài")
    await asyncio.sleep(0.1)

    lan.press("✓ Ma túy")

    asked = await lan.hears("Bước 3/6")
    assert "Bạn đang nhận bài" not in asked["text"]


async def test_start_with_a_code_of_somebody_else_is_a_plain_start(house: TelegramHouse) -> None:
    for code in ("", "abc", "dk_", "dk_" + "x" * 60, "dk_ồ"):
        lan = house.citizen("Lan")
        lan.say(f"/start {code}".strip())
        await lan.hears("Bạn muốn báo việc gì?")
        assert not any("Bạn đang nhận bài" in text for text in lan.texts)
