"""The hand-over sheet says what waits, who holds it and what is late."""

from datetime import timedelta

from desks.desk import Code
from tests.builders import NOON
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
