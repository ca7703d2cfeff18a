"""When a campaign goes out. Every plan is a finite list of moments, each with its lesson."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import count

from broadcasts.audience.night import is_quiet, when_over
from broadcasts.audience.subscriber import Quiet
from broadcasts.lessons.seasons import Span, is_within
from wording.moments import VIETNAM

EVENING = time(19, 30)  # when families sit together
DAY = timedelta(days=1)
SEASON_GAP = 3  # days between two lessons that wait for the same season
SEASON_AHEAD = 20 * 366  # days looked through: even a season of one day has room in so many years


@dataclass(frozen=True, slots=True)
class Due:
    at: datetime
    place: int  # in the campaign's list of lessons


@dataclass(frozen=True, slots=True)
class Once:
    """Without a moment: as soon as it is let out, or only when somebody starts it."""

    at: datetime | None = None
    on_start: bool = False


@dataclass(frozen=True, slots=True)
class Dates:
    """One lesson each; a single lesson goes at all of them, to whoever has not had it."""

    at: tuple[datetime, ...]
    lessons: int


@dataclass(frozen=True, slots=True)
class Rhythm:
    """On these days of the week one lesson after the other, from `since` on."""

    days: frozenset[int]  # Monday is 0
    hour: time
    lessons: int
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Seasons:
    """Each lesson on the first day of its own season, from `since` on; no spans: any day."""

    spans: tuple[tuple[Span, ...], ...]
    hour: time
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Relative:
    """Days before (or after) one day of one year, an offset for each lesson."""

    day: date
    offsets: tuple[int, ...]
    hour: time


Plan = Once | Dates | Rhythm | Seasons | Relative


def due_times(plan: Plan, after: datetime, until: datetime) -> tuple[Due, ...]:
    """What falls due after the first moment, up to and with the second. Needs `started`."""
    return tuple(due for due in every_due(plan, until) if after < due.at <= until)


def next_due(plan: Plan, after: datetime | None = None) -> Due | None:
    """The first of all, or the first after a moment."""
    far = datetime.max.replace(tzinfo=VIETNAM)
    return next((due for due in every_due(plan, far) if after is None or due.at > after), None)


def every_due(plan: Plan, until: datetime) -> Iterator[Due]:
    """In order of time."""
    match plan:
        case Once(at):
            yield from () if at is None else (Due(at, 0),)
        case Dates(at, lessons):
            yield from (Due(one, place % lessons) for place, one in enumerate(sorted(at)))
        case Rhythm():
            yield from _in_rhythm(plan, until)
        case Seasons():
            yield from _in_season(plan)
        case Relative(day, offsets, hour):
            dues = [Due(_at(day + DAY * off, hour), place) for place, off in enumerate(offsets)]
            yield from sorted(dues, key=lambda due: (due.at, due.place))


def started(plan: Plan, now: datetime, night: Quiet | None) -> Plan:
    """The plan once it runs. What has no moment of its own goes now, or when the night is over."""
    if isinstance(plan, Once) and plan.at is None:
        at = now.replace(microsecond=0)
        return Once(when_over(at, night) if night and is_quiet(at, night) else at)
    if isinstance(plan, (Rhythm, Seasons)) and plan.since is None:
        return replace(plan, since=now.replace(microsecond=0))
    return plan


def hours_of(plan: Plan) -> tuple[datetime, ...]:
    """Moments whose time of day a person chose."""
    match plan:
        case Once(at):
            return () if at is None else (at,)
        case Dates(at):
            return at
        case Rhythm(hour=hour) | Seasons(hour=hour) | Relative(hour=hour):
            return (_at(date(2000, 1, 1), hour),)


def _in_rhythm(plan: Rhythm, until: datetime) -> Iterator[Due]:
    if plan.since is None or not plan.days:
        return
    place = 0
    for day in _days_from(plan.since):
        at = _at(day, plan.hour)
        if place == plan.lessons or at > until:
            return
        if day.weekday() in plan.days and at > plan.since:
            yield Due(at, place)
            place += 1


def _in_season(plan: Seasons) -> Iterator[Due]:
    if plan.since is None:
        return
    first = plan.since.astimezone(VIETNAM).date()
    if _at(first, plan.hour) <= plan.since:
        first += DAY
    taken: dict[date, int] = {}
    # Whichever season begins first chooses its day first.
    for _, place in sorted((_free_day(first, one, ()), n) for n, one in enumerate(plan.spans)):
        taken[_free_day(first, plan.spans[place], taken)] = place
    yield from (Due(_at(day, plan.hour), taken[day]) for day in sorted(taken))


def _free_day(first: date, spans: Iterable[Span], taken: Iterable[date]) -> date:
    return next(
        day
        for n in range(SEASON_AHEAD)
        if _fits(day := first + n * DAY, spans)
        and all(abs(day - other) >= SEASON_GAP * DAY for other in taken)
    )


def _fits(day: date, spans: Iterable[Span]) -> bool:
    return not spans or is_within(day, spans)


def _days_from(moment: datetime) -> Iterator[date]:
    first = moment.astimezone(VIETNAM).date()
    return (first + n * DAY for n in count())


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, VIETNAM)
