"""A desk's group on a loud night: never over its limit, and nobody presses into silence.

The platform's minute is two seconds here; the fake Telegram counts what reaches it.
"""

import asyncio
from collections.abc import AsyncIterator

import pytest

from channels.telegram.pacing import Limit
from tests.builders import a_desk
from tests.fakes import House
from tests.telegram.desk_group import Deaf, arrives, now
from tests.telegram.fake import FakeTelegram
from tests.telegram.house import TelegramHouse
from tests.telegram.people import Chat, labels, until, words
from tests.telegram.world import Json, User

MINUTE = 2.0
CARDS = 4
WAIT = "Xin chờ khoảng"


@pytest.fixture
async def house(telegram: FakeTelegram) -> AsyncIterator[TelegramHouse]:
    stores = House()
    stores.memory.desks[a_desk().code] = a_desk()
    pace = (Limit(100, 1.0), Limit(20, MINUTE))
    async with TelegramHouse(telegram, stores, Deaf(), pace=pace).run() as whole:
        yield whole


@pytest.fixture
async def group(house: TelegramHouse) -> Chat:
    return await house.group_of("26743")


@pytest.fixture
async def officers(house: TelegramHouse) -> list[User]:
    return [await house.officer_of("26743", f"Trực ban {n}") for n in range(1, 3)]


def most_in_a_minute(telegram: FakeTelegram, group: Chat) -> int:
    times = [at for at, chat in telegram.world.messages_at if chat == group.room.id]
    return max(sum(start <= at < start + MINUTE for at in times) for start in times)


def how_many(group: Chat, part: str) -> int:
    return sum(part in words(message) for message in group.from_bot)


async def cards_of(house: TelegramHouse, group: Chat) -> list[Json]:
    for number in range(301, 301 + CARDS):
        arrives(house, number)
    return [await group.hears(f"K7Q-{number} ·") for number in range(301, 301 + CARDS)]


async def press_until_shown(group: Chat, officer: User, cards: list[Json]) -> None:
    """A claim may draw a card anew over its open menu: whoever wants it presses again."""
    for _ in range(10):
        if all("● Khẩn cấp" in labels(card) for card in cards):
            return
        for number, card in enumerate(cards, 301):
            if "● Khẩn cấp" not in labels(card):
                group.press_data(f"urgency:K7Q-{number}", card, officer)
        await asyncio.sleep(MINUTE)
    raise AssertionError("the menu never came")


async def test_forty_presses_stay_under_the_limit_and_every_one_is_answered(
    house: TelegramHouse, telegram: FakeTelegram, group: Chat, officers: list[User]
) -> None:
    cards = await cards_of(house, group)
    presses = [
        group.press(button, officer, card)
        for button in ("Ghi chú", "Chi tiết", "Mức khẩn…")
        for card in cards
        for officer in officers
    ]
    presses += [group.press("Nhận", officer, card) for card in cards for officer in officers]
    presses += [group.press("Mức khẩn…", officer, card) for card in cards for officer in officers]

    answers = [await group.answer_to(query) for query in presses]
    # One an officer, and a card, when the group's minutes have room for them.
    await until(lambda: how_many(group, "chỉ bàn trực thấy") == 2 * CARDS, 10 * MINUTE)
    await until(lambda: how_many(group, "ở đầu hẻm") == 3 * CARDS, 10 * MINUTE)
    await press_until_shown(group, officers[0], cards)

    assert len(presses) == 40
    assert any(WAIT in answer["text"] for answer in answers)
    assert all(answer["text"] or not answer["show_alert"] for answer in answers)
    assert all(now(house, tip).officer for tip in house.stores.memory.tips.values())
    assert most_in_a_minute(telegram, group) <= 20


async def test_a_new_tip_is_not_held_by_officers_who_press(
    house: TelegramHouse, telegram: FakeTelegram, group: Chat, officers: list[User]
) -> None:
    [card, *_] = await cards_of(house, group)
    for _ in range(8):
        for officer in officers:
            for data in ("note:K7Q-301", "urgency:K7Q-301", "card:K7Q-301"):
                await group.answer_to(group.press_data(data, card, officer))

    arrives(house, 400)

    await group.hears("K7Q-400", seconds=MINUTE)
    assert most_in_a_minute(telegram, group) <= 20


async def test_who_presses_too_fast_is_told_so(
    house: TelegramHouse, group: Chat, officers: list[User]
) -> None:
    [card, *_] = await cards_of(house, group)

    presses = [group.press_data("card:K7Q-301", card, officers[0]) for _ in range(40)]
    answers = [await group.answer_to(query) for query in presses]

    assert answers[-1]["text"].startswith("Bạn bấm nhanh quá")
    assert answers[-1]["show_alert"]
