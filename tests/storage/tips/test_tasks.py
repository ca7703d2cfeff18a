"""Tasks of a hamlet's security team on real databases: who reads them, and what is left of them."""

import pytest

from desks.desk import DeskCode, Officer, Role
from storage.stores import Stores
from tests.fakes import SilentBell
from tests.storage.moving_house import OTHER_DESK, MovingHouse, a_moving_house
from tests.storage.tips_filed import a_filed_tip, seat
from tips.errors import UnknownTask, WordsCopied
from tips.guards.answering import GuardTasks
from tips.tip import Author, Tip

pytestmark = pytest.mark.either_database
WORDS = "Tối nay đi qua bờ kênh lúc 22 giờ."


@pytest.fixture
async def house(stores: Stores) -> MovingHouse:
    return await a_moving_house(stores)


async def east_and_west(house: MovingHouse) -> tuple[Officer, Officer]:
    east = await seat(house.stores, "Thôn Đông · Ông Ba", Role.GUARD)
    return east, await seat(house.stores, "Thôn Tây", Role.GUARD)


async def a_task(house: MovingHouse, words: str = WORDS) -> Tip:
    tip = await a_filed_tip(house.stores)
    await house.press.claim(house.first, tip.code, "1")
    given: Tip = await house.press.move(house.first, tip.code, "2", "task", "Thôn Đông", words)
    return given


def tasks_of(house: MovingHouse) -> GuardTasks:
    return GuardTasks(house.stores.tasks, house.clock, SilentBell())


async def test_a_task_is_read_by_its_hamlet_and_answered_once(house: MovingHouse) -> None:
    (east, west), tasks = await east_and_west(house), tasks_of(house)
    tip = await a_task(house)

    [task] = await tasks.waiting(east)
    with pytest.raises(UnknownTask):
        await tasks.answer(west, task.id, done=True)
    await tasks.answer(east, task.id, done=True)
    with pytest.raises(UnknownTask):
        await tasks.answer(east, task.id, done=False)

    assert (task.words, task.hamlet) == (WORDS, "Thôn Đông")
    read = await house.triage.tip(house.first, tip.code)
    asked, answered = [line for line in read.lines if line.author is Author.NOTE][-2:]
    assert WORDS in asked.text
    assert (answered.text, answered.officer) == (
        "Tổ bảo vệ ANTT: đã làm việc được giao.",
        "Thôn Đông · Ông Ba",
    )
    assert (await tasks.waiting(east), await tasks.waiting(west)) == ((), ())


async def test_no_task_holds_a_residents_own_words(house: MovingHouse) -> None:
    await east_and_west(house)
    tip = await a_filed_tip(house.stores)
    await house.press.claim(house.first, tip.code, "1")

    with pytest.raises(WordsCopied):
        await house.press.move(
            house.first, tip.code, "2", "task", "Thôn Đông", f"Xem giúp: {tip.report.story}"
        )


@pytest.mark.parametrize("over", ["closed", "handed over"])
async def test_a_task_waits_no_longer_than_its_tip_is_the_desks(
    house: MovingHouse, over: str
) -> None:
    east, _ = await east_and_west(house)
    tip = await a_task(house)

    if over == "closed":
        await house.press.close(house.first, tip.code, "co_co_so_da_xu_ly", "", "3")
    else:
        await house.press.hand_over(house.first, tip.code, DeskCode(OTHER_DESK), "đúng nơi", "3")

    assert await tasks_of(house).waiting(east) == ()
