"""Officers see their desk's tips, and of two who change one tip only the first is right."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from desks.desk import Code, DeskCode
from storage.audit import chain as audit
from storage.database.interface import Database
from storage.sealing.links import LinkKeys
from storage.sealing.vault import Vault
from storage.stores import Stores
from storage.writing import Writing
from tests.builders import NOON, WARD_DESK, a_place, a_report, said
from tests.keys import a_ring
from tests.storage.tips_filed import (
    a_change,
    a_claim,
    a_filed_tip,
    a_question,
    add_words,
    seat,
)
from tips.errors import AlreadyDone, TipMoved
from tips.moves.change import NewLine
from tips.tip import Author, Status, Urgency


async def test_a_claim_names_its_officer(stores: Stores) -> None:
    officer = await seat(stores)
    tip = await a_filed_tip(stores)

    claimed = await stores.tips.save(tip, a_claim(tip, officer), NOON)

    assert (claimed.officer, claimed.officer_label) == (officer.id, "Trực ban 1")
    assert (claimed.status, claimed.version) == (Status.CLASSIFYING, 2)
    assert await stores.tips.tip(tip.code, WARD_DESK) == claimed


async def test_of_two_claims_at_once_one_is_right(stores: Stores) -> None:
    first, second = await seat(stores, "Một"), await seat(stores, "Hai")
    tip = await a_filed_tip(stores)

    outcomes = await asyncio.gather(
        stores.tips.save(tip, a_claim(tip, first, "press 1"), NOON),
        stores.tips.save(tip, a_claim(tip, second, "press 2"), NOON),
        return_exceptions=True,
    )

    assert sum(isinstance(outcome, TipMoved) for outcome in outcomes) == 1
    held = await stores.tips.tip(tip.code, WARD_DESK)
    assert held is not None
    assert held.version == 2


async def test_the_same_press_is_done_once(stores: Stores) -> None:
    tip = await a_filed_tip(stores)
    change = a_change(tip, "press 1")
    assert not await stores.tips.was_done("press 1")
    saved = await stores.tips.save(tip, change, NOON)

    with pytest.raises(AlreadyDone):
        await stores.tips.save(saved, change, NOON)

    assert await stores.tips.was_done("press 1")


async def test_another_desks_tip_is_unknown(stores: Stores) -> None:
    tip = await a_filed_tip(stores)

    assert await stores.tips.tip(tip.code, DeskCode("00")) is None
    assert await stores.tips.tip(Code("\x00'"), WARD_DESK) is None
    assert await stores.tips.queue(DeskCode("00"), None, "", 50) == ()


async def test_notes_are_for_colleagues_and_officers_stay_unnamed(stores: Stores) -> None:
    tip = await a_filed_tip(stores)
    note = NewLine(Author.NOTE, "Đã có tin trước đây.", "Trực ban 1")
    told = NewLine(Author.DESK, "Bạn thấy lúc mấy giờ?", "Trực ban 1")
    await stores.tips.save(tip, a_change(tip, lines=(note, told)), NOON)

    seen = await stores.tips.tip(tip.code, WARD_DESK)
    thread = await stores.citizens.thread_by_receipt((stores.citizens.receipt_for(tip.id),), NOON)

    assert seen is not None
    assert [(line.number, line.text) for line in seen.lines] == [(1, note.text), (2, told.text)]
    assert thread is not None
    assert [(line.text, line.officer) for line in thread.lines] == [(told.text, "")]


async def test_words_of_the_citizen_are_unread_until_the_desk_answers(stores: Stores) -> None:
    tip = await a_filed_tip(stores)
    asked = await stores.tips.save(tip, a_question(tip, "Ở tầng mấy?"), NOON)
    [own] = (await stores.citizens.recall(said(event="x"), NOON)).own_tips
    await add_words(stores, tip, "Tầng ba.", "2")

    answered = await stores.tips.tip(tip.code, WARD_DESK)

    assert not asked.unread
    assert own.asked
    assert answered is not None
    assert answered.unread
    assert (answered.version, answered.lines[-1].text) == (3, "Tầng ba.")
    [own] = (await stores.citizens.recall(said(event="x"), NOON)).own_tips
    assert not own.asked


async def test_a_move_decided_before_new_words_came_is_decided_again(stores: Stores) -> None:
    tip = await a_filed_tip(stores)
    await add_words(stores, tip, "Thêm một điều.", "2")

    with pytest.raises(TipMoved):
        await stores.tips.save(tip, a_change(tip), NOON)


async def test_the_queue_puts_the_urgent_and_the_long_waiting_first(stores: Stores) -> None:
    calm = await a_filed_tip(stores, 1, urgency=Urgency.NORMAL)
    critical = await a_filed_tip(stores, 2, urgency=Urgency.CRITICAL)
    closed = await a_filed_tip(stores, 3, urgency=Urgency.CRITICAL)
    older = await a_filed_tip(stores, 4, urgency=Urgency.NORMAL)
    over = a_change(closed, status=Status.CLOSED, closed_at=NOON, closing_reason="trung_lap")
    await stores.tips.save(closed, over, NOON)

    rows = await stores.tips.queue(WARD_DESK, None, "", 50)

    codes = [row.code for row in rows]
    assert codes == [critical.code, calm.code, older.code, closed.code]
    only_closed = await stores.tips.queue(WARD_DESK, Status.CLOSED, "", 50)
    assert [row.code for row in only_closed] == [closed.code]


async def test_the_queue_is_read_page_by_page(stores: Stores) -> None:
    for number in range(1, 8):
        await a_filed_tip(stores, number)

    pages, after = [], ""
    while page := await stores.tips.queue(WARD_DESK, None, after, 3):
        pages.append([row.code for row in page])
        after = page[-1].cursor

    assert [len(page) for page in pages] == [3, 3, 1]
    assert len({code for page in pages for code in page}) == 7


@pytest.mark.parametrize(
    "cursor", ["x", "1.2", "\x00.1.2", "9" * 500, "1.99999999999999999999.a", "1.1.\x00"]
)
async def test_a_cursor_nobody_gave_reads_from_the_top(stores: Stores, cursor: str) -> None:
    await a_filed_tip(stores)

    assert len(await stores.tips.queue(WARD_DESK, None, cursor, 3)) == 1


async def test_the_queue_says_where_to_go_by_street_or_by_commune(stores: Stores) -> None:
    await a_filed_tip(stores, 1, report=a_report(place=a_place(words="")))
    await a_filed_tip(stores, 2, report=a_report(place=a_place(commune=None)))
    long = a_report(story="Một câu chuyện dài.\n" * 20)
    await a_filed_tip(stores, 3, report=long)

    named, told, lengthy = await stores.tips.queue(WARD_DESK, None, "", 50)

    assert named.place == "phường Bến Thành"
    assert told.place == "gần chợ Bến Thành"
    assert len(lengthy.gist) <= 80
    assert "\n" not in lengthy.gist


async def test_every_change_leaves_a_link_of_an_unbroken_chain(
    stores: Stores, database: Database, vault: Vault
) -> None:
    officer = await seat(stores)
    tip = await a_filed_tip(stores)
    claimed = await stores.tips.save(tip, a_claim(tip, officer), NOON)
    await stores.tips.save(claimed, a_question(claimed, "Ở đâu?"), NOON + timedelta(minutes=1))
    await add_words(stores, tip, "Ở đây.", "2")

    actions = await database.read(lambda c: _rows(c, "SELECT action FROM audit ORDER BY id"))

    assert actions == ["join", "file", "claim", "ask", "citizen"]
    assert await database.read(lambda c: audit.broken(c, vault)) == []


async def test_nobody_changes_what_was_audited(stores: Stores, database: Database) -> None:
    await a_filed_tip(stores)

    for statement in ("UPDATE audit SET action = 'x'", "DELETE FROM audit"):
        with pytest.raises(DBAPIError):
            await database.write(partial(AsyncConnection.execute, statement=text(statement)))


async def test_a_forged_entry_breaks_the_chain(
    stores: Stores, database: Database, vault: Vault
) -> None:
    tip = await a_filed_tip(stores)

    async def forge(connection: AsyncConnection) -> None:
        await audit.add(Writing(connection, other, NOON), entry)

    other = Vault(a_ring("33333333"), a_ring("22222222"), a_ring("55555555"), LinkKeys())
    entry = audit.Entry(tip.id, "close", "ket_thuc")
    await database.write(forge)

    assert await database.read(lambda c: audit.broken(c, vault)) == [(tip.id, 2)]


async def _rows(connection: AsyncConnection, statement: str) -> list[object]:
    return list(await connection.scalars(text(statement)))
