"""A press in a group reads its tip once: what is decided, is decided on what was read."""

import pytest

from tests.telegram.desk_group import arrives, binh, chi, house, now, plain
from tests.telegram.house import TelegramHouse
from tests.telegram.people import Chat
from tests.telegram.world import User

__all__ = ["binh", "chi", "house", "plain"]


async def test_every_step_of_giving_a_tip_to_a_colleague_reads_it_once(
    house: TelegramHouse, plain: Chat, binh: User, chi: User
) -> None:
    tip = arrives(house)
    card = await plain.hears("K7Q-204 · Ma túy")
    reads = house.stores.tips.reads
    for label in ("Nhận", "Thêm…", "Giao cho…", "Trực ban 2", "Đổi ca trực"):
        await plain.hears(label)
        reads.clear()
        await plain.answer_to(plain.press(label, binh, card))
        assert reads == {"tip": 1}, label

    assert now(house, tip).officer_label == "Trực ban 2"


@pytest.mark.parametrize("label", ["Mức khẩn…", "Ghi chú", "Chi tiết", "Thêm…"])
async def test_every_button_of_a_card_reads_its_tip_once(
    house: TelegramHouse, plain: Chat, binh: User, label: str
) -> None:
    arrives(house)
    card = await plain.hears("K7Q-204 · Ma túy")
    house.stores.tips.reads.clear()

    await plain.answer_to(plain.press(label, binh, card))

    assert house.stores.tips.reads == {"tip": 1}
