"""Hot spots by hamlet and part of the day: a table on the page, and a sheet for a patrol plan."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import Field
from starlette.responses import Response, StreamingResponse

from handlers.desk.papers.reports import QUIET, DaysAsked
from handlers.desk.parts import WebDesk
from handlers.signin.gate import Gate
from handlers.web.problems import documented
from handlers.web.shapes import Answer
from handlers.words.cells import Head
from handlers.words.sheets import MIME, XLSX, Row, as_file
from tips.reports.hot_spots import BAND, BANDS, HotSpot
from tips.reports.periods import Window, written_days
from wording.catalogue import text

FILE = {
    "description": "The table as a workbook.",
    "content": {MIME[XLSX]: {"schema": {"type": "string", "format": "binary"}}},
}
WIDTHS = (36, *(12,) * (BANDS + 1))  # letters


class HotSpotView(Answer):
    hamlet: str
    bands: list[int] = Field(description="Rounded down to fives: below five is 0.")
    total: int


class HotSpotsView(Answer):
    start: datetime
    end: datetime
    bands: list[str]
    rows: list[HotSpotView]


@dataclass(frozen=True, slots=True)
class HotSpotDoor:
    gate: Gate
    desk: WebDesk

    def add_routes(self, door: APIRouter) -> None:
        door.add_api_route("/reports/hot-spots", self.show, responses=documented(403))
        door.add_api_route(
            "/reports/hot-spots/file",
            self.file,
            responses={200: FILE, **documented(403)},
            response_class=Response,
        )

    async def show(self, request: Request, days: Annotated[DaysAsked, Depends()]) -> HotSpotsView:
        """Of the officer's own desk."""
        officer = await self.gate.officer(request)
        window = days.window(self.desk.clock.now())
        rows = [_view(one) for one in await self.desk.hot_spots.of(officer, window)]
        return HotSpotsView(start=window.start, end=window.end, bands=bands(), rows=rows)

    async def file(
        self, request: Request, days: Annotated[DaysAsked, Depends()]
    ) -> StreamingResponse:
        officer = await self.gate.officer(request)
        window = days.window(self.desk.clock.now())
        spots = await self.desk.hot_spots.of(officer, window)
        name = f"diem-nong-{officer.desk}-{window.start:%Y%m%d}-{window.end:%Y%m%d}.xlsx"
        headers = QUIET | {"Content-Disposition": f'attachment; filename="{name}"'}
        file = as_file(_rows(spots, window), XLSX, WIDTHS)
        return StreamingResponse(file, media_type=MIME[XLSX], headers=headers)


def bands() -> list[str]:
    return [
        text("register.hours", "vi", first=band * BAND, last=(band + 1) * BAND)
        for band in range(BANDS)
    ]


async def _rows(spots: Sequence[HotSpot], window: Window) -> AsyncIterator[Row]:
    first, last = written_days(window)
    yield (text("register.hot_title", "vi", first=first, last=last),)
    yield (text("register.hot_note", "vi"),)
    yield Head((text("register.hot_hamlet", "vi"), *bands(), text("register.hot_total", "vi")))
    for one in spots:
        yield (_name(one), *map(_cell, (*one.bands, one.total)))


def _cell(count: int) -> int | str:
    return count or text("register.hot_few", "vi")


def _name(one: HotSpot) -> str:
    return one.hamlet or text("register.hot_nowhere", "vi")


def _view(one: HotSpot) -> HotSpotView:
    return HotSpotView(hamlet=_name(one), bands=list(one.bands), total=one.total)
