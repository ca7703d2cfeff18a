"""What a citizen does in Telegram, and what of it comes through the door."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from messages.message import (
    Address,
    Button,
    ChatLine,
    Choice,
    Incoming,
    MediaKind,
    Outgoing,
    Refusal,
)
from tests.fakes import House
from tests.media_files import PLANTED, a_telling_picture
from tests.telegram.fake import FakeTelegram
from tests.telegram.house import TelegramHouse
from tests.telegram.people import Chat, buttons, labels, until, words

MENU = (Button("Ma túy", Choice("kind:ma_tuy")), Button("Lừa đảo", Choice("kind:lua_dao")))

TIP = "a" * 32
REPLY = (Button("Trả lời", Choice(f"thread:{TIP}")),)


@dataclass
class Listener:
    """An intake that remembers what it heard, and answers each event once."""

    heard: list[Incoming] = field(default_factory=list)
    answers: dict[str, tuple[ChatLine, ...]] = field(default_factory=dict)
    troubles: list[Exception] = field(default_factory=list)
    slow: dict[str, asyncio.Event] = field(default_factory=dict)

    async def hear(self, incoming: Incoming) -> tuple[ChatLine, ...]:
        if self.troubles:
            raise self.troubles.pop(0)
        if incoming.sender.recipient in self.slow:
            await self.slow[incoming.sender.recipient].wait()
        if incoming.event_id not in self.answers:
            self.heard.append(incoming)
            self.answers[incoming.event_id] = self._answer(incoming)
        return self.answers[incoming.event_id]

    def _answer(self, incoming: Incoming) -> tuple[ChatLine, ...]:
        said = incoming.text or incoming.choice or incoming.refusal or "…"
        echo = ChatLine(1, "citizen", Outgoing(incoming.sender, f"citizen line: {said}"))
        receipt = ("lúa", "sông") if incoming.text == "gửi" else ()
        text = "Mã: {receipt}" if receipt else f"nghe: {said}"
        menu = REPLY if incoming.text == "hỏi" else MENU
        answer = Outgoing(incoming.sender, text, menu, receipt=receipt)
        return (echo, ChatLine(2, "bot", answer))


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake


@pytest.fixture
def ear() -> Listener:
    return Listener()


@pytest.fixture
async def house(telegram: FakeTelegram, ear: Listener) -> AsyncIterator[TelegramHouse]:
    async with TelegramHouse(telegram, House(), ear).run() as running:
        yield running


@pytest.fixture
def lan(house: TelegramHouse) -> Chat:
    return house.citizen("Lan", last_name="Trần", username="lantran")


async def test_start_opens_the_conversation(lan: Chat, ear: Listener) -> None:
    lan.say("/start")

    await lan.hears("nghe: start")

    assert ear.heard[0].choice == "start"
    assert ear.heard[0].text == ""
    assert ear.heard[0].language == "vi"


async def test_words_come_through_and_nobody_elses_lines_go_back(lan: Chat, ear: Listener) -> None:
    lan.say("có người bán ma túy")

    answer = await lan.hears("nghe: có người bán ma túy")

    assert labels(answer) == ["Ma túy", "Lừa đảo"]
    assert not lan.find("citizen line")


async def test_a_name_a_username_and_a_phone_stop_at_the_door(
    lan: Chat, ear: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    hidden = {"type": "hidden_user", "sender_user_name": "Ông Ba", "date": 1}
    with caplog.at_level(logging.INFO):
        lan.show(forward_origin=hidden, text="một tin")
        lan.show(contact={"phone_number": "+84900000001", "first_name": "Ba"})
        await lan.hears("nghe: unsupported")

    told = repr(ear.heard)
    for planted in ("Lan", "Trần", "lantran", "Ông Ba", "+84900000001", "Ba'"):
        assert planted not in told
    for planted in ("Lan", "một tin", str(lan.room.id), "7000000001"):
        assert planted not in caplog.text


async def test_an_album_is_heard_picture_by_picture_and_answered_once(
    lan: Chat, ear: Listener
) -> None:
    for _ in range(3):
        lan.send("photo", a_telling_picture(), album="1400")

    await lan.hears("nghe:")
    lan.say("xong")
    await lan.hears("nghe: xong")

    assert sum(len(heard.media) for heard in ear.heard) == 3
    assert len(lan.from_bot) == 2


async def test_a_button_is_a_choice_and_is_answered(lan: Chat, ear: Listener) -> None:
    lan.say("xin chào")
    await lan.hears("Ma túy")

    query = lan.press("Ma túy")
    await lan.hears("nghe: kind:ma_tuy")

    assert (await lan.answer_to(query))["show_alert"] is False
    assert ear.heard[-1].choice == "kind:ma_tuy"


async def test_a_button_nobody_can_answer_any_more_still_counts(
    house: TelegramHouse, lan: Chat, ear: Listener
) -> None:
    lan.say("xin chào")
    message = await lan.hears("Ma túy")
    house.telegram.fail("answerCallbackQuery", 400, "Bad Request: query is too old")

    lan.press("Ma túy", on=message)

    await lan.hears("nghe: kind:ma_tuy")


async def test_the_receipt_has_a_copy_button(lan: Chat) -> None:
    lan.say("gửi")

    answer = await lan.hears("Mã: lúa · sông")

    [copy, *_] = buttons(answer)
    assert copy == {"text": "Chép mã giữ tin", "copy_text": {"text": "lúa sông"}}


async def test_a_picture_is_cleaned_and_kept(
    house: TelegramHouse, lan: Chat, ear: Listener
) -> None:
    lan.send("photo", a_telling_picture(), caption="đầu hẻm")
    await lan.hears("nghe: đầu hẻm")

    [media] = ear.heard[0].media
    _, content = house.stores.memory.files[media.id]
    assert (media.kind, media.mime) == (MediaKind.PHOTO, "image/jpeg")
    assert PLANTED.encode() not in content


@pytest.mark.parametrize(
    ("kind", "content", "refusal"),
    [
        ("document", b"MZ this is a program", Refusal.UNKNOWN_TYPE),
        ("voice", b"OggS but nothing more", Refusal.UNREADABLE),
        ("video", b"\0" * (20 * 1024 * 1024 + 1), Refusal.TOO_BIG),
    ],
)
async def test_what_cannot_be_taken_is_said_kindly(
    lan: Chat, ear: Listener, kind: str, content: bytes, refusal: Refusal
) -> None:
    lan.send(kind, content)

    await lan.hears("nghe:")

    assert ear.heard[0].refusal == refusal
    assert ear.heard[0].media == ()


@pytest.mark.parametrize(
    "content",
    [
        {"dice": {"emoji": "🎲", "value": 3}},
        {"contact": {"phone_number": "1", "first_name": "x"}},
        {"story": {"chat": {"id": 1, "type": "private"}, "id": 1}},
    ],
)
async def test_other_things_are_unsupported(lan: Chat, ear: Listener, content: Any) -> None:
    lan.show(**content)

    await lan.hears("nghe: unsupported")

    assert ear.heard[0].refusal == Refusal.UNSUPPORTED


async def test_a_position_comes_through(lan: Chat, ear: Listener) -> None:
    lan.show(location={"latitude": 10.77, "longitude": 106.69, "horizontal_accuracy": 12.0})
    await lan.hears("nghe")

    position = ear.heard[0].position
    assert position is not None
    assert (position.latitude, position.longitude, position.accuracy) == (10.77, 106.69, 12.0)


async def test_an_edited_message_is_explained(
    house: TelegramHouse, lan: Chat, ear: Listener
) -> None:
    said = lan.say("nhà số 5")
    await lan.hears("nghe")

    edited = said | {"text": "nhà số 7", "edit_date": said["date"] + 1}
    house.telegram.world.tell(house.bot, "edited_message", edited)

    await lan.hears("không đọc được tin đã sửa")
    assert len(ear.heard) == 1


async def test_groups_are_no_place_to_tell(house: TelegramHouse, ear: Listener) -> None:
    group = house.telegram.people.group(house.bot)
    group.say("/start chuyện riêng", house.telegram.people.person())
    lan = house.citizen()
    lan.say("sau đó")
    await lan.hears("nghe")

    assert [incoming.sender for incoming in ear.heard] == [Address("telegram", str(lan.room.id))]


# --- taking updates in ------------------------------------------------------------------------


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


async def test_someone_who_blocked_the_bot_stops_nothing(
    house: TelegramHouse, lan: Chat, ear: Listener
) -> None:
    lan.say("một")
    lan.block()
    mai = house.citizen("Mai")
    mai.say("hai")

    await mai.hears("nghe: hai")
    await until(lambda: len(ear.heard) == 2)


async def test_words_under_a_letter_tell_which_tip_it_was_about(lan: Chat, ear: Listener) -> None:
    lan.say("hỏi")
    question = await lan.hears("nghe: hỏi")

    lan.say("Xe màu đỏ", answers=question)

    await lan.hears("nghe: Xe màu đỏ")
    assert ear.heard[-1].about == TIP
