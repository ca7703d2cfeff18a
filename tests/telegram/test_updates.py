"""Taking updates in: once each, in order, through every stumble."""

import asyncio
import logging
from typing import Any

import pytest

from tests.telegram.house import TelegramHouse
from tests.telegram.listener import Listener, ear, house, lan
from tests.telegram.people import Chat, until, words

__all__ = ["ear", "house", "lan"]


async def test_an_update_delivered_five_times_has_one_effect(
    house: TelegramHouse, lan: Chat, ear: Listener
) -> None:
    lan.say("một")
    [update] = [e for _, e in house.telegram.world.emitted if "update_id" in e]
    for _ in range(4):
        house.telegram.repeat(house.bot, dict(update))
    lan.say("hai")
    await lan.hears("nghe: hai")

    assert [incoming.text for incoming in ear.heard] == ["một", "hai"]


async def test_an_update_twice_in_one_list_has_one_effect(
    house: TelegramHouse, lan: Chat, ear: Listener
) -> None:
    lan.say("một")
    await lan.hears("nghe: một")
    [update] = [e for _, e in house.telegram.world.emitted if "update_id" in e]
    again = {**update, "update_id": update["update_id"] + 7}
    with house.telegram.world.lock:
        house.bot.updates.extend([again, dict(again)])
    await until(lambda: not house.bot.updates and len(house.counted) > 1)

    assert house.counted == ["taken", "taken"]


async def test_an_update_answered_by_this_process_is_not_answered_again(
    house: TelegramHouse, lan: Chat
) -> None:
    lan.say("một")
    await lan.hears("nghe: một")
    [update] = [e for _, e in house.telegram.world.emitted if "update_id" in e]

    await house.feeds[0].take(update)

    assert lan.texts == ["nghe: một"]
    assert house.counted == ["taken", "repeated"]


async def test_one_chat_keeps_its_order_and_does_not_hold_others(
    house: TelegramHouse, lan: Chat, ear: Listener
) -> None:
    mai = house.citizen("Mai")
    held = ear.slow[str(lan.room.id)] = asyncio.Event()
    for word in ("một", "hai", "ba"):
        lan.say(word)
    mai.say("nhanh")

    await mai.hears("nghe: nhanh")
    before = list(lan.texts)
    held.set()
    await lan.hears("nghe: ba")

    assert before == []
    assert lan.texts == ["nghe: một", "nghe: hai", "nghe: ba"]


async def test_the_offset_waits_for_what_is_not_committed(
    house: TelegramHouse, lan: Chat, ear: Listener
) -> None:
    mai = house.citizen("Mai")
    held = ear.slow[str(lan.room.id)] = asyncio.Event()
    lan.say("chưa xong")
    mai.say("xong")
    await mai.hears("nghe: xong")
    await asyncio.sleep(0.5)

    waiting = [update["message"]["text"] for update in house.bot.updates]
    held.set()
    await until(lambda: not house.bot.updates)

    assert waiting == ["chưa xong", "xong"]


async def test_ten_thousand_messages_of_one_chat_leave_the_others_alone(
    house: TelegramHouse, lan: Chat, ear: Listener
) -> None:
    for number in range(10_000):
        lan.say(f"lần {number}")
    mai = house.citizen("Mai")
    mai.say("tôi muốn báo tin")

    await mai.hears("nghe: tôi muốn báo tin", seconds=60)
    await until(lambda: not house.bot.updates, seconds=60)

    assert len(ear.heard) < 300
    assert len([text for text in lan.texts if "nhanh quá" in text]) <= 4
    assert lan.find("nhanh quá")


async def test_a_failing_update_is_told_counted_and_does_not_stop_the_rest(
    house: TelegramHouse,
    lan: Chat,
    ear: Listener,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("handlers.telegram.feed.PAUSES", (0.01, 0.01))
    ear.troubles += [ValueError("nhà bà Lan")] * 3
    with caplog.at_level(logging.INFO):
        lan.say("gây lỗi")
        await lan.hears("đang trục trặc")
        lan.say("bình thường")
        await lan.hears("nghe: bình thường")

    assert "poison" in house.counted
    assert "bà Lan" not in caplog.text
    assert "gây lỗi" not in caplog.text


async def test_a_stumble_of_the_database_is_tried_again(lan: Chat, ear: Listener) -> None:
    ear.troubles.append(ConnectionError())

    lan.say("một")

    await lan.hears("nghe: một")
    assert ear.troubles == []


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"update_id": 1},
        {"update_id": "x", "message": {}},
        {"update_id": 2, "message": {"chat": {"id": 5}, "text": 7}},
        {"update_id": 3, "message": None},
        {"update_id": 4, "callback_query": {"from": {}}},
        {"update_id": 5, "poll": {"id": "1"}},
        {"update_id": 6, "message": {"chat": {"id": 2**70, "type": "private"}}},
    ],
)
async def test_broken_updates_are_taken_and_forgotten(house: TelegramHouse, update: Any) -> None:
    await house.feeds[0].take(update)

    assert house.counted in (["ignored"], ["poison"])


async def test_a_server_error_while_answering_is_tried_again(
    house: TelegramHouse, lan: Chat
) -> None:
    house.telegram.fail("sendMessage", 500)

    lan.say("một")

    assert words(await lan.hears("nghe: một"))


async def test_polling_survives_a_server_that_stumbles(house: TelegramHouse, lan: Chat) -> None:
    house.telegram.fail("getUpdates", 502, "Bad Gateway")
    lan.say("một")
    await lan.hears("nghe: một")
    lan.say("hai")

    await lan.hears("nghe: hai")
    assert [one.times for one in house.telegram.world.troubles] == [0]  # it stumbled
    assert [words for words in lan.texts if words.startswith("nghe")] == ["nghe: một", "nghe: hai"]


async def test_someone_who_blocked_the_bot_stops_nothing(
    house: TelegramHouse, lan: Chat, ear: Listener
) -> None:
    lan.say("một")
    lan.block()
    mai = house.citizen("Mai")
    mai.say("hai")

    await mai.hears("nghe: hai")
    await until(lambda: len(ear.heard) == 2)
    assert lan.texts == []
