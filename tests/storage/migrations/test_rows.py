"""Tips written before triage in full survive the upgrade, and officers go on with them."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, bindparam, select, text

from desks.desk import Code, Officer, OfficerId, Role
from storage import migrations
from storage.database.opening import open_database
from storage.migrations import migrate
from storage.migrations.upgrading import config_of
from storage.sealing.shapes import report_out
from storage.stores import Stores
from storage.tables.base import UtcDateTime
from storage.tables.tips import tips
from storage.tips.queue_order import moment, rank
from tests.builders import NOON, STORY, WARD_DESK, a_report
from tests.fakes import FakePlaces
from tests.keys import a_vault
from tests.storage.moving_house import OTHER_DESK, MovingHouse, a_moving_house
from tests.trials import lasting
from tips.tip import Author, Status, Urgency
from tips.triage.transfer_ports import Trace

FREE, HELD, CLOSED = Code("K7Q-201"), Code("K7Q-202"), Code("K7Q-203")
HOLDER = Officer(OfficerId("b" * 32), WARD_DESK, Role.OFFICER, "Trực ban cũ")
BEFORE = lasting(["0001", "0003"], ["0001", "0002", "0003"])
VAULT = a_vault()
TIMES = ("filed_at", "acknowledged_at", "closed_at")

DESK = "INSERT INTO desks (code, name, is_open) VALUES (:code, :name, true)"
OFFICER = "INSERT INTO officers (id, desk, role, label) VALUES (:id, :desk, :role, :label)"
TIP = """INSERT INTO tips (id, code, draft_mark, receipt_mark, kind, desk, commune, province,
    language, channel, status, urgency, filed_at, acknowledged_at, closed_at, closing_reason,
    officer, version, line_count, unread, asked, queue_rank, queue_at, sealed)
    VALUES (:id, :code, :code, :code, 'ma_tuy', :desk, '26743', '79', 'vi', 'web', :status,
    'cao', :filed_at, :acknowledged_at, :closed_at, :closing_reason, :officer, 1, 1, :unread,
    false, :queue_rank, :queue_at, :sealed)"""
LINE = """INSERT INTO tip_lines (tip, number, at, author, sealed)
    VALUES (:tip, 1, :at, 'citizen', :sealed)"""


@pytest.fixture(params=BEFORE)
async def house(
    request: pytest.FixtureRequest, blank_database_url: str, tmp_path: Path
) -> AsyncIterator[MovingHouse]:
    """Three tips written by plain SQL at an old revision, then upgraded as at every start."""
    await written_at(blank_database_url, request.param)
    await migrate(blank_database_url)
    database = await open_database(blank_database_url)
    yield await a_moving_house(Stores(database, VAULT, tmp_path, FakePlaces().directory))
    await database.close()


async def test_a_tip_is_read_claimed_and_handed_over(house: MovingHouse) -> None:
    before = await house.triage.tip(house.first, FREE)
    assert (before.report.story, before.lines[0].text) == (STORY, "Lời đã nói trước đây.")
    assert (before.reporters, before.extensions, before.muted, before.lead) == (1, 0, False, None)

    claimed = await house.press.claim(house.first, FREE, "1")
    assert claimed.officer == house.first.id
    left = await house.press.hand_over(house.first, FREE, OTHER_DESK, "đúng địa bàn", "2")

    assert isinstance(left, Trace)
    there = await house.triage.tip(house.stranger, FREE)
    assert (there.report.story, there.filed_at) == (STORY, NOON)
    assert "Lời đã nói trước đây." in [line.text for line in there.lines]
    assert [row.code for row in await house.triage.queue(house.stranger)] == [FREE]


async def test_who_held_a_tip_still_does(house: MovingHouse) -> None:
    held = await house.triage.tip(house.first, HELD)
    assert (held.officer, held.officer_label) == (HOLDER.id, HOLDER.label)
    noted = await house.press.note(HOLDER, HELD, "Tôi vẫn làm.", "1")

    assert noted.lines[-1].author is Author.NOTE
    closed = await house.press.close(HOLDER, HELD, "khong_co_co_so", "", "2")
    assert closed.status is Status.CLOSED


async def test_the_queue_is_as_it_was(house: MovingHouse) -> None:
    assert [row.code for row in await house.triage.queue(house.first)] == [FREE, HELD, CLOSED]


# What 0002 leaves behind is asked in tests/storage/clock as well.
@pytest.mark.parametrize("before", lasting(["0001"], ["0001", "0002"]))
async def test_the_clock_that_comes_looks_at_open_tips_only(
    blank_database_url: str, before: str
) -> None:
    await written_at(blank_database_url, before)
    await migrate(blank_database_url)

    database = await open_database(blank_database_url)
    watched = select(tips.c.code).where(tips.c.next_reminder_at.is_not(None))
    rows = await database.read(lambda connection: connection.execute(watched))
    await database.close()

    assert {row.code for row in rows} == {FREE, HELD}


# --- what a house of that time wrote --------------------------------------------------------------


async def written_at(url: str, revision: str) -> None:
    engine = migrations._engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_upgrade_to, revision)
            await connection.run_sync(_write)
    finally:
        await engine.dispose()


def _upgrade_to(connection: Connection, revision: str) -> None:
    command.upgrade(config_of(connection), revision)


def _write(connection: Connection) -> None:
    desk = {"code": WARD_DESK, "name": "Công an phường Bến Thành"}
    connection.execute(text(DESK), desk)
    officer = {"id": HOLDER.id, "desk": HOLDER.desk, "role": HOLDER.role, "label": HOLDER.label}
    connection.execute(text(OFFICER), officer)
    held = {"officer": HOLDER.id, "acknowledged_at": NOON, "status": Status.CLASSIFYING}
    over = {"status": Status.CLOSED, "closed_at": NOON, "closing_reason": "khong_co_co_so"}
    for code, facts in ((FREE, {}), (HELD, held), (CLOSED, held | over)):
        _write_tip(connection, code, facts)


def _write_tip(connection: Connection, code: Code, facts: dict[str, Any]) -> None:
    tip_id = f"{code[-3:]:0>32}"
    usual = {"status": Status.RECEIVED, "officer": None, "acknowledged_at": None}
    none = {"closed_at": None, "closing_reason": None}
    row = {**usual, **none, **facts, "id": tip_id, "code": code, "desk": WARD_DESK}
    row |= {"unread": not facts, "filed_at": NOON}
    row |= {
        "queue_rank": rank(Urgency.HIGH, row["closed_at"]),
        "queue_at": moment(NOON, row["closed_at"]),
        "sealed": VAULT.seal("tips", tip_id, {"report": report_out(a_report()), "reason": "gần"}),
    }
    times = [bindparam(name, type_=UtcDateTime) for name in TIMES]
    connection.execute(text(TIP).bindparams(*times), row)
    words = {"text": "Lời đã nói trước đây.", "officer": "", "media": []}
    line = {"tip": tip_id, "at": NOON, "sealed": VAULT.seal("tip_lines", f"{tip_id}/1", words)}
    connection.execute(text(LINE).bindparams(bindparam("at", type_=UtcDateTime)), line)
