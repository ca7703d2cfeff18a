"""Which reports press, when a desk's group is told of them, and in what words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest

from channels.post.desk_groups import DeskGroups
from messages.channel import Refused, TryLater
from messages.channels import TELEGRAM_DESK
from outreach.calendar import shipped
from outreach.reminding import (
    DeskReminder,
    DueStage,
    Pressing,
    ReportReminders,
    Round,
    find_pressing,
)
from tests.fakes import RecordingChannel, StoppedClock
from wording.moments import VIETNAM

DUE = date(2027, 12, 15)
MORNING = datetime(2027, 12, 13, 9, tzinfo=VIETNAM)
GROUP = "-100123"


def pressing_on(day: date, days: int = 3) -> list[tuple[str, DueStage]]:
    return [(one.due.report.id, one.stage) for one in find_pressing(shipped(), day, days)]


def test_a_report_presses_some_days_before_and_a_week_after() -> None:
    before, on, late, long_ago = (DUE + timedelta(days=n) for n in (-3, 0, 7, 8))
    owed = {"month", "quarter", "half_year", "year"}

    assert pressing_on(DUE - timedelta(days=4)) == []
    assert set(pressing_on(before)) == set(pressing_on(on)) == {(o, DueStage.SOON) for o in owed}
    assert set(pressing_on(late)) == {(one, DueStage.LATE) for one in owed}
    assert pressing_on(long_ago) == []
    assert pressing_on(before, days=2) == []


@dataclass
class OneDesk:
    taken: list[Round] = field(default_factory=list)
    over: list[str] = field(default_factory=list)

    async def take(self, one: Round, most: int) -> tuple[DeskReminder, ...]:
        self.taken.append(one)
        pressing: Sequence[Pressing] = one.pressing
        return (DeskReminder("26743", GROUP, tuple(pressing)),)

    async def told(self, reminder: DeskReminder) -> None:
        self.over.append(reminder.desk)


def reminders(store: OneDesk, channel: RecordingChannel, at: datetime) -> ReportReminders:
    groups, clock = DeskGroups({TELEGRAM_DESK.name: channel}), StoppedClock(at)
    return ReportReminders(store, groups, clock, shipped(), 3, "https://tin.vn/desk")


async def test_a_desk_hears_of_all_that_presses_in_one_message() -> None:
    store, channel = OneDesk(), RecordingChannel(TELEGRAM_DESK.name)

    assert await reminders(store, channel, MORNING).sweep() == 1

    [said] = channel.sent
    assert said.to.recipient == GROUP
    assert said.text.splitlines()[0] == "Nhắc báo cáo của phong trào:"
    assert "• Báo cáo tháng: hạn 15/12/2027, gửi chỉ huy đơn vị." in said.text
    assert "https://tin.vn/desk" in said.text
    assert store.over == ["26743"]


async def test_nobody_is_told_at_night_or_of_nothing() -> None:
    store, channel = OneDesk(), RecordingChannel(TELEGRAM_DESK.name)

    for at in (MORNING.replace(hour=22), MORNING.replace(day=9)):
        assert await reminders(store, channel, at).sweep() == 0

    assert (store.taken, channel.sent) == ([], [])


@pytest.mark.parametrize(("problem", "is_over"), [(TryLater(5), False), (Refused(), True)])
async def test_a_platform_that_is_down_is_tried_again_and_a_lost_group_is_not(
    problem: Exception, is_over: bool
) -> None:
    store, channel = OneDesk(), RecordingChannel(TELEGRAM_DESK.name)
    channel.troubles.append(problem)

    await reminders(store, channel, MORNING).sweep()

    assert bool(store.over) is is_over
