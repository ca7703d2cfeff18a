"""Letters are rows: leased in order, shown again when their tip changes, never lost."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from desks.desk import Desk
from messages.channel import Delivered
from messages.message import Address, MediaKind
from storage.database.interface import Database
from storage.stores import Stores
from storage.tables.letters import letters
from tests.builders import NOON, a_citizen, a_desk, a_heard, said
from tests.storage.tips_filed import (
    AN,
    BINH,
    GROUP,
    a_change,
    a_filed_tip,
    a_question,
    add_words,
)
from tips.letters import LetterKind, WaitingLetter
from tips.tip import Status, Tip

LEASE = NOON + timedelta(minutes=2)
TOPIC = f"{GROUP}/45"


async def due(stores: Stores, limit: int = 50, minutes: int = 0) -> tuple[WaitingLetter, ...]:
    at = NOON + timedelta(minutes=minutes)
    return await stores.letters.due(at, at + timedelta(minutes=2), limit)


async def the_letter(stores: Stores, minutes: int = 0) -> WaitingLetter:
    [letter] = await due(stores, minutes=minutes)
    return letter


async def a_tip_with_a_group(stores: Stores, number: int = 1) -> Tip:
    await stores.desks.open_desk(a_desk(group=GROUP))
    return await a_filed_tip(stores, number)


async def ask(stores: Stores, tip: Tip, text: str, event: str) -> Tip:
    return await stores.tips.save(tip, a_question(tip, text, event), NOON)


async def deliver(stores: Stores, letter: WaitingLetter, place: str = "") -> None:
    where = Delivered(place or letter.to.recipient, letter.message_id or "77")
    await stores.letters.delivered(letter, where, NOON)


async def test_a_filed_tip_sends_a_card_to_its_desks_group(stores: Stores) -> None:
    tip = await a_tip_with_a_group(stores)

    card = await the_letter(stores)

    assert (card.kind, card.to) == (LetterKind.CARD, Address("telegram_desk", GROUP))
    assert (card.tip, card.version, card.message_id, card.attempt) == (tip, 1, "", 0)


async def test_a_desk_without_a_group_gets_no_letters(stores: Stores) -> None:
    tip = await a_filed_tip(stores)
    await add_words(stores, tip, "Thêm.", "2")

    assert await due(stores) == ()
    assert await stores.letters.next_due() is None


async def test_a_group_linked_later_gets_the_cards_of_open_tips(stores: Stores) -> None:
    first = await a_filed_tip(stores, 1)
    closed = await a_filed_tip(stores, 2)
    over = a_change(closed, status=Status.CLOSED, closed_at=NOON, closing_reason="trung_lap")
    await stores.tips.save(closed, over, NOON)

    await stores.desks.open_desk(a_desk(group=GROUP))

    assert (await the_letter(stores)).tip.code == first.code


async def test_a_leased_letter_is_not_given_out_again_until_the_lease_ends(stores: Stores) -> None:
    await a_tip_with_a_group(stores)
    await the_letter(stores)

    assert await due(stores, minutes=1) == ()
    assert await stores.letters.next_due() == NOON + timedelta(minutes=2)
    assert len(await due(stores, minutes=2)) == 1


async def test_two_processes_never_lease_the_same_letter(stores: Stores) -> None:
    for number in range(1, 21):
        tip = await a_filed_tip(stores, number, by=a_citizen(f"chat {number}"))
        await ask(stores, tip, "Ở đâu?", f"ask {number}")

    leased = await asyncio.gather(*(due(stores, limit=5) for _ in range(8)))

    ids = [letter.id for letters in leased for letter in letters]
    assert len(ids) == len(set(ids))
    assert len(ids) + len(await due(stores)) == 20


async def test_the_letters_of_one_chat_leave_one_by_one_in_order(stores: Stores) -> None:
    tip = await a_filed_tip(stores)
    asked = await ask(stores, tip, "Câu một?", "1")
    await ask(stores, asked, "Câu hai?", "2")

    first = await the_letter(stores)
    assert await due(stores) == ()
    await deliver(stores, first)
    second = await the_letter(stores)

    assert [first.text, second.text] == ["Câu một?", "Câu hai?"]
    assert first.to == AN
    assert first.asks


async def test_a_letter_that_rests_holds_its_chat_back_but_no_other(stores: Stores) -> None:
    mine = await a_filed_tip(stores, 1)
    other = await a_filed_tip(stores, 2, by=BINH)
    asked = await ask(stores, mine, "Câu một?", "1")
    await ask(stores, asked, "Câu hai?", "2")
    await ask(stores, other, "Câu khác?", "3")
    first, elsewhere = await due(stores)
    await stores.letters.postpone(first, NOON + timedelta(minutes=5), "later")
    await deliver(stores, elsewhere)

    assert await due(stores, minutes=4) == ()
    assert await stores.letters.next_due() == NOON + timedelta(minutes=5)
    again = await the_letter(stores, minutes=5)
    assert (again.text, again.attempt) == ("Câu một?", 1)


async def test_a_parked_letter_waits_for_its_citizen_and_holds_nobody_back(stores: Stores) -> None:
    tip = await a_filed_tip(stores, 1)
    other = await a_filed_tip(stores, 2)
    await ask(stores, tip, "Câu một?", "1")
    await stores.letters.park(await the_letter(stores), "unreachable")
    await ask(stores, other, "Câu hai?", "2")
    await deliver(stores, await the_letter(stores))
    assert await due(stores, minutes=60) == ()

    await stores.citizens.keep(a_heard(said("chào", "back"), draft=None))

    assert (await the_letter(stores, minutes=60)).text == "Câu một?"


async def test_a_letter_to_nobody_waits_in_the_thread(stores: Stores) -> None:
    tip = await a_filed_tip(stores)
    await stores.citizens.keep(a_heard(said("/xoa", "x"), draft=None, erase=True))

    await ask(stores, tip, "Ở đâu?", "1")

    assert await due(stores) == ()
    assert await stores.health.letters_by_state() == {"parked": 1}
    thread = await stores.citizens.thread_by_receipt((stores.citizens.receipt_for(tip.id),), NOON)
    assert thread is not None
    assert thread.lines[-1].text == "Ở đâu?"


async def test_a_letter_on_its_way_when_its_reader_vanished_is_parked(stores: Stores) -> None:
    tip = await a_filed_tip(stores)
    await ask(stores, tip, "Ở đâu?", "1")
    letter = await the_letter(stores)
    await stores.citizens.keep(a_heard(said("/xoa", "x"), draft=None, erase=True))

    await stores.letters.postpone(letter, NOON, "later")

    assert await due(stores, minutes=5) == ()
    assert await stores.letters.next_due() is None


async def test_a_card_is_edited_where_it_lives(stores: Stores) -> None:
    tip = await a_tip_with_a_group(stores)
    await deliver(stores, await the_letter(stores), TOPIC)
    assert await due(stores) == ()

    saved = await stores.tips.save(tip, a_change(tip), NOON)
    again = await the_letter(stores)

    assert (again.to.recipient, again.message_id, again.version) == (TOPIC, "77", saved.version)
    await deliver(stores, again)
    assert await due(stores) == ()


async def test_a_tip_that_changed_while_its_card_was_on_the_way_is_shown_again(
    stores: Stores,
) -> None:
    tip = await a_tip_with_a_group(stores)
    on_the_way = await the_letter(stores)
    await stores.tips.save(tip, a_change(tip), NOON)

    await deliver(stores, on_the_way, TOPIC)

    again = await the_letter(stores)
    assert (again.id, again.version, again.message_id) == (on_the_way.id, 2, "77")


async def test_many_changes_make_one_card(stores: Stores) -> None:
    tip = await a_tip_with_a_group(stores)
    await deliver(stores, await the_letter(stores), TOPIC)
    for press in "123":
        tip = await stores.tips.save(tip, a_change(tip, press), NOON)

    card = await the_letter(stores)

    assert card.version == 4
    assert await stores.health.letters_waiting() == 1


async def test_a_card_whose_message_is_gone_is_sent_anew(stores: Stores) -> None:
    tip = await a_tip_with_a_group(stores)
    await deliver(stores, await the_letter(stores), TOPIC)
    await stores.tips.save(tip, a_change(tip), NOON)
    await stores.letters.send_anew(await the_letter(stores))

    card = await the_letter(stores)

    assert (card.to.recipient, card.message_id) == (GROUP, "")


async def test_later_words_follow_the_card_into_its_topic(stores: Stores) -> None:
    tip = await a_tip_with_a_group(stores)
    picture = await stores.media.put(b"p", MediaKind.PHOTO, "image/jpeg", NOON)
    card = await the_letter(stores)
    heard = a_heard(said("thêm", "2", media=(picture,)), draft=None)
    await stores.citizens.keep(replace(heard, addition=(tip.id, "Thêm ảnh.", (picture,))))
    await deliver(stores, card, TOPIC)

    edited = await the_letter(stores)
    await deliver(stores, edited)
    post = await the_letter(stores)

    assert (edited.kind, post.kind) == (LetterKind.CARD, LetterKind.POST)
    assert (post.to.recipient, post.message_id) == (TOPIC, "")
    assert (post.text, post.media) == ("Thêm ảnh.", (picture,))
    await deliver(stores, post)
    assert await due(stores) == ()


async def test_a_letter_given_up_is_not_tried_again(stores: Stores) -> None:
    await a_tip_with_a_group(stores)

    await stores.letters.give_up(await the_letter(stores), "refused", NOON)

    assert await due(stores, minutes=60) == ()
    assert await stores.health.letters_by_state() == {"given_up": 1}


async def test_a_new_group_gets_what_the_old_one_did_not(stores: Stores) -> None:
    tip = await a_tip_with_a_group(stores)

    await stores.desks.open_desk(a_desk(group="-100999"))

    card = await the_letter(stores)
    assert (card.to.recipient, card.tip.code) == ("-100999", tip.code)
    await deliver(stores, card)
    await add_words(stores, tip, "Thêm.", "2")
    assert (await the_letter(stores)).to.recipient == "-100999"


async def test_a_group_serves_one_desk(stores: Stores) -> None:
    await a_tip_with_a_group(stores)

    await stores.desks.open_desk(Desk(a_desk("26740").code, "Công an phường Sài Gòn", True, GROUP))

    assert await due(stores) == ()
    desk = await stores.access.desk_by_group(GROUP)
    assert desk is not None
    assert desk.code == "26740"


async def test_the_tip_of_a_topic_or_of_a_card_is_known(stores: Stores) -> None:
    tip = await a_tip_with_a_group(stores)
    await deliver(stores, await the_letter(stores), TOPIC)

    assert await stores.access.code_by_topic(TOPIC) == tip.code
    assert await stores.access.code_by_topic(f"{TOPIC}/#77") == tip.code
    assert await stores.access.code_by_topic(f"{TOPIC}/#78") is None
    assert await stores.access.code_by_topic(GROUP) is None
    assert await stores.access.code_by_topic("\x00") is None


async def test_of_a_delivered_letter_nothing_readable_or_leading_to_the_reader_stays(
    stores: Stores, database: Database
) -> None:
    tip = await a_filed_tip(stores)
    await ask(stores, tip, "Ở đâu?", "1")
    await deliver(stores, await the_letter(stores))

    async def left(connection: AsyncConnection) -> tuple[object, ...]:
        rows = await connection.execute(select(letters.c.sealed, letters.c.lane))
        return tuple(rows.one())

    assert await database.read(left) == (None, "")


async def test_a_card_marked_shown_while_its_tip_is_being_saved_is_shown_again(
    stores: Stores, database: Database
) -> None:
    tip = await a_tip_with_a_group(stores)
    on_the_way = await the_letter(stores)
    saved, go = asyncio.Event(), asyncio.Event()

    async def save_slowly(connection: AsyncConnection) -> None:
        await stores.tips._save(connection, tip, a_change(tip), NOON)
        saved.set()
        await go.wait()

    saving = asyncio.create_task(database.write(save_slowly))
    await saved.wait()
    delivering = asyncio.create_task(deliver(stores, on_the_way, TOPIC))
    await asyncio.sleep(0.1)
    go.set()
    await asyncio.gather(saving, delivering)

    assert (await the_letter(stores)).version == 2
