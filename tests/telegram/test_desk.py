"""Officers at work in their Telegram group, with one bot for all and with two."""

import logging

import pytest

from messages.message import Address
from tests.builders import a_report
from tests.fakes.memory import LetterRow
from tests.telegram.desk_group import arrives, binh, chi, forum, house, now, plain
from tests.telegram.house import TelegramHouse
from tests.telegram.people import Chat, labels, until, words
from tests.telegram.world import User
from tips.letters import LetterKind
from tips.tip import Author, Status, Urgency

__all__ = ["binh", "chi", "forum", "house", "plain"]


async def test_a_tip_gets_a_topic_with_its_card(house: TelegramHouse, forum: Chat) -> None:
    arrives(house)

    card = await forum.hears("K7Q-204 · Ma túy")

    assert forum.room.topics[card["message_thread_id"]].startswith("K7Q-204")
    assert "Nhận" in labels(card)


async def test_without_topics_the_card_lies_in_the_group(house: TelegramHouse, plain: Chat) -> None:
    arrives(house)

    card = await plain.hears("K7Q-204 · Ma túy")

    assert "message_thread_id" not in card


async def test_of_two_who_claim_at_once_one_has_it(
    house: TelegramHouse, forum: Chat, binh: User, chi: User
) -> None:
    tip = arrives(house)
    card = await forum.hears("Nhận")

    first, second = forum.press("Nhận", binh, card), forum.press("Nhận", chi, card)
    answers = [await forum.answer_to(query) for query in (first, second)]

    assert answers[0] == {"text": "Bạn đã nhận tin K7Q-204.", "show_alert": False}
    assert answers[1] == {"text": "Trực ban 1 đang giữ tin này.", "show_alert": True}
    await forum.hears("Người giữ: Trực ban 1")
    assert now(house, tip).officer_label == "Trực ban 1"
    assert len([m for m in forum.from_bot if "K7Q-204 · Ma túy" in words(m)]) == 1


async def test_only_the_answer_to_the_prompt_reaches_the_citizen(
    house: TelegramHouse, forum: Chat, binh: User, chi: User
) -> None:
    lan = house.citizen()
    tip = arrives(house)
    house.stores.memory.links[tip.id] = Address("telegram", str(lan.room.id))
    card = await forum.hears("Nhận")
    forum.press("Nhận", binh, card)
    await forum.hears("Hỏi người dân")

    forum.press("Hỏi người dân", binh, card)
    prompt = await forum.hears("lời bạn viết sẽ gửi cho người dân")
    forum.say("Tôi nghĩ là nhà số 5", chi, answers=card)
    forum.say("Xem lại đi", chi, topic=card["message_thread_id"])
    forum.say("Bạn còn nhớ biển số xe không?", binh, answers=prompt)
    question = await lan.hears("Bạn còn nhớ biển số xe không?")

    await forum.hears("Đã gửi câu hỏi")
    hint = await forum.hears("dưới thẻ K7Q-204 chưa gửi cho ai")
    assert labels(hint) == ["Hỏi người dân", "Ghi chú"]
    assert prompt["message_thread_id"] == card["message_thread_id"]
    assert not any("nhà số 5" in text or "Xem lại" in text for text in lan.texts)
    assert [line.text for line in now(house, tip).lines if line.author is Author.DESK] == [
        "Bạn còn nhớ biển số xe không?"
    ]
    assert "Trực ban" not in words(question)


@pytest.mark.parametrize("house", ["one bot"], indirect=True)
async def test_an_officer_knows_before_writing_what_zalo_will_not_deliver(
    house: TelegramHouse, plain: Chat, binh: User
) -> None:
    arrives(house, channel="zalo_oa")
    card = await plain.hears("Nhận")
    plain.press("Nhận", binh, card)
    await plain.hears("Hỏi người dân")

    plain.press("Hỏi người dân", binh, card)

    prompt = await plain.hears("lời bạn viết sẽ gửi cho người dân")
    assert "Zalo không chuyển nữa" in words(prompt)


@pytest.mark.parametrize("house", ["one bot"], indirect=True)
async def test_an_answer_that_is_changed_afterwards_is_said_to_stay_as_it_was(
    house: TelegramHouse, plain: Chat, binh: User
) -> None:
    tip = arrives(house)
    card = await plain.hears("Nhận")
    plain.press("Ghi chú", binh, card)
    prompt = await plain.hears("chỉ bàn trực thấy")
    said = plain.say("Đã gọi tổ bảo vệ", binh, answers=prompt)
    await plain.hears("Đã ghi chú")

    edited = said | {"text": "Chưa gọi được", "edit_date": said["date"] + 1}
    house.telegram.world.tell(plain.room.bots[0], "edited_message", edited)

    await plain.hears("Sửa tin nhắn ở đây không đổi")
    assert [line.text for line in now(house, tip).lines] == ["Đã gọi tổ bảo vệ"]


async def test_held_words_reach_the_citizen_once_they_are_said_again(
    house: TelegramHouse, forum: Chat, binh: User
) -> None:
    lan = house.citizen()
    tip = arrives(house)
    house.stores.memory.links[tip.id] = Address("telegram", str(lan.room.id))
    card = await forum.hears("Nhận")
    forum.press("Nhận", binh, card)
    await forum.hears("Hỏi người dân")
    forum.press("Hỏi người dân", binh, card)
    prompt = await forum.hears("lời bạn viết sẽ gửi cho người dân")

    forum.say("Họ đưa bạn số 0912 345 678 phải không?", binh, answers=prompt)
    await forum.hears("Chưa gửi: lời này có số điện thoại")
    forum.say("Bạn gửi mã OTP cho tôi", binh, answers=prompt)
    await forum.hears("không bao giờ hỏi người dân: mã OTP")
    forum.say("xác nhận: Họ đưa bạn số 0912 345 678 phải không?", binh, answers=prompt)

    question = await lan.hears("Họ đưa bạn số 0912 345 678 phải không?")
    assert "xác nhận" not in words(question)
    assert not any("OTP" in text for text in lan.texts)


