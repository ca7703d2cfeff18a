"""A commune's month for everybody: a table and its bars, nothing that leads to a tip."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from desks.desk import DeskCode
from desks.ports import DeskBook
from handlers.chat.page import reader_language, render_page
from handlers.web.problems import Problem
from tips.reading.kinds import kind_label
from tips.reports.public_month import PublicMonth, PublicMonths
from tips.statuses import closing_label
from wording.catalogue import text

MONTHS = "/so-lieu"
DeskInPath = Annotated[str, Path(pattern=r"^[0-9]{5}$")]
MonthInPath = Annotated[str, Path(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    count: int
    width: int  # per cent of the longest


def router(months: PublicMonths, desks: DeskBook) -> APIRouter:
    pages = APIRouter(include_in_schema=False)
    door = _Months(months, desks)
    pages.add_api_route(f"{MONTHS}/{{desk}}", door.newest, methods=["GET"])
    pages.add_api_route(f"{MONTHS}/{{desk}}/{{month}}", door.one, methods=["GET"])
    return pages


@dataclass(frozen=True, slots=True)
class _Months:
    months: PublicMonths
    desks: DeskBook

    async def newest(self, request: Request, desk: DeskInPath) -> Response:
        return await self._show(request, desk, self.months.newest)

    async def one(self, request: Request, desk: DeskInPath, month: MonthInPath) -> Response:
        return await self._show(request, desk, date.fromisoformat(f"{month}-01"))

    async def _show(self, request: Request, desk: str, month: date) -> Response:
        """Of communes with an open desk only: whoever asks for others makes us keep nothing."""
        known = (await self.desks.desks([DeskCode(desk)])).get(DeskCode(desk))
        if known is None or not known.is_open or not self.months.has(month):
            raise Problem(404, "not_found")
        found = await self.months.read(known.code, month)
        language = reader_language(request)
        values = _values(found, language) | {"unit": known.name}
        return render_page(request, "month.html", **values, **self._neighbours(month))

    def _neighbours(self, month: date) -> dict[str, str]:
        around = {
            "before": (month - timedelta(days=1)).replace(day=1),
            "after": (month + timedelta(days=31)).replace(day=1),
        }
        return {
            name: f"{one:%Y-%m}" if self.months.has(one) else "" for name, one in around.items()
        }


def _values(found: PublicMonth, language: str) -> dict[str, object]:
    at = {"month": found.month.month, "year": found.month.year}
    return {
        "desk": found.desk,
        "head": text("page.month_head", language, **at),
        "total": text("page.month_total", language, count=found.total),
        "kinds": _bars(found.kinds, kind_label, language),
        "outcomes": _bars(found.outcomes, closing_label, language),
    }


def _bars(counts: Mapping[str, int], label: Callable[[str, str], str], language: str) -> list[Bar]:
    longest = max(counts.values(), default=1)
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return [Bar(label(name, language), n, n * 100 // longest) for name, n in ordered]
