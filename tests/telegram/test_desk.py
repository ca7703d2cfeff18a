"""Officers at work in their Telegram group, with one bot for all and with two."""

import logging
from collections.abc import AsyncIterator, Iterator

import pytest

from desks.desk import Code
from messages.message import Address
from tests.builders import a_desk, a_report, a_tip
from tests.fakes import House
from tests.fakes.memory import LetterRow
from tests.telegram.fake import FakeTelegram
from tests.telegram.house import TelegramHouse
from tests.telegram.people import Chat, labels, until, words
from tests.telegram.world import User
from tips.letters import LetterKind
from tips.tip import Author, Status, Tip, TipId, Urgency

CODE = Code("K7Q-204")


class Deaf:
    """No citizen speaks in these stories."""

    async def hear(self, incoming: object) -> tuple[object, ...]:
        return ()


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake


@pytest.fixture(params=["one bot", "two bots"])
async def house(
    request: pytest.FixtureRequest, telegram: FakeTelegram
) -> AsyncIterator[TelegramHouse]:
    stores = House()
    stores.memory.desks[a_desk().code] = a_desk()
    stores.memory.desks[a_desk("27004").code] = a_desk("27004", "Công an phường Tân Bình")
    whole = TelegramHouse(telegram, stores, Deaf(), two_bots=request.param == "two bots")
    async with whole.run():
        yield whole


@pytest.fixture
async def forum(house: TelegramHouse) -> Chat:
    return await house.group_of("26743", is_forum=True)


@pytest.fixture
async def plain(house: TelegramHouse) -> Chat:
    return await house.group_of("26743")


@pytest.fixture
async def binh(house: TelegramHouse) -> User:
    return await house.officer_of("26743", "Trực ban 1")


@pytest.fixture
async def chi(house: TelegramHouse) -> User:
    return await house.officer_of("26743", "Trực ban 2")


def arrives(house: TelegramHouse, number: int = 204, **changes: object) -> Tip:
    """A tip comes to the desk; its citizen is Lan, in her own chat."""
    code = Code(f"K7Q-{number}")
    tip = a_tip(id=TipId(f"{number:032x}"), code=code, unread=True, **changes)
    memory = house.stores.memory
    memory.tips[tip.id] = tip
    memory.arm_card(tip, house.clock.now())
    house.bell.ring("letters")
    return tip


def now(house: TelegramHouse, tip: Tip) -> Tip:
    found: Tip = house.stores.memory.tips[tip.id]
    return found


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
    arrives(house)
    card = await forum.hears("Nhận")
    forum.press("Nhận", binh, card)
    await forum.hears("Hỏi người dân")
    forum.press("Hỏi người dân", binh, card)
    prompt = await forum.hears("lời bạn viết sẽ gửi")

    forum.say("Câu hỏi của người khác", chi, answers=prompt)

    await forum.hears("Trực ban 1 đang giữ tin này.")


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


async def test_strangers_are_answered_and_never_obeyed(
    house: TelegramHouse, forum: Chat, binh: User
) -> None:
    tip = arrives(house)
    card = await forum.hears("Nhận")
    stranger = house.telegram.people.person("Người lạ")
    other = await house.officer_of("27004", "Trực ban Tân Bình")
    queries = [forum.press("Nhận", who, card) for who in (stranger, other)]

    for query in queries:
        answer = await forum.answer_to(query)
        assert answer["show_alert"]
        assert "/lienket" in answer["text"]

    forum.say("/hangdoi", stranger)
    await forum.hears("Bạn cần /lienket")
    assert now(house, tip).officer is None


@pytest.mark.parametrize("house", ["one bot"], indirect=True)
@pytest.mark.parametrize(
    "data", ["", "claim", "claim:", "urgency:K7Q-204:x", "closing:K7Q-204:x", "x:y:z", "::::"]
)
async def test_forged_buttons_change_nothing(
    house: TelegramHouse, plain: Chat, binh: User, data: str
) -> None:
    tip = arrives(house)
    card = await plain.hears("Nhận")

    answer = await plain.answer_to(plain.press_data(data, card, binh))

    assert answer["show_alert"]
    assert now(house, tip) == tip


