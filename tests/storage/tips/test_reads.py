"""How often a tip is unsealed: once a press, and never to see whether something changed."""

from collections.abc import Awaitable, Callable

import pytest

from storage.stores import Stores
from tests.builders import WARD_DESK
from tests.counting import CountingVault
from tests.storage.moving_house import a_moving_house
from tests.storage.tips_filed import a_filed_tip, add_words
from tips.moves.table import MoveOrder
from tips.tip import Status, Tip
from tips.triage.triage import Pressed

pytestmark = pytest.mark.either_database


@pytest.fixture
def vault() -> CountingVault:
    return CountingVault()


async def test_whoever_compares_versions_unseals_nothing(
    stores: Stores, vault: CountingVault
) -> None:
    filed = [await a_filed_tip(stores, number) for number in range(1, 51)]
    queue = await stores.tips.queue(WARD_DESK, None, "", 50)
    assert len(vault.opened) > 50
    vault.opened.clear()

    versions = await stores.tips.versions(WARD_DESK, 50)

    assert vault.opened == []
    assert list(versions.items()) == [(row.code, row.version) for row in queue]
    assert len(versions) == len(filed)


async def test_a_press_on_a_tip_that_was_read_unseals_nothing_more(
    stores: Stores, vault: CountingVault
) -> None:
    house = await a_moving_house(stores)
    tip = await a_filed_tip(stores)
    await house.press.claim(house.first, tip.code, "1")
    read = await house.triage.tip(house.first, tip.code)
    vault.opened.clear()

    pressed = Pressed(house.first, tip.code, "2", read)
    given = await house.moves.press(pressed, MoveOrder("assign", "Hai", "lý do"))

    assert vault.opened == []
    assert isinstance(given, Tip)
    assert given.officer_label == "Hai"


async def test_a_press_without_its_tip_unseals_it_once(
    stores: Stores, vault: CountingVault
) -> None:
    house = await a_moving_house(stores)
    tip = await a_filed_tip(stores)
    vault.opened.clear()

    await house.press.assign(house.first, tip.code, "Hai", "lý do", "1")

    assert vault.opened == [("tips", tip.id)]


async def test_what_a_save_answers_is_what_is_there(stores: Stores) -> None:
    """Put together from what was read and what was decided, never read again."""
    house = await a_moving_house(stores)
    tip, other = await a_filed_tip(stores), await a_filed_tip(stores, 2)
    press, me, code = house.press, house.first, tip.code
    await press.merge(me, other.code, code, "một vụ", "0")
    await add_words(stores, other, "tôi cũng thấy", "words")
    moves: list[Callable[[], Awaitable[Tip]]] = [
        lambda: press.claim(me, code, "1"),
        lambda: press.ask(me, code, "Mấy giờ?", "2"),
        lambda: press.note(me, code, "Ghi lại.", "3"),
        lambda: press.set_kind(me, code, "co_bac", "lý do", "4"),
        lambda: press.extend(me, code, "phức tạp", "5"),
        lambda: press.mute(me, code, True, "lý do", "6"),
        lambda: press.set_status(me, code, Status.CHECKING, "7"),
        lambda: press.close(me, code, "trung_lap", "", "8"),
        lambda: press.set_status(me, code, Status.CLASSIFYING, "9"),
    ]
    for move in moves:
        assert await move() == await house.triage.tip(me, code)
