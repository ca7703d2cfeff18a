"""What a commander is told in figures, from every kind of store, and the tips behind each."""

from datetime import timedelta

import pytest

from desks.auditing import Auditing
from desks.desk import DeskCode, Role
from desks.errors import NotPermitted, UnknownTip
from tests.builders import NOON, WARD_DESK, an_officer
from tests.contracts.conftest import Ports
from tests.fakes import FakePlaces, StoppedClock
from tests.storage.tips_filed import a_change, a_filed_tip
from tips.reports.figures import Figures, Slice
from tips.reports.periods import whole_days
from tips.reports.reports import Reports
from tips.tip import Status, Urgency

DAY = whole_days(NOON.date(), NOON.date())
COMMANDER = an_officer("Chỉ huy", role=Role.COMMANDER)
AN_HOUR = timedelta(hours=1)
CLOSED = {"status": Status.CLOSED, "closing_reason": "khong_co_co_so"}


def reports(ports: Ports) -> Reports:
    audit, clock = Auditing(ports.audit, StoppedClock(NOON + AN_HOUR)), StoppedClock(NOON + AN_HOUR)
    return Reports(ports.register, audit, FakePlaces().directory, clock)


async def three_tips(ports: Ports) -> Figures:
    """One looked at in time and closed, one late since half an hour, one with time left."""
    quick = await a_filed_tip(ports, 1, urgency=Urgency.HIGH)
    await a_filed_tip(ports, 2, urgency=Urgency.HIGH)
    await a_filed_tip(ports, 3, urgency=Urgency.NORMAL)
    soon = NOON + timedelta(minutes=20)
    closed = a_change(quick, acknowledged_at=soon, closed_at=soon, **CLOSED)
    await ports.tips.save(quick, closed, soon)
    return await reports(ports).figures(COMMANDER, [WARD_DESK], DAY)


async def test_what_came_what_waits_and_what_was_on_time(ports: Ports) -> None:
    found = await three_tips(ports)

    assert (found.received, found.open, found.late) == (3, 2, 1)
    assert (found.looked_at, found.on_time) == (2, 1)
    assert found.tables["kind"] == (Slice("ma_tuy", "Ma túy", 3),)
    assert found.tables["hour"] == (Slice("12", "12 giờ", 3),)
    assert found.tables["weekday"] == (Slice("4", "Thứ Năm", 3),)
    assert [(row.value, row.count) for row in found.tables["outcome"]] == [
        ("", 2),
        ("khong_co_co_so", 1),
    ]
    assert found.tables["commune"][0].label == "phường Bến Thành"


@pytest.mark.parametrize(
    ("by", "value", "codes"),
    [
        ("state", "late", ["K7Q-002"]),
        ("state", "missed", ["K7Q-002"]),
        ("state", "open", ["K7Q-003", "K7Q-002"]),
        ("outcome", "khong_co_co_so", ["K7Q-001"]),
        ("hour", "13", []),
    ],
)
async def test_from_a_figure_to_its_tips(
    ports: Ports, by: str, value: str, codes: list[str]
) -> None:
    await three_tips(ports)

    found = await reports(ports).behind(COMMANDER, [WARD_DESK], DAY, (by, value))

    assert [tip.code for tip in found] == codes


async def test_only_whoever_commands_reads_figures_and_only_of_their_desks(ports: Ports) -> None:
    with pytest.raises(NotPermitted):
        await reports(ports).figures(an_officer(), [WARD_DESK], DAY)
    with pytest.raises(UnknownTip):
        await reports(ports).figures(COMMANDER, [DeskCode("26740")], DAY)
