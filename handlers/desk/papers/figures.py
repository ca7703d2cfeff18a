"""Figures for whoever commands a desk or a province, and the tips behind each of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from starlette.responses import Response, StreamingResponse

from desks.desk import DeskCode, Officer
from handlers.desk.papers.figures_file import DOCUMENTED, WIDTHS, rows_of
from handlers.desk.papers.reports import QUIET, DaysAsked
from handlers.desk.parts import WebDesk
from handlers.signin.gate import Gate
from handlers.web.problems import Problem, documented
from handlers.web.shapes import Answer
from handlers.words.sheets import MIME, XLSX, as_file
from tips.reading.kinds import kind_label
from tips.reports.figures import STATES, Counted, Figures
from tips.reports.periods import Window
from tips.statuses import status_label

MOST_TIPS = 500


class Table(StrEnum):
    """Of tips/reports/figures.py: the states, and the tables `BY` which they are counted."""

    STATE = "state"
    KIND = "kind"
    COMMUNE = "commune"
    CHANNEL = "channel"
    OUTCOME = "outcome"
    HOUR = "hour"
    WEEKDAY = "weekday"


class SliceView(Answer):
    value: str = Field(description="Names its tips: `value` of `figures/tips`.")
    label: str
    count: int


class FiguresView(Answer):
    start: datetime
    end: datetime
    received: int
    open: int
    late: int
    looked_at: int = Field(description="Tips whose first look is done or due.")
    on_time: int = Field(description="Of those: looked at within the desk's time.")
    tables: dict[str, list[SliceView]]


class TipBehind(Answer):
    code: str
    desk: str
    filed_at: datetime
    kind_label: str
    status_label: str


class TipsBehind(Answer):
    tips: list[TipBehind]
    more: int = Field(description="How many are not shown.")


OneDesk = Annotated[str, Query(max_length=16, description="One desk of those this officer leads.")]


@dataclass(frozen=True, slots=True)
class FiguresDoor:
    gate: Gate
    desk: WebDesk

    def add_routes(self, door: APIRouter) -> None:
        door.add_api_route("/reports/figures", self.figures, responses=documented(403))
        door.add_api_route("/reports/figures/tips", self.tips, responses=documented(403, 404))
        door.add_api_route(
            "/reports/figures/file",
            self.file,
            responses={200: DOCUMENTED, **documented(403)},
            response_class=Response,
        )

    async def figures(
        self,
        request: Request,
        days: Annotated[DaysAsked, Depends()],
        desk: OneDesk = "",
    ) -> FiguresView:
        """The desk's own, a coordinator's province: counts, never by officer."""
        officer = await self.gate.officer(request)
        window = days.window(self.desk.clock.now())
        desks = await self._desks(officer, desk)
        return _view(await self.desk.reports.figures(officer, desks, window), window)

    async def file(
        self,
        request: Request,
        days: Annotated[DaysAsked, Depends()],
        desk: OneDesk = "",
    ) -> StreamingResponse:
        """For a report: nothing in it leads to a tip."""
        officer = await self.gate.officer(request)
        window = days.window(self.desk.clock.now())
        desks = await self._desks(officer, desk)
        found = await self.desk.reports.figures(officer, desks, window)
        name = f"so-lieu-{officer.desk}-{window.start:%Y%m%d}-{window.end:%Y%m%d}.xlsx"
        headers = QUIET | {"Content-Disposition": f'attachment; filename="{name}"'}
        file = as_file(rows_of(found, window), XLSX, WIDTHS)
        return StreamingResponse(file, media_type=MIME[XLSX], headers=headers)

    async def tips(
        self,
        request: Request,
        by: Table,
        value: Annotated[str, Query(max_length=64)],
        days: Annotated[DaysAsked, Depends()],
        desk: OneDesk = "",
    ) -> TipsBehind:
        """The tips behind one figure, newest first."""
        officer = await self.gate.officer(request)
        if by == "state" and value not in STATES:
            raise Problem(422, "unknown_window")
        window = days.window(self.desk.clock.now())
        desks = await self._desks(officer, desk)
        found = await self.desk.reports.behind(officer, desks, window, (by, value))
        shown = [_tip(one) for one in found[:MOST_TIPS]]
        return TipsBehind(tips=shown, more=max(0, len(found) - MOST_TIPS))

    async def _desks(self, officer: Officer, desk: str) -> tuple[DeskCode, ...]:
        if desk:
            return (DeskCode(desk),)
        below = await self.desk.moves.desks_below(officer)
        return (officer.desk, *(one.code for one in below))


def _view(found: Figures, window: Window) -> FiguresView:
    tables = {
        name: [SliceView(value=row.value, label=row.label, count=row.count) for row in rows]
        for name, rows in found.tables.items()
    }
    return FiguresView(
        start=window.start,
        end=window.end,
        received=found.received,
        open=found.open,
        late=found.late,
        looked_at=found.looked_at,
        on_time=found.on_time,
        tables=tables,
    )


def _tip(tip: Counted) -> TipBehind:
    return TipBehind(
        code=tip.code,
        desk=tip.desk,
        filed_at=tip.filed_at,
        kind_label=kind_label(tip.kind),
        status_label=status_label(tip.status),
    )
