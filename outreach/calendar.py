"""Which reports are owed when, and for which days each of them counts."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

MONTHS: Mapping[str, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
SOON = timedelta(days=7)  # reminded of from then on
KEPT = timedelta(days=90)  # an overdue report is shown for so long


@dataclass(frozen=True, slots=True)
class Owed:
    """One kind of report."""

    id: str
    every: str  # a key of MONTHS
    day: int
    month: int  # of a yearly one; 0: when its months are over
    to: str  # whom it goes to: movement.to_<to>
    source: str  # the paper that asks for it


@dataclass(frozen=True, slots=True)
class Due:
    report: Owed
    on: date
    first: date  # the days it counts
    last: date

    @property
    def name(self) -> str:
        """The report and its day: what a mark "sent" is kept under."""
        return f"{self.report.id} {self.on}"

    def is_overdue(self, today: date) -> bool:
        return self.on < today

    def is_soon(self, today: date) -> bool:
        return not self.is_overdue(today) and self.on - today <= SOON


@cache
def shipped() -> tuple[Owed, ...]:
    file = resources.files("outreach") / "calendar.toml"
    told = tomllib.loads(file.read_text("utf-8"))
    return tuple(_owed(name, row) for name, row in told.items())


def _owed(name: str, row: Mapping[str, str | int]) -> Owed:
    month, _, day = str(row.get("on", f"0-{row.get('day', 1)}")).partition("-")
    return Owed(name, str(row["every"]), int(day), int(month), str(row["to"]), str(row["source"]))


def dues(owed: Iterable[Owed], today: date) -> tuple[Due, ...]:
    """By day: of each report the next one, and those that were due lately."""
    found: list[Due] = []
    for report in owed:
        every = [due for due in _around(report, today) if due.on >= today - KEPT]
        coming = [due for due in every if not due.is_overdue(today)]
        found += [due for due in every if due.is_overdue(today)] + coming[:1]
    return tuple(sorted(found, key=lambda due: (due.on, due.report.id)))


def _around(report: Owed, today: date) -> list[Due]:
    """From a year ago to a year ahead."""
    months = MONTHS[report.every]
    start = (today.year - 1) * 12
    ends = [at for at in range(start, start + 37) if _ends(report, at, months)]
    return [_due(report, at, months) for at in ends]


def _ends(report: Owed, at: int, months: int) -> bool:
    month = at % 12 + 1
    return month == report.month if report.month else month % months == 0


def _due(report: Owed, at: int, months: int) -> Due:
    """It counts until the day before it is due, as Decree 09/2019 cuts its periods."""
    on = _day(at, report.day)
    return Due(report, on, _day(at - months, report.day), on - timedelta(days=1))


def _day(at: int, day: int) -> date:
    return date(at // 12, at % 12 + 1, day)