async def test_a_group_nobody_linked_is_told_how(house: TelegramHouse, binh: User) -> None:
    group = house.telegram.people.group(house.desk_bot)

    group.say("/hangdoi", binh)
    await group.hears("chưa nối với bàn trực nào")
    group.say("/lienket SAIM-A123", binh)
    await group.hears("không đúng, đã dùng hoặc hết hạn")


async def test_the_queue_leads_to_the_tips(house: TelegramHouse, plain: Chat, binh: User) -> None:
    plain.say("/hangdoi", binh)
    await plain.hears("Không có tin nào đang chờ")
    arrives(house, 301, urgency=Urgency.CRITICAL)
    await plain.hears("K7Q-301")

    plain.say("/hangdoi@" + house.desk_bot.username, binh)
    queue = await plain.hears("Đang chờ 1 tin")

    assert "● K7Q-301 · Ma túy" in words(queue)
    assert labels(queue) == ["K7Q-301"]


async def test_a_group_that_becomes_a_supergroup_keeps_its_desk(house: TelegramHouse) -> None:
    group = house.telegram.people.group(house.desk_bot, kind="group")
    code = await house.access.group_code(a_desk().code)
    group.say(f"/lienket {code}", house.telegram.people.person())
    await group.hears("đã nối với")

    new = house.telegram.people.upgrade(group)
    await until(lambda: house.stores.memory.desks[a_desk().code].group == str(new.room.id))
    arrives(house)

    await new.hears("K7Q-204")


async def test_a_removed_topic_loses_no_words(house: TelegramHouse, forum: Chat) -> None:
    tip = arrives(house)
    card = await forum.hears("K7Q-204")
    del forum.room.topics[card["message_thread_id"]]
    row = LetterRow("p1", LetterKind.POST, tip.id, house.clock.now(), str(forum.room.id))
    row.text = "Họ vừa quay lại."
    house.stores.memory.post(row)
    house.bell.ring("letters")

    await forum.hears("Họ vừa quay lại.")


async def test_a_bot_without_the_right_to_topics_still_delivers(
    house: TelegramHouse, forum: Chat
) -> None:
    forum.room.topics_allowed = False
    arrives(house)

    card = await forum.hears("K7Q-204")

    assert "message_thread_id" not in card


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


@pytest.mark.parametrize("house", ["two bots"], indirect=True)
async def test_a_private_chat_with_the_desk_bot_is_shown_the_way(house: TelegramHouse) -> None:
    chat = house.telegram.people.private(house.telegram.people.person(), house.desk_bot)

    chat.say("Tôi muốn báo tin")

    await chat.hears("kênh tin báo dành cho người dân")


async def test_a_bot_that_was_removed_and_let_in_again_tells_what_waited(
    house: TelegramHouse, telegram: FakeTelegram, plain: Chat
) -> None:
    bot = plain.room.bots[0]
    plain.room.blocked = True
    tip = arrives(house)
    await until(lambda: bool(deaf(house)))
    assert deaf(house) == ["lost"]

    plain.room.blocked = False
    whose = {"id": 1, "is_bot": False, "first_name": "Chi"}
    member = {"user": {"id": bot.id, "is_bot": True, "first_name": "Tin"}, "status": "member"}
    group = {"id": plain.room.id, "type": "supergroup", "title": "Trực ban"}
    change = {"old_chat_member": member, "new_chat_member": member, "date": 1}
    telegram.world.tell(bot, "my_chat_member", {"chat": group, "from": whose, **change})

    await plain.hears(tip.code)
    assert deaf(house) == []


def deaf(house: TelegramHouse) -> list[str]:
    return [str(one.trouble) for one in house.stores.memory.desks.values() if one.trouble]


async def test_who_leaves_the_group_is_told_with_what_they_can_still_read(
    telegram: FakeTelegram, plain: Chat, binh: User
) -> None:
    group = {"id": plain.room.id, "type": "supergroup", "title": "Trực ban"}
    left = {"from": binh.json, "left_chat_member": binh.json, "date": 1, "message_id": 99}

    telegram.world.tell(plain.room.bots[0], "message", {"chat": group, **left})

    await plain.hears("Trực ban 1 vừa rời nhóm này nhưng vẫn còn đọc được")
