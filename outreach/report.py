"""The report of a commune's movement for any days: counts only, laid out as tables."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from outreach.activity import TAGS, Activity, Form
from outreach.meters import (
    Reach,
    Targets,
    lay_out,
    measure_commune,
    measure_hamlet,
    measure_organisation,
    percent,
)
from outreach.places import Places

Cell = str | int


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    bars: tuple[int, ...] = ()  # per cent, one a row, for whoever draws


@dataclass(frozen=True, slots=True)
class MovementReport:
    title: str
    lines: tuple[str, ...]  # said under the title
    sections: tuple[Section, ...]
    unit: str = ""
    to: str = ""  # whom it goes to
    letterhead: tuple[str, ...] = ()  # whose paper it is, below whom they stand


@dataclass(frozen=True, slots=True)
class Counted:
    """What a report is made of."""

    unit: str
    first: date
    last: date
    places: Places
    activities: Sequence[Activity]
    targets: Targets


def compose(counted: Counted, say: Callable[..., str]) -> MovementReport:
    """`say`: a sentence of the catalogue's `movement.report_…`."""
    reach = measure_commune(counted.places, counted.activities)
    title = say("title", unit=counted.unit, first=_day(counted.first), last=_day(counted.last))
    sections = (
        _whole(reach, counted.targets, say),
        _by_form(counted.activities, say),
        _by_tag(counted.activities, say),
        _hamlets(counted, say),
        _organisations(counted, say),
    )
    shown = tuple(one for one in sections if one.rows)
    return MovementReport(title, (say("note"),), shown, counted.unit)


def _whole(reach: Reach, targets: Targets, say: Callable[..., str]) -> Section:
    organisations = percent(reach.organisations_told, reach.organisations)
    rows: tuple[tuple[Cell, ...], ...] = (
        (say("households"), reach.households, reach.least, reach.most,
         f"{percent(reach.least, reach.households)}%", f"{targets.households}%"),
        (say("organisations"), reach.organisations, reach.organisations_told,
         reach.organisations_told, f"{organisations}%", f"{targets.organisations}%"),
    )  # fmt: skip
    head = tuple(say(f"head_{one}") for one in ("what", "all", "least", "most", "share", "target"))
    bars = (percent(reach.least, reach.households), organisations)
    return Section(say("whole"), head, rows, bars)


def _by_form(activities: Sequence[Activity], say: Callable[..., str]) -> Section:
    groups = [(say(f"form_{form}"), [a for a in activities if a.form is form]) for form in Form]
    return _counted(say("forms"), groups, say)


def _by_tag(activities: Sequence[Activity], say: Callable[..., str]) -> Section:
    groups = [(say(f"tag_{tag}"), [a for a in activities if tag in a.tags]) for tag in TAGS]
    return _counted(say("tags"), groups, say)


def _counted(
    title: str, groups: Iterable[tuple[str, list[Activity]]], say: Callable[..., str]
) -> Section:
    rows = tuple(
        (name, len(done), sum(one.heads for one in done), sum(one.households for one in done))
        for name, done in groups
        if done
    )
    head = tuple(say(f"head_{one}") for one in ("what", "count", "heads", "households"))
    return Section(title, head, rows)


def _hamlets(counted: Counted, say: Callable[..., str]) -> Section:
    told = lay_out(counted.activities).by_hamlet
    rows: list[tuple[Cell, ...]] = []
    bars: list[int] = []
    for one in counted.places.hamlets:
        reach = measure_hamlet(one.households, told.get(one.id, ()))
        share = percent(reach.least, reach.households)
        rows.append((one.name, one.households, reach.least, reach.most, f"{share}%"))
        bars.append(share)
    head = tuple(say(f"head_{one}") for one in ("hamlet", "all", "least", "most", "share"))
    return Section(say("hamlets"), head, tuple(rows), tuple(bars))


def _organisations(counted: Counted, say: Callable[..., str]) -> Section:
    """By kind: a list of names is for the register."""
    told = lay_out(counted.activities).by_organisation
    every: Counter[str] = Counter()
    reached: Counter[str] = Counter()
    for one in counted.places.organisations:
        reach = measure_organisation(one.heads, told.get(one.id, ()))
        every[one.kind] += 1
        reached[one.kind] += reach.organisations_told
    rows = tuple(
        (say(f"kind_{kind}"), every[kind], reached[kind],
         f"{percent(reached[kind], every[kind])}%")
        for kind in sorted(every)
    )  # fmt: skip
    head = tuple(say(f"head_{one}") for one in ("what", "all", "told", "share"))
    return Section(say("organisations"), head, rows)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
