"""Reports of the movement: the calendar of those owed, and each by one press."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from handlers.movement.models import DuesView, DueView, SentBody
from handlers.movement.parts import WebMovement
from handlers.signin.gate import Gate
from handlers.web.problems import documented
from handlers.words.cells import Head
from handlers.words.sheets import MIME, XLSX, Row, as_file
from outreach.report import MovementReport
from outreach.reporting import Standing
from wording.catalogue import text

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EARLIEST, LATEST = date(2000, 1, 1), date(2999, 12, 31)
QUIET = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
WIDTHS = (40, *(14,) * 8)  # letters: what is counted, then numbers
DOCUMENTED: dict[str, Any] = {
    "description": "The report as A4, as a document to be finished by hand, or as a workbook.",
    "content": {
        kind: {"schema": {"type": "string", "format": "binary"}} for kind in (PDF, DOCX, MIME[XLSX])
    },
}
Day = Annotated[date, Query(ge=EARLIEST, le=LATEST)]


class Format(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class ReportDoor:
    gate: Gate
    parts: WebMovement

    def add_routes(self, door: APIRouter) -> None:
        door.add_api_route("/reports", self.owed)
        refusals = documented(400, 403, 404, 413)
        door.add_api_route("/reports/sent", self.mark, methods=["POST"], responses=refusals)
        door.add_api_route(
            "/reports/file",
            self.file,
            responses={200: DOCUMENTED, **documented(403)},
            response_class=Response,
        )

    async def owed(self, request: Request) -> DuesView:
        officer = await self.gate.officer(request)
        return DuesView(dues=[_view(one) for one in await self.parts.reporting.standing(officer)])

    async def mark(self, request: Request, body: SentBody) -> DuesView:
        """It was sent: nobody is reminded of it any more."""
        officer = await self.gate.mover(request)
        await self.parts.reporting.mark_sent(officer, body.name)
        return await self.owed(request)

    async def file(
        self,
        request: Request,
        first: Day,
        last: Day,
        kind: Annotated[Format, Query(alias="format")] = Format.PDF,
    ) -> Response:
        officer = await self.gate.officer(request)
        report = await self.parts.reporting.report(officer, first, last, _say)
        name = f'attachment; filename="phong-trao-{first}-{last}.{kind}"'
        headers = QUIET | {"Content-Disposition": name}
        if kind is Format.XLSX:
            return StreamingResponse(
                as_file(_rows(report), XLSX, WIDTHS), media_type=MIME[XLSX], headers=headers
            )
        drawn = await asyncio.to_thread(_DRAWN[kind], report, self.parts)
        return Response(drawn, media_type=PDF if kind is Format.PDF else DOCX, headers=headers)


def _say(key: str, **values: object) -> str:
    """A form, a tag or a kind has its name already."""
    own = key.startswith(("form_", "tag_", "kind_"))
    return text(f"movement.{key}" if own else f"movement.report_{key}", **values)


def _draw(report: MovementReport, parts: WebMovement) -> bytes:
    from handlers.words.report_pdf import as_pdf  # a second to import, rarely asked for

    return as_pdf(report, parts.clock.now())


def _write(report: MovementReport, parts: WebMovement) -> bytes:
    from handlers.words.report_docx import as_docx  # the same

    return as_docx(report, parts.clock.now(), parts.report_template)


_DRAWN = {Format.PDF: _draw, Format.DOCX: _write}


async def _rows(report: MovementReport) -> AsyncIterator[Row]:
    yield (report.title,)
    for line in report.lines:
        yield (line,)
    for section in report.sections:
        yield ()
        yield Head((section.title,))
        yield Head(section.head)
        for row in section.rows:
            yield row


def _view(one: Standing) -> DueView:
    report = one.due.report
    return DueView(
        name=one.due.name,
        label=text(f"movement.due_{report.id}"),
        to=text(f"movement.to_{report.to}"),
        source=report.source,
        due=one.due.on,
        first=one.due.first,
        last=one.due.last,
        sent=one.sent,
        overdue=one.is_overdue,
        soon=one.is_soon,
    )
