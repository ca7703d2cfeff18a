"""The hand-over sheet says what waits, who holds it and what is late."""

from datetime import datetime, timedelta

from desks.desk import Code, OfficerId
from desks.roster import Note, Shift, Watchbill
from tests.builders import NOON, WARD_DESK
from tips.reports import handover_sheet as sheet
from tips.tip import KindId, Status, TipSummary, Urgency


def a_row(
    code: str, urgency: Urgency = Urgency.HIGH, status: Status = Status.RECEIVED
) -> TipSummary:
    return TipSummary(
        code=Code(code),
        kind=KindId("ma_tuy"),
        status=status,
        urgency=urgency,
        place="phường Bến Thành",
        gist="Có người bán ma túy",
        filed_at=NOON,
        acknowledged_at=None,
        closed_at=NOON if status is Status.CLOSED else None,
        officer=None,
        officer_label="",
        unread=False,
        version=1,
        cursor="",
    )


TIPS = [
    a_row("CALM-1", Urgency.NORMAL),
    a_row("LATE-1", Urgency.CRITICAL),
    a_row("DONE-1", status=Status.CLOSED),
]


def test_late_tips_come_first_and_closed_ones_not_at_all() -> None:
    rows = sheet.rows(TIPS, NOON + timedelta(minutes=10))

    assert [row[0] for row in rows] == ["LATE-1", "CALM-1"]
    assert "trễ 5 phút" in rows[0]
    assert "Chưa ai nhận" in rows[0]


def test_the_sheet_counts_what_waits() -> None:
    assert sheet.counts(TIPS, NOON + timedelta(minutes=10)) == "2 tin đang mở, 1 tin trễ hạn."


def test_no_word_of_a_resident_is_on_it() -> None:
    printed = sheet.plain([sheet.head(), *sheet.rows(TIPS, NOON)])

    assert "bán ma túy" not in printed
    assert len({line.index("Bến") for line in printed.splitlines()[1:]}) == 1  # columns align


def test_the_shift_that_comes_reads_who_was_there_and_what_they_left() -> None:
    shifts = tuple(
        Shift(str(n), WARD_DESK, OfficerId("a"), f"Trực ban {n}", hour(n), hour(n + 12))
        for n in (-40, -12, 0)
    )
    note = Note(shifts[1], "K7Q-204: chờ ảnh.\nNhớ gọi tổ bảo vệ.", NOON)
    bill = Watchbill((shifts[2],), shifts, note, (), may_set=False, may_note=False)

    printed = sheet.sheet_of("Công an phường Bến Thành", TIPS, bill, hour(1))

    assert printed.shifts == (
        "Trực ban -12: 00:00 12/03/2026 – 12:00 12/03/2026",
        "Trực ban 0: 12:00 12/03/2026 – 00:00 13/03/2026 (đang trực)",
    )
    assert printed.note == (
        "Trực ban -12 viết lúc 12:00 12/03/2026:",
        "K7Q-204: chờ ảnh.",
        "Nhớ gọi tổ bảo vệ.",
    )


def hour(after: int) -> datetime:
    return NOON + timedelta(hours=after)
