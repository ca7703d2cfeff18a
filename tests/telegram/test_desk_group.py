"""The group itself: found, moved, without rights, removed, left, strangers in it."""

import pytest

from tests.builders import a_desk
from tests.fakes.memory import LetterRow
from tests.telegram.desk_group import arrives, binh, forum, house, now, plain
from tests.telegram.fake import FakeTelegram
from tests.telegram.house import TelegramHouse
from tests.telegram.people import Chat, labels, until, words
from tests.telegram.world import User
from tips.letters import LetterKind
from tips.tip import Urgency

__all__ = ["binh", "forum", "house", "plain"]


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

    assert not any(desk.group for desk in house.stores.memory.desks.values())


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
    assert not any("K7Q-204" in text for text in group.texts)


async def test_a_removed_topic_loses_no_words(house: TelegramHouse, forum: Chat) -> None:
    tip = arrives(house)
    card = await forum.hears("K7Q-204")
    del forum.room.topics[card["message_thread_id"]]
    row = LetterRow("p1", LetterKind.POST, tip.id, house.clock.now(), str(forum.room.id))
    row.text = "Họ vừa quay lại."
    house.stores.memory.post(row)
    house.bell.ring("letters")

    told = await forum.hears("Họ vừa quay lại.")
    assert told.get("message_thread_id") != card["message_thread_id"]


async def test_a_bot_without_the_right_to_topics_still_delivers(
    house: TelegramHouse, forum: Chat
) -> None:
    forum.room.topics_allowed = False
    arrives(house)

    card = await forum.hears("K7Q-204")

    assert "message_thread_id" not in card


@pytest.mark.parametrize("house", ["two bots"], indirect=True)
async def test_a_private_chat_with_the_desk_bot_is_shown_the_way(house: TelegramHouse) -> None:
    chat = house.telegram.people.private(house.telegram.people.person(), house.desk_bot)

    chat.say("Tôi muốn báo tin")

    shown = await chat.hears("kênh tin báo dành cho người dân")
    assert labels(shown) == []


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

    told = await plain.hears("Trực ban 1 vừa rời nhóm này nhưng vẫn còn đọc được")
    assert "1 máy đang vào, tài khoản Telegram còn nối" in words(told)
