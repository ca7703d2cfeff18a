"""What a desk may take out of here, as a file."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from handlers.desk.parts import WebDesk
from handlers.signin.gate import Gate
from handlers.web.problems import Problem, documented
from handlers.words.sheets import CSV, MIME, REGISTER_WIDTHS, XLSX, as_file
from tips.reports.handover_sheet import HandoverSheet, plain_sheet
from tips.reports.periods import Period, Window, latest_window, whole_days, window_of

LONGEST = timedelta(days=5 * 366)
EARLIEST, LATEST = date(2000, 1, 1), date(2999, 1, 1)
QUIET = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
DOCUMENTED: dict[str, Any] = {
    "description": "The register: 18 columns, a row for each tip.",
    "content": {
        mime.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
        for mime in MIME.values()
    },
}
PDF = "application/pdf"
SHEET: dict[str, Any] = {
    "description": "A4: open tips with their clocks, shifts, note, lines to sign on; or the list.",
    "content": {
        PDF: {"schema": {"type": "string", "format": "binary"}},
        "text/plain": {"schema": {"type": "string"}},
    },
}


class Format(StrEnum):
    CSV = CSV
    XLSX = XLSX


class SheetFormat(StrEnum):
    PDF = "pdf"
    TEXT = "text"


FromDay = Annotated[date | None, Query(alias="from", description="First day, a whole one.")]
ToDay = Annotated[date | None, Query(alias="to", description="Last day, a whole one.")]
PeriodWanted = Annotated[
    Period | None, Query(description="Instead of `from` and `to`: the period that `on` lies in.")
]
OnDay = Annotated[date | None, Query(description="Left out: the newest period that is over.")]


@dataclass(frozen=True, slots=True)
class DaysAsked:
    """From one day to another, or a period: parts of the question of every paper."""

    first: FromDay = None
    last: ToDay = None
    period: PeriodWanted = None
    on: OnDay = None

    def window(self, now: datetime) -> Window:
        first, last = self.first, self.last
        days = [day for day in (first, last, self.on) if day is not None]
        if not all(EARLIEST <= day <= LATEST for day in days):
            raise Problem(422, "unknown_window")
        if self.period is not None and first is last is None:
            return window_of(self.period, self.on) if self.on else latest_window(self.period, now)
        if (
            self.period
            or first is None
            or last is None
            or not timedelta() <= last - first <= LONGEST
        ):
            raise Problem(422, "unknown_window")
        return whole_days(first, last)


@dataclass(frozen=True, slots=True)
class Exports:
    gate: Gate
    desk: WebDesk

    def add_routes(self, door: APIRouter) -> None:
        door.add_api_route(
            "/reports/register",
            self.register,
            responses={200: DOCUMENTED, **documented(403)},
            response_class=Response,
        )
        door.add_api_route(
            "/reports/handover-sheet",
            self.sheet,
            responses={200: SHEET, **documented(403)},
            response_class=Response,
        )

    async def sheet(
        self,
        request: Request,
        kind: Annotated[SheetFormat, Query(alias="format")] = SheetFormat.PDF,
    ) -> Response:
        """What is open at the officer's own desk, to be printed at a change of shifts."""
        officer = await self.gate.officer(request)
        known = await self.desk.desks.desks([officer.desk])
        name = known[officer.desk].name if officer.desk in known else officer.desk
        sheet = await self.desk.reports.sheet(officer, name, self.desk.triage, self.desk.roster)
        if kind is SheetFormat.TEXT:
            return PlainTextResponse(plain_sheet(sheet), headers=QUIET)
        drawn = await asyncio.to_thread(_drawn, sheet)
        file = f'inline; filename="ban-giao-{officer.desk}-{sheet.at:%Y%m%d}.pdf"'
        return Response(drawn, media_type=PDF, headers=QUIET | {"Content-Disposition": file})

    async def register(
        self,
        request: Request,
        days: Annotated[DaysAsked, Depends()],
        kind: Annotated[Format, Query(alias="format")] = Format.CSV,
    ) -> StreamingResponse:
        """The register of the officer's own desk. Each export is written into the log."""
        officer = await self.gate.officer(request)
        window = days.window(self.desk.clock.now())
        rows = await self.desk.reports.register(officer, window)
        name = f"so-tiep-nhan-{officer.desk}-{window.start:%Y%m%d}-{window.end:%Y%m%d}.{kind}"
        headers = QUIET | {"Content-Disposition": f'attachment; filename="{name}"'}
        file = as_file(rows, kind, REGISTER_WIDTHS)
        return StreamingResponse(file, media_type=MIME[kind], headers=headers)


def _drawn(sheet: HandoverSheet) -> bytes:
    # Few ever print one, and what draws it takes an eighth of the start.
    from handlers.words.sheet_pdf import as_pdf

    return as_pdf(sheet)
