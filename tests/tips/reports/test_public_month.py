from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from desks.desk import Code, DeskCode
from tests.fakes import StoppedClock
from tips.reports.figures import Counted
from tips.reports.public_month import (
    MADE_AT_WILL,
    SMALLEST,
    MonthShelf,
    PublicMonth,
    PublicMonths,
    ReceivedTips,
    publish,
)
from tips.terms import STANDARD
from tips.tip import KindId, Status, Urgency

DESK, MONTH = DeskCode("26740"), date(2027, 3, 1)
AT = datetime(2027, 3, 8, tzinfo=UTC)
TIP = Counted(
    Code("K7Q-204"), DESK, KindId("ma_tuy"), "26740", "web", Status.RECEIVED, Urgency.NORMAL,
    AT, None, None, None, None, None, 0, merged=False, terms=STANDARD,
)  # fmt: skip
KINDS = ("ma_tuy", "lua_dao", "bao_luc_gia_dinh")


def a_tip(kind: str, outcome: str | None) -> Counted:
    return replace(TIP, kind=KindId(kind), closing_reason=outcome)


TIPS = st.lists(
    st.builds(a_tip, st.sampled_from(KINDS), st.sampled_from([None, "da_xac_minh", "trung_tin"])),
    max_size=40,
)


def figures(one: PublicMonth) -> list[int]:
    return [one.total, *one.kinds.values(), *one.outcomes.values()]


def counts(tips: Sequence[Counted], kind: str) -> int:
    return sum(tip.kind == kind for tip in tips)


@given(TIPS, TIPS)
def test_no_two_figures_of_any_months_or_places_differ_by_a_handful(
    here: list[Counted], elsewhere: list[Counted]
) -> None:
    found = figures(publish(DESK, MONTH, here)) + figures(publish(DESK, MONTH, elsewhere))

    assert all(figure % SMALLEST == 0 for figure in found)
    assert all(abs(one - other) not in range(1, SMALLEST) for one in found for other in found)


@given(TIPS, st.sampled_from(KINDS))
def test_a_figure_never_says_more_than_there_was(tips: list[Counted], kind: str) -> None:
    shown = publish(DESK, MONTH, tips).kinds.get(kind, 0)

    assert shown <= counts(tips, kind) < shown + SMALLEST


@given(TIPS, st.sampled_from(KINDS))
def test_one_tip_more_shows_only_where_it_makes_five(tips: list[Counted], kind: str) -> None:
    """Who knows of all tips but one learns of that one at the most that it is among five."""
    before = publish(DESK, MONTH, tips)
    after = publish(DESK, MONTH, [*tips, a_tip(kind, None)])

    assert (before == after) is bool((counts(tips, kind) + 1) % SMALLEST)


@pytest.mark.parametrize("found", sorted(MADE_AT_WILL))
def test_four_tips_of_his_own_do_not_show_whether_a_fifth_is_there(found: str) -> None:
    own = [a_tip("ma_tuy", found)] * 4

    assert publish(DESK, MONTH, [*own, TIP]) == publish(DESK, MONTH, own)


def test_tips_that_were_merged_are_one_matter() -> None:
    merged = [replace(TIP, merged=True)] * 4

    assert publish(DESK, MONTH, [*merged, TIP]) == publish(DESK, MONTH, [])


class Shelf(MonthShelf, ReceivedTips):
    def __init__(self) -> None:
        self.months: dict[tuple[str, date], PublicMonth] = {}
        self.tips = [TIP] * 7

    @override
    async def kept(self, desk: DeskCode, month: date) -> PublicMonth | None:
        return self.months.get((desk, month))

    @override
    async def keep(self, one: PublicMonth) -> PublicMonth:
        return self.months.setdefault((one.desk, one.month), one)

    @override
    async def counted(self, *_asked: object) -> Sequence[Counted]:
        return self.tips


async def test_what_was_published_stays_when_tips_are_withdrawn() -> None:
    shelf = Shelf()
    months = PublicMonths(shelf, shelf, StoppedClock(datetime(2027, 4, 20, tzinfo=UTC)))

    first = await months.read(DESK, MONTH)
    shelf.tips = []

    assert first.kinds == {"ma_tuy": 5}
    assert await months.read(DESK, MONTH) == first


@pytest.mark.parametrize(
    ("now", "newest"),
    [
        (datetime(2027, 4, 14, 16, 59, tzinfo=UTC), date(2027, 2, 1)),
        (datetime(2027, 4, 14, 17, 0, tzinfo=UTC), date(2027, 3, 1)),
        (datetime(2027, 1, 20, tzinfo=UTC), date(2026, 12, 1)),
    ],
)
def test_a_month_is_read_once_it_has_settled(now: datetime, newest: date) -> None:
    shelf = Shelf()
    months = PublicMonths(shelf, shelf, StoppedClock(now))

    assert months.newest == newest
    assert months.has(newest)
    assert not months.has(newest.replace(day=2))
    assert not months.has(newest.replace(year=newest.year - 2))
    assert not months.has(newest.replace(year=newest.year + 1))
