"""What officers look up by commands in their Telegram group."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from desks.auditing import Seen
from desks.desk import Code, DeskCode
from tests.builders import NOON, a_desk, a_held_tip, a_tip
from tests.fakes import House
from tests.telegram.fake import FakeTelegram
from tests.telegram.house import TelegramHouse
from tests.telegram.people import Chat, labels, until, words
from tests.telegram.world import User
from tips.tip import Route, Tip, TipId, Urgency


class Deaf:
    """No citizen speaks in these stories."""

    async def hear(self, incoming: object) -> tuple[object, ...]:
        return ()


@pytest.fixture
async def house() -> AsyncIterator[TelegramHouse]:
    with FakeTelegram() as telegram:
        stores = House()
        stores.memory.desks[a_desk().code] = a_desk()
        async with TelegramHouse(telegram, stores, Deaf()).run() as whole:
            yield whole


@pytest.fixture
async def group(house: TelegramHouse) -> Chat:
    return await house.group_of("26743")


@pytest.fixture
async def binh(house: TelegramHouse) -> User:
    return await house.officer_of("26743", "Trực ban 1")


def lies_there(house: TelegramHouse, number: int, tip: Tip) -> None:
    """Without a card: the group stays empty but for what is asked."""
    there = replace(tip, id=TipId(f"{number:032x}"), code=Code(f"K7Q-{number}"))
    house.stores.memory.tips[there.id] = there


async def test_late_tips_are_listed_the_longest_late_first(
    house: TelegramHouse, group: Chat, binh: User
) -> None:
    lies_there(house, 301, a_tip(filed_at=NOON))
    group.say("/tre", binh)
    await group.hears("Không có tin nào trễ hạn")
    lies_there(house, 302, a_tip(filed_at=NOON - timedelta(hours=2), urgency=Urgency.HIGH))
    lies_there(house, 303, a_tip(filed_at=NOON - timedelta(days=2), urgency=Urgency.NORMAL))

    group.say("/tre", binh)
    late = await group.hears("Trễ hạn 2 tin")

    assert labels(late) == ["K7Q-303", "K7Q-302"]
    assert words(late).count("trễ") == 2


async def test_an_officer_sees_the_tips_they_hold(
    house: TelegramHouse, group: Chat, binh: User
) -> None:
    group.say("/cuatoi", binh)
    await group.hears("Bạn không giữ tin nào")
    officer = await house.stores.access.officer_by_account(str(binh.id))
    lies_there(house, 301, a_held_tip(officer=officer.id))
    lies_there(house, 302, a_held_tip())

    group.say("/cuatoi", binh)
    mine = await group.hears("Bạn đang giữ 1 tin")

    assert labels(mine) == ["K7Q-301"]


async def test_a_tip_is_found_by_its_code(house: TelegramHouse, group: Chat, binh: User) -> None:
    lies_there(house, 204, a_tip())

    group.say("/xem", binh)
    await group.hears("Xin gõ kèm mã tin")
    group.say("/xem k7q204", binh)
    await group.hears("tối nào cũng tụ tập")

    looks = [one.what for one in house.log.sightings if one.kind is Seen.LOOK]
    assert looks == ["K7Q-204"]


async def test_a_tip_of_another_desk_is_not_found(
    house: TelegramHouse, group: Chat, binh: User
) -> None:
    lies_there(house, 204, a_tip(route=Route(DeskCode("27004"), "ở đó")))

    group.say("/xem K7Q-204", binh)
    await group.hears("không có tin nào mang mã này")

    assert not any("tụ tập" in text for text in group.texts)


async def test_strangers_find_nothing(house: TelegramHouse, group: Chat) -> None:
    lies_there(house, 204, a_tip(filed_at=NOON - timedelta(days=2)))
    stranger = house.telegram.people.person("Người lạ")

    for command in ("/tre", "/cuatoi", "/xem K7Q-204"):
        heard = len(group.messages)
        group.say(command, stranger)
        await until(lambda heard=heard: len(group.messages) >= heard + 2)  # type: ignore[misc]
        assert "Bạn cần /lienket" in group.texts[-1]

    assert not any("K7Q-204 ·" in text or "tụ tập" in text for text in group.texts)


async def test_the_whole_queue_is_counted_however_long(
    house: TelegramHouse, group: Chat, binh: User
) -> None:
    for number in range(301, 451):
        lies_there(house, number, a_tip())

    group.say("/hangdoi", binh)
    queue = await group.hears("Đang chờ 150 tin")

    assert len(labels(queue)) == 12
    assert "138 tin nữa" in words(queue)
