"""What letters are promised until they arrive: tips.letters.LetterStore."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desks.desk import GroupTrouble
from messages.channel import Delivered
from messages.message import Address
from tests.builders import NOON, WARD_DESK, a_desk, a_filing, a_heard, said
from tests.contracts.conftest import Ports
from tests.storage.tips_filed import (
    AN,
    BINH,
    GROUP,
    a_change,
    a_filed_tip,
    a_question,
    add_words,
    seat,
)
from tips.letters import WaitingLetter
from tips.tip import Urgency

SOON, LATER = NOON + timedelta(seconds=30), NOON + timedelta(minutes=5)
THERE = Delivered(GROUP, "7")


@pytest.fixture(autouse=True)
async def _a_group(ports: Ports) -> None:
    await ports.desks.open_desk(a_desk(group=GROUP))


async def lease(ports: Ports, limit: int = 9) -> list[WaitingLetter]:
    return list(await ports.letters.due(NOON, SOON, limit))


async def test_a_leased_letter_is_nobody_elses_until_the_lease_is_over(ports: Ports) -> None:
    await a_filed_tip(ports)

    [card] = await lease(ports)

    assert await lease(ports) == []
    assert await ports.letters.next_due() == SOON
    assert [one.id for one in await ports.letters.due(SOON, LATER, 9)] == [card.id]


async def test_only_the_first_of_a_group_is_due(ports: Ports) -> None:
    await a_filed_tip(ports)
    second = await a_filed_tip(ports, 2)

    [first] = await lease(ports)
    await ports.letters.delivered(first, THERE, NOON)

    assert [one.tip.code for one in await lease(ports)] == [second.code]


async def test_the_card_of_an_emergency_goes_before_all_that_waits(ports: Ports) -> None:
    calm = [await a_filed_tip(ports, number) for number in (1, 2)]
    [under_way] = await lease(ports)
    urgent = [await a_filed_tip(ports, n, urgency=Urgency.CRITICAL) for n in (3, 4)]
    assert await lease(ports) == []  # never two to one chat at once

    sent = []
    letters = [under_way]
    while letters:
        sent += [one.tip.code for one in letters]
        for one in letters:
            await ports.letters.delivered(one, THERE, NOON)
        letters = await lease(ports)

    assert sent == [one.code for one in (calm[0], *urgent, calm[1])]


async def test_a_waiting_card_goes_ahead_when_its_tip_becomes_an_emergency(ports: Ports) -> None:
    await a_filed_tip(ports)
    second = await a_filed_tip(ports, 2)

    await ports.tips.save(second, a_change(second, urgency=Urgency.CRITICAL), NOON)

    assert [one.tip.code for one in await lease(ports)] == [second.code]


async def test_a_card_shows_what_changed_while_it_was_on_its_way(ports: Ports) -> None:
    tip = await a_filed_tip(ports)
    [card] = await lease(ports)
    await ports.tips.save(tip, a_change(tip), NOON)

    await ports.letters.delivered(card, THERE, NOON)

    [again] = await lease(ports)
    assert (again.id, again.version, again.message_id) == (card.id, tip.version + 1, "7")
    await ports.letters.delivered(again, THERE, NOON)
    assert await lease(ports) == []


async def test_a_card_that_changes_goes_behind_what_waits_already(ports: Ports) -> None:
    tip = await a_filed_tip(ports)
    [card] = await lease(ports)
    await ports.letters.delivered(card, THERE, NOON)
    second = await a_filed_tip(ports, 2)

    await ports.tips.save(tip, a_change(tip), NOON)

    assert [one.tip.code for one in await lease(ports)] == [second.code]


async def test_what_cannot_be_sent_now_waits_for_its_time(ports: Ports) -> None:
    await a_filed_tip(ports)
    [card] = await lease(ports)

    await ports.letters.postpone(card, LATER, "flood")

    assert await ports.letters.next_due() == LATER
    [again] = await ports.letters.due(LATER, LATER + timedelta(minutes=1), 9)
    assert (again.id, again.attempt) == (card.id, 1)


@pytest.mark.parametrize("how", ["park", "give_up"])
async def test_what_was_laid_aside_is_not_due(ports: Ports, how: str) -> None:
    await a_filed_tip(ports)
    [card] = await lease(ports)

    if how == "park":
        await ports.letters.park(card, "blocked")
    else:
        await ports.letters.give_up(card, "refused", NOON)

    assert await lease(ports) == []
    assert await ports.letters.next_due() is None


async def a_letter_to(ports: Ports, by: Address) -> WaitingLetter:
    tip = await a_filed_tip(ports, by=by)
    [card] = await lease(ports)
    await ports.letters.delivered(card, THERE, NOON)
    await ports.tips.save(tip, a_question(tip, "Lúc nào ạ?"), NOON)
    [letter] = [one for one in await lease(ports) if one.kind == "citizen"]
    return letter


async def test_a_parked_letter_is_tried_again_when_its_resident_writes(ports: Ports) -> None:
    letter = await a_letter_to(ports, BINH)
    await ports.letters.postpone(letter, NOON, "later")
    await ports.letters.park(letter, "blocked")

    before = await ports.citizens.recall(said(by=BINH, event="1"), NOON)
    await ports.citizens.keep(
        a_heard(said("chào", "1", by=BINH), draft_version=before.version, at=LATER)
    )

    due = await ports.letters.due(LATER, LATER + timedelta(minutes=1), 9)
    assert [(one.text, one.to, one.attempt) for one in due if one.kind == "citizen"] == [
        ("Lúc nào ạ?", BINH, 0)
    ]


async def test_nobody_is_written_to_whose_link_is_gone(ports: Ports) -> None:
    letter = await a_letter_to(ports, AN)
    await ports.letters.postpone(letter, NOON, "later")

    message = said("", "erase", by=AN)
    version = (await ports.citizens.recall(message, NOON)).version
    await ports.citizens.keep(a_heard(message, draft=None, draft_version=version, erase=True))

    assert [one.kind for one in await ports.letters.due(LATER, LATER, 9)] == ["card"]


async def test_the_last_of_several_letters_asks(ports: Ports) -> None:
    tip = await a_filed_tip(ports)
    asked = replace(a_question(tip, "Ở đâu ạ?"), to_citizen=("Đã nhận.", "Ở đâu ạ?"))
    await ports.tips.save(tip, asked, NOON)

    [first] = [one for one in await lease(ports) if one.kind == "citizen"]
    await ports.letters.delivered(first, Delivered("an", "1"), NOON)
    [second] = [one for one in await lease(ports) if one.kind == "citizen"]

    assert [(one.text, one.asks) for one in (first, second)] == [
        ("Đã nhận.", False),
        ("Ở đâu ạ?", True),
    ]


async def test_words_of_the_resident_go_where_the_card_lives(ports: Ports) -> None:
    tip = await a_filed_tip(ports)
    [card] = await lease(ports)
    await ports.letters.delivered(card, Delivered(f"{GROUP}/12", "7"), NOON)

    await add_words(ports, tip, "Thêm một câu.", "1")

    every = []
    while leased := await lease(ports):
        for one in leased:
            every.append((one.kind, one.to.recipient))
            await ports.letters.delivered(one, Delivered(f"{GROUP}/12", "7"), NOON)
    assert sorted(every) == [("card", f"{GROUP}/12"), ("post", f"{GROUP}/12")]
    assert await ports.access.code_by_topic(f"{GROUP}/12") == tip.code
    assert await ports.access.code_by_topic(f"{GROUP}/12/#7") == tip.code


async def test_a_card_sent_anew_has_forgotten_where_it_was(ports: Ports) -> None:
    tip = await a_filed_tip(ports)
    [card] = await lease(ports)
    await ports.letters.delivered(card, THERE, NOON)
    await ports.tips.save(tip, a_change(tip), NOON)
    [again] = await lease(ports)

    await ports.letters.send_anew(again)

    [fresh] = await lease(ports)
    assert (again.message_id, fresh.message_id) == ("7", "")


async def test_a_tip_taken_down_shows_its_card(ports: Ports) -> None:
    filing = a_filing(code="K7Q-009")

    await ports.moves.take_down(filing, "phone", await seat(ports), NOON)

    [card] = await lease(ports)
    assert (card.kind, card.tip.code, card.tip.route.desk) == ("card", "K7Q-009", WARD_DESK)


async def trouble(ports: Ports) -> str | None:
    return (await ports.desks.desks([WARD_DESK]))[WARD_DESK].trouble


async def test_a_group_that_is_lost_is_known_and_hears_all_when_it_is_back(ports: Ports) -> None:
    await a_filed_tip(ports)
    await a_filed_tip(ports, 2)
    for _ in range(2):
        [card] = await lease(ports)
        await ports.letters.park(card, "unreachable")
    assert (await trouble(ports), await lease(ports)) == (GroupTrouble.LOST, [])

    await ports.access.add_link_code("CODE", None, WARD_DESK, LATER)
    await ports.access.link_group("CODE", GROUP, NOON)

    assert await trouble(ports) is None
    [first] = await lease(ports)
    await ports.letters.delivered(first, THERE, NOON)
    assert len(await lease(ports)) == 1


async def test_what_waits_for_rights_comes_when_the_bot_has_them_again(ports: Ports) -> None:
    await a_filed_tip(ports)
    [card] = await lease(ports)
    await ports.letters.postpone(card, LATER, GroupTrouble.NO_RIGHTS)
    assert await trouble(ports) == GroupTrouble.NO_RIGHTS
    await ports.access.group_lost(GROUP)
    assert await trouble(ports) == GroupTrouble.LOST

    await ports.access.group_back(GROUP, NOON)

    assert (await trouble(ports), len(await lease(ports))) == (None, 1)


async def test_only_an_opened_topic_shows_that_topics_may_be_opened(ports: Ports) -> None:
    await a_filed_tip(ports)
    second = await a_filed_tip(ports, 2)
    [card] = await lease(ports)
    await ports.letters.delivered(card, Delivered(GROUP, "7", GroupTrouble.NO_TOPICS), NOON)
    assert await trouble(ports) == GroupTrouble.NO_TOPICS
    [card] = await lease(ports)
    assert card.tip.code == second.code
    await ports.letters.delivered(card, THERE, NOON)
    assert await trouble(ports) == GroupTrouble.NO_TOPICS

    await a_filed_tip(ports, 3)
    [card] = await lease(ports)
    await ports.letters.delivered(card, Delivered(f"{GROUP}/5", "9"), NOON)

    assert await trouble(ports) is None
