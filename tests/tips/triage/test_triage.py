"""Officers at work: two at once, twice the same press, and somebody else's desk."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import pytest
from typing_extensions import override

from desks.desk import Code, DeskCode
from desks.errors import UnknownTip
from tests.builders import NOON, a_citizen, a_desk, a_filing, a_heard, an_officer, said
from tests.fakes import House
from tests.fakes.tips import MemoryTipStore
from tests.pressing import Presses, presses_in
from tips.errors import AlreadyClaimed, MoveNotAllowed, TipMoved
from tips.moves.change import Change
from tips.tip import Author, Status, Tip, Urgency

ME, COLLEAGUE = an_officer(), an_officer("Trực ban 2")
STRANGER = an_officer("Trực ban Tân Bình", desk=DeskCode("27004"))
CODE = Code("K7Q-204")


@pytest.fixture
async def house() -> House:
    house = House()
    house.memory.desks[ME.desk] = a_desk(group="-100123")
    house.memory.officers = {officer.id: officer for officer in (ME, COLLEAGUE, STRANGER)}
    await house.citizens.keep(a_heard(filing=a_filing()))
    return house


@pytest.fixture
def press(house: House) -> Presses:
    return presses_in(house)


def letters(house: House) -> list[str]:
    return [row.text for row in house.memory.letters if row.kind == "citizen"]


async def test_a_claim_is_saved_rung_and_told(house: House, press: Presses) -> None:
    tip = await press.claim(ME, CODE, "1")

    assert (tip.officer, tip.officer_label, tip.status) == (ME.id, ME.label, Status.CLASSIFYING)
    assert house.bell.rung == ["desk:26743", "letters"]
    assert letters(house) == ["Cán bộ đã nhận tin của bạn."]


async def test_of_two_officers_who_claim_at_once_one_gets_it(house: House, press: Presses) -> None:
    results = await asyncio.gather(
        press.claim(ME, CODE, "1"), press.claim(COLLEAGUE, CODE, "1"), return_exceptions=True
    )

    [refusal] = [result for result in results if isinstance(result, AlreadyClaimed)]
    assert refusal.holder == ME.label
    assert len(letters(house)) == 1


async def test_another_desks_tip_is_unknown(press: Presses) -> None:
    for code in (CODE, Code("A1A-111")):
        with pytest.raises(UnknownTip):
            await press.triage.tip(STRANGER, code)
        with pytest.raises(UnknownTip):
            await press.claim(STRANGER, code, "1")


async def test_the_same_press_twice_is_done_once(house: House, press: Presses) -> None:
    await press.claim(ME, CODE, "1")

    first = await press.ask(ME, CODE, "Xe màu gì?", "2")
    again = await press.ask(ME, CODE, "Xe màu gì?", "2")

    assert again == first
    assert letters(house).count("Xe màu gì?") == 1


async def test_closing_twice_with_one_press_is_not_refused(press: Presses) -> None:
    await press.claim(ME, CODE, "1")
    first = await press.close(ME, CODE, "trung_lap", "", "2")

    assert await press.close(ME, CODE, "trung_lap", "", "2") == first
    with pytest.raises(MoveNotAllowed):
        await press.close(ME, CODE, "trung_lap", "", "3")


async def test_one_officers_key_does_not_swallow_a_colleagues_move(press: Presses) -> None:
    await press.note(ME, CODE, "Tôi nhận ca.", "same key")
    tip = await press.note(COLLEAGUE, CODE, "Tôi cũng vậy.", "same key")

    assert [line.text for line in tip.lines] == ["Tôi nhận ca.", "Tôi cũng vậy."]


async def test_a_tip_goes_all_the_way_to_its_outcome(house: House, press: Presses) -> None:
    await press.claim(ME, CODE, "1")
    await press.set_urgency(ME, CODE, Urgency.CRITICAL, "2")
    await press.ask(ME, CODE, "Mấy giờ?", "3")
    await press.set_status(ME, CODE, Status.CHECKING, "4")
    await press.note(ME, CODE, "Đã kiểm tra.", "5")
    tip = await press.close(ME, CODE, "co_co_so_da_xu_ly", "Cảm ơn bạn nhiều.", "6")

    assert tip.version == 7
    assert tip.urgency is Urgency.CRITICAL
    assert [line.author for line in tip.lines] == [
        Author.SYSTEM,
        Author.NOTE,
        Author.DESK,
        Author.SYSTEM,
        Author.NOTE,
        Author.SYSTEM,
        Author.DESK,
    ]
    assert [action for _, action in house.memory.audit] == [
        "file",
        "claim",
        "urgency",
        "ask",
        "status",
        "note",
        "close",
    ]
    assert len(letters(house)) == 4


async def test_a_citizen_never_reads_a_note_or_an_officers_name(
    house: House, press: Presses
) -> None:
    await press.claim(ME, CODE, "1")
    await press.note(ME, CODE, "Nghi người quen.", "2")
    tip = await press.ask(ME, CODE, "Mấy giờ?", "3")

    thread = await house.citizens.thread(a_citizen(), tip.id, NOON)

    assert thread is not None
    assert [line.text for line in thread.lines] == ["Cán bộ đã nhận tin của bạn.", "Mấy giờ?"]
    assert not any(line.officer for line in thread.lines)


class Interrupted(MemoryTipStore):
    """Something happens to the tip each time between an officer's reading and saving."""

    def __init__(self, house: House, happens: Callable[[int], Awaitable[object]]) -> None:
        super().__init__(house.memory)
        self._happens = happens
        self.saves = 0

    @override
    async def save(self, tip: Tip, change: Change, at: datetime) -> Tip:
        self.saves += 1
        await self._happens(self.saves)
        return await super().save(tip, change, at)


async def test_a_move_is_decided_again_on_what_the_tip_has_become(house: House) -> None:
    undisturbed = presses_in(house)

    async def a_colleague_is_faster(_: int) -> None:
        await undisturbed.claim(COLLEAGUE, CODE, "faster")

    press = presses_in(house, Interrupted(house, a_colleague_is_faster))

    with pytest.raises(AlreadyClaimed) as refusal:
        await press.claim(ME, CODE, "1")
    assert refusal.value.holder == COLLEAGUE.label


async def test_a_citizen_writing_meanwhile_costs_the_officer_nothing(house: House) -> None:
    tip_id = next(iter(house.memory.tips))

    async def the_citizen_writes(time: int) -> None:
        if time < 4:
            words = said("thêm nữa", f"word {time}")
            heard = a_heard(words, draft_version=time, addition=(tip_id, words.text, ()))
            await house.citizens.keep(heard)

    store = Interrupted(house, the_citizen_writes)

    tip = await presses_in(house, store).claim(ME, CODE, "1")

    assert tip.officer == ME.id
    assert store.saves == 4


async def test_a_tip_that_never_rests_is_given_up_after_five_tries(house: House) -> None:
    async def moves_on(_: int) -> None:
        raise TipMoved

    store = Interrupted(house, moves_on)

    with pytest.raises(TipMoved):
        await presses_in(house, store).claim(ME, CODE, "1")
    assert store.saves == 5


async def test_the_queue_is_the_officers_own_desk(press: Presses) -> None:
    [row] = await press.triage.queue(ME)

    assert (row.code, row.status) == (CODE, Status.RECEIVED)
    assert await press.triage.queue(ME, Status.CLOSED) == ()
    assert await press.triage.queue(ME, after=row.cursor) == ()
    assert await press.triage.queue(STRANGER) == ()


async def test_media_of_another_desk_is_not_held(press: Presses) -> None:
    assert not await press.triage.holds_media(STRANGER, CODE, "media1")
