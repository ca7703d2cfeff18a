"""How far the word has come. The same household comes to two meetings and nobody writes names, so
what is reached lies between the largest single activity and the sum of all: both are said.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from operator import attrgetter

from outreach.activity import Activity
from outreach.places import Places


@dataclass(frozen=True, slots=True)
class Targets:
    """What a desk wants to reach in a year; the plan it follows says so."""

    households: int = 75  # per cent: Plan 09/KH-UBND of Bình Phước, 15/01/2019
    organisations: int = 100  # per cent: the same
    silent_days: int = 30


@dataclass(frozen=True, slots=True)
class Reach:
    """Of one hamlet, organisation, commune or province within one year."""

    households: int = 0
    least: int = 0  # households surely told
    most: int = 0  # households told if no two activities met the same
    hamlets: int = 0
    hamlets_told: int = 0
    organisations: int = 0
    organisations_told: int = 0
    members: int = 0  # heads of the organisations
    members_told: int = 0
    activities: int = 0
    heads: int = 0  # at all activities together: people may be counted twice

    def __add__(self, other: "Reach") -> "Reach":
        return total((self, other))


_COUNTS = attrgetter(*(one.name for one in fields(Reach)))


def total(every: Iterable[Reach]) -> Reach:
    """Column by column: a country adds 3,321 of them."""
    return Reach(*map(sum, zip(*map(_COUNTS, every), strict=True)))


@dataclass(frozen=True, slots=True)
class Measured:
    reach: Reach
    last: date | None = None  # of the newest activity


def percent(part: int, whole: int) -> int:
    """Rounded down: a target is met when it is met."""
    return part * 100 // whole if whole else 0


def measure_hamlet(households: int, activities: Sequence[Activity]) -> Reach:
    told = [min(one.households, households) for one in activities]
    return Reach(
        households=households,
        least=max(told, default=0),
        most=min(sum(told), households),
        hamlets=1,
        hamlets_told=int(bool(activities)),
        activities=len(activities),
        heads=sum(one.heads for one in activities),
    )


def measure_organisation(members: int, activities: Sequence[Activity]) -> Reach:
    return Reach(
        organisations=1,
        organisations_told=int(bool(activities)),
        members=members,
        members_told=min(max((one.heads for one in activities), default=0), members),
        activities=len(activities),
        heads=sum(one.heads for one in activities),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """The activities of one commune, laid beside its places."""

    by_hamlet: Mapping[int, Sequence[Activity]]
    by_organisation: Mapping[int, Sequence[Activity]]
    everywhere: Sequence[Activity]


def lay_out(activities: Iterable[Activity]) -> Told:
    by_hamlet: dict[int, list[Activity]] = defaultdict(list)
    by_organisation: dict[int, list[Activity]] = defaultdict(list)
    everywhere: list[Activity] = []
    for one in activities:
        if one.hamlet is not None:
            by_hamlet[one.hamlet].append(one)
        elif one.organisation is not None:
            by_organisation[one.organisation].append(one)
        else:
            everywhere.append(one)
    return Told(by_hamlet, by_organisation, everywhere)


def measure_commune(places: Places, activities: Sequence[Activity]) -> Reach:
    told = lay_out(activities)
    hamlets = (
        measure_hamlet(one.households, told.by_hamlet.get(one.id, ())) for one in places.hamlets
    )
    organisations = (
        measure_organisation(one.heads, told.by_organisation.get(one.id, ()))
        for one in places.organisations
    )
    reach = total((*hamlets, *organisations))
    return reach + _everywhere(reach, told.everywhere)


def _everywhere(before: Reach, activities: Sequence[Activity]) -> Reach:
    """What went to the whole commune at once adds what its hamlets have not had."""
    told = [min(one.households, before.households) for one in activities]
    least = max(before.least, max(told, default=0))
    most = min(before.households, before.most + sum(told))
    return Reach(
        least=least - before.least,
        most=most - before.most,
        activities=len(activities),
        heads=sum(one.heads for one in activities),
    )


def is_silent(last: date | None, today: date, days: int) -> bool:
    """Nothing has been heard there for that long, or ever."""
    return last is None or today - last > timedelta(days=days)