async def test_a_prompt_works_after_a_restart_and_only_for_the_holder(
    house: TelegramHouse, forum: Chat, binh: User, chi: User
) -> None:
    tip = arrives(house)
    card = await forum.hears("Nhận")
    forum.press("Nhận", binh, card)
    await forum.hears("Hỏi người dân")
    forum.press("Hỏi người dân", binh, card)
    prompt = await forum.hears("lời bạn viết sẽ gửi")

    forum.say("Câu hỏi của người khác", chi, answers=prompt)

    await forum.hears("Trực ban 1 đang giữ tin này.")
    assert "Câu hỏi của người khác" not in [line.text for line in now(house, tip).lines]


async def test_a_citizens_words_cannot_pose_as_a_prompt(
    house: TelegramHouse, forum: Chat, binh: User
) -> None:
    tip = arrives(house)
    card = await forum.hears("Nhận")
    forum.press("Nhận", binh, card)
    await forum.hears("Hỏi người dân")
    forged = LetterRow("p1", LetterKind.POST, tip.id, house.clock.now(), str(forum.room.id))
    forged.text = "Hỏi người dân · K7Q-204"
    house.stores.memory.post(forged)
    house.bell.ring("letters")
    post = await forum.hears("Người dân nhắn thêm")

    forum.say("lời nội bộ", binh, answers=post)
    forum.say("/hangdoi", binh)
    await forum.hears("Đang chờ 1 tin")

    assert not [line for line in now(house, tip).lines if line.author is not Author.SYSTEM]


async def test_a_note_stays_inside(house: TelegramHouse, forum: Chat, chi: User) -> None:
    tip = arrives(house)
    card = await forum.hears("Ghi chú")

    forum.press("Ghi chú", chi, card)
    prompt = await forum.hears("chỉ bàn trực thấy")
    forum.say("Nhà này đã có tin trước", chi, answers=prompt)
    await forum.hears("Đã ghi chú")

    assert [line.author for line in now(house, tip).lines] == [Author.NOTE]
    assert not [row for row in house.stores.memory.letters if row.kind == LetterKind.CITIZEN]


async def test_a_tip_is_closed_with_a_reason(house: TelegramHouse, forum: Chat, binh: User) -> None:
    tip = arrives(house)
    card = await forum.hears("Nhận")
    forum.press("Nhận", binh, card)
    await forum.hears("Kết thúc…")
    before = len(forum.messages)

    forum.press("Kết thúc…", binh, card)
    await forum.hears("Không có cơ sở")
    forum.press("‹ Quay lại", binh, card)
    await forum.hears("Kết thúc…")
    forum.press("Kết thúc…", binh, card)
    await forum.hears("Không có cơ sở")
    query = forum.press("Không có cơ sở", binh, card)

    assert (await forum.answer_to(query))["text"] == "Đã kết thúc: Không có cơ sở."
    await forum.hears("Mở lại")
    assert now(house, tip).status is Status.CLOSED
    assert len(forum.messages) == before  # menus and cards are edited in place


async def test_urgency_and_status_are_set_by_menus(
    house: TelegramHouse, plain: Chat, binh: User
) -> None:
    tip = arrives(house)
    card = await plain.hears("Nhận")
    plain.press("Nhận", binh, card)
    await plain.hears("Tình trạng…")

    plain.press("Mức khẩn…", binh, card)
    await plain.hears("Khẩn cấp")
    plain.press("Khẩn cấp", binh, card)
    await plain.hears("Tình trạng…")
    plain.press("Tình trạng…", binh, card)
    await plain.hears("Kiểm tra, xác minh")
    plain.press("Kiểm tra, xác minh", binh, card)
    await until(lambda: now(house, tip).status is Status.CHECKING)

    assert now(house, tip).urgency is Urgency.CRITICAL


async def test_details_are_shown_where_they_were_asked_for(
    house: TelegramHouse, forum: Chat, binh: User
) -> None:
    arrives(house, report=a_report(story="Tối nào cũng tụ tập. " * 250))
    card = await forum.hears("Chi tiết")

    query = forum.press("Chi tiết", binh, card)
    await forum.answer_to(query)

    shown = [m for m in forum.from_bot if m["message_id"] > card["message_id"]]
    assert "".join(map(words, shown)).count("Tối nào cũng tụ tập") >= 245
    assert {m["message_thread_id"] for m in shown} == {card["message_thread_id"]}


async def test_a_press_delivered_twice_counts_once(
    house: TelegramHouse, plain: Chat, binh: User
) -> None:
    tip = arrives(house)
    card = await plain.hears("Nhận")
    await plain.answer_to(plain.press("Nhận", binh, card))
    claimed = now(house, tip)
    _, update = [e for e in house.telegram.world.emitted if "callback_query" in e[1]][-1]

    await house.feeds[-1].take(update)

    assert now(house, tip) == claimed


async def test_nothing_of_the_officers_reaches_a_log(
    house: TelegramHouse, forum: Chat, binh: User, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        arrives(house)
        card = await forum.hears("Nhận")
        forum.press("Nhận", binh, card)
        await forum.hears("Người giữ")

    for planted in ("Tên thật", str(binh.id), str(forum.room.id), house.bot.token, "ma túy ở đầu"):
        assert planted not in caplog.text
