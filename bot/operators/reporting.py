"""Registers and hand-over sheets for the command line, with an entry in the log for each."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime

from bot.problem import Problem
from desks.auditing import Auditing
from desks.desk import DeskCode
from desks.ports import Clock
from handlers.words.sheets import REGISTER_WIDTHS, as_file
from storage.stores import Stores
from tips.reports import handover_sheet as sheet
from tips.reports.periods import Period, Window, latest_window, whole_days, window_of
from tips.reports.reports import Reports
from tips.tip import TipSummary
from wording.moments import VIETNAM

PAGE = 200


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    counts: str
    table: list[sheet.Row]


class Reporting:
    def __init__(self, stores: Stores, audit: Auditing, reports: Reports, clock: Clock) -> None:
        self._stores = stores
        self._audit = audit
        self._reports = reports
        self._clock = clock

    async def register(self, desk: str, window: Window, kind: str) -> AsyncIterator[bytes]:
        await self._name(desk)
        rows = await self._reports.register_of(DeskCode(desk), window)
        return as_file(rows, kind, REGISTER_WIDTHS)

    async def sheet(self, desk: str) -> Sheet:
        name, now = await self._name(desk), self._clock.now()
        await self._audit.exported(None, f"sheet {desk}")
        tips = [tip async for tip in self._open_tips(DeskCode(desk))]
        title = sheet.title(name, now)
        return Sheet(title, sheet.counts(tips, now), [sheet.head(), *sheet.rows(tips, now)])

    async def count_open(self, desk: str) -> int:
        return len([tip async for tip in self._open_tips(DeskCode(desk))])

    def window(self, first: str, last: str, period: str, on: str) -> Window:
        """Days as 2026-03-31; a period stands instead of both."""
        today = self._clock.now().astimezone(VIETNAM).date()
        if period in set(Period) and not (first or last):
            wanted = Period(period)
            return window_of(wanted, _day(on)) if on else latest_window(wanted, self._clock.now())
        if period or not first:
            raise Problem("window_unknown")
        begin, end = _day(first), _day(last) if last else today
        if end < begin:
            raise Problem("window_unknown")
        return whole_days(begin, end)

    async def _open_tips(self, desk: DeskCode) -> AsyncIterator[TipSummary]:
        """Open ones come before closed ones in every queue."""
        after = ""
        while page := await self._stores.tips.queue(desk, None, after, PAGE):
            for tip in page:
                if tip.closed_at is not None:
                    return
                yield tip
            after = page[-1].cursor

    async def _name(self, desk: str) -> str:
        known = await self._stores.desks.desks([DeskCode(desk)])
        if DeskCode(desk) not in known:
            raise Problem("desk_not_open", code=desk)
        return known[DeskCode(desk)].name


def _day(told: str) -> date:
    try:
        return datetime.strptime(told, "%Y-%m-%d").replace(tzinfo=VIETNAM).date()
    except ValueError:
        raise Problem("window_unknown") from None
