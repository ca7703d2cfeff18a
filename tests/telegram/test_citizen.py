"""What a citizen does in Telegram, and what of it comes through the door."""

import logging
from typing import Any

import pytest

from messages.message import (
    Address,
    MediaKind,
    Refusal,
)
from tests.media_files import PLANTED, a_telling_picture
from tests.telegram.house import TelegramHouse
from tests.telegram.listener import TIP, Listener, ear, house, lan
from tests.telegram.people import Chat, buttons, labels

__all__ = ["ear", "house", "lan"]


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
    assert [one.choice for one in ear.heard if one.choice] == ["kind:ma_tuy"]
    assert [one.times for one in house.telegram.world.troubles] == [0]  # it was refused


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


async def test_words_under_a_letter_tell_which_tip_it_was_about(lan: Chat, ear: Listener) -> None:
    lan.say("hỏi")
    question = await lan.hears("nghe: hỏi")

    lan.say("Xe màu đỏ", answers=question)

    await lan.hears("nghe: Xe màu đỏ")
    assert ear.heard[-1].about == TIP
