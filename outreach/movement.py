"""The movement of one commune or province: who is to be reached, what was done, how far it came."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from communes.directory import CommuneCode, Directory, ProvinceCode
from desks.auditing import Auditing
from desks.desk import NATIONAL, Officer
from desks.hierarchy import above, below, province_of
from desks.permissions import Action, require
from desks.ports import Clock
from outreach.activity import Activity, NewActivity
from outreach.errors import DayNotAllowed, NoCommune, UnknownPlaceHere
from outreach.meters import (
    Measured,
    Reach,
    Targets,
    is_silent,
    lay_out,
    measure_hamlet,
    total,
)
from outreach.places import Hamlet, NewHamlet, NewOrganisation, Places
from outreach.ports import OutreachStore
from wording.moments import VIETNAM

LONGEST_AGO = timedelta(days=400)
MOST_ROWS = 500  # organisations on a page of meters; a report tells of all
MOST_LISTED = 200  # organisations in a list; the others are found by their name
LATEST = 10  # activities, on the first page
MOST_ACTIVITIES = 20_000  # of one commune in one year


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table of meters."""

    code: str  # a commune's, a province's; empty: a hamlet or organisation
    name: str
    measured: Measured


@dataclass(frozen=True, slots=True)
class Stand:
    """What a desk's page of the movement opens with."""

    officer: Officer
    is_commune: bool
    today: date
    places: Places
    whole: Measured
    targets: Targets
    latest: tuple[Activity, ...]


class Movement:
    def __init__(
        self, store: OutreachStore, directory: Directory, clock: Clock, audit: Auditing
    ) -> None:
        self._store = store
        self._audit = audit
        self._directory = directory
        self._clock = clock

    @property
    def today(self) -> date:
        return self._clock.now().astimezone(VIETNAM).date()

    # --- entering ----------------------------------------------------------------------------

    async def log(self, officer: Officer, new: NewActivity) -> Activity:
        commune = self._commune(officer, Action.LOG_OUTREACH)
        if not self.today - LONGEST_AGO <= new.day <= self.today:
            raise DayNotAllowed
        logged = await self._store.log(commune, new, officer.id)
        await self._audit.entered(officer, f"activity {logged.id}")
        return logged

    async def take_back(self, officer: Officer, activity: int) -> None:
        commune = self._commune(officer, Action.LOG_OUTREACH)
        if not await self._store.take_back(commune, activity):
            raise UnknownPlaceHere
        await self._audit.entered(officer, f"activity {activity} taken back")

    async def save_hamlets(self, officer: Officer, hamlets: Sequence[NewHamlet]) -> None:
        commune = self._commune(officer, Action.LOG_OUTREACH)
        await self._store.save_hamlets(commune, hamlets, self.today.year)
        await self._audit.entered(officer, f"hamlets {len(hamlets)}")

    async def save_organisations(
        self, officer: Officer, organisations: Sequence[NewOrganisation]
    ) -> None:
        commune = self._commune(officer, Action.LOG_OUTREACH)
        await self._store.save_organisations(commune, organisations, self.today.year)
        await self._audit.entered(officer, f"organisations {len(organisations)}")

    async def keep_targets(self, officer: Officer, targets: Targets) -> None:
        require(officer, Action.SET_TARGETS, officer.desk)
        await self._store.keep_targets(officer.desk, targets)
        await self._audit.entered(officer, f"targets {officer.desk}")

    # --- reading -----------------------------------------------------------------------------

    async def stand(self, officer: Officer) -> Stand:
        require(officer, Action.READ_OUTREACH, officer.desk)
        today = self.today
        return Stand(
            officer,
            self.is_commune(officer.desk),
            today,
            await self._store.counted_places(officer.desk, MOST_LISTED + 1),
            await self.whole(officer, today.year),
            await self.targets(officer),
            await self.activities(officer, date(today.year - 1, 1, 1), today, LATEST),
        )

    async def places(self, officer: Officer, named: str) -> Places:
        """Hamlets, and one organisation more than a list shows of those named so."""
        require(officer, Action.READ_OUTREACH, officer.desk)
        others = await self._store.organisations(officer.desk, named, MOST_LISTED + 1)
        return Places(await self._store.hamlets(officer.desk), others)

    async def poster_name(self, officer: Officer, organisation: int | None) -> str:
        """What stands on a poster beside the unit: nothing on the commune's own."""
        require(officer, Action.LOG_OUTREACH, officer.desk)
        if organisation is None:
            return ""
        found = (await self._store.counted_places(officer.desk)).organisations
        name = next((one.name for one in found if one.id == organisation), None)
        if name is None:
            raise UnknownPlaceHere
        return name

    async def counted_places(self, officer: Officer) -> Places:
        """All of them, without who answers for an organisation."""
        require(officer, Action.READ_OUTREACH, officer.desk)
        return await self._store.counted_places(officer.desk)

    async def activities(
        self, officer: Officer, first: date, last: date, limit: int = MOST_ACTIVITIES
    ) -> tuple[Activity, ...]:
        require(officer, Action.READ_OUTREACH, officer.desk)
        return await self._store.activities(officer.desk, first, last, limit)

    async def targets(self, officer: Officer) -> Targets:
        """The desk's own, else its province's, else those of the plan."""
        require(officer, Action.READ_OUTREACH, officer.desk)
        province = province_of(officer.desk, self._directory)
        for desk in dict.fromkeys((officer.desk, province, NATIONAL)):
            if kept := await self._store.targets(desk):
                return kept
        return Targets()

    async def whole(self, officer: Officer, year: int) -> Measured:
        """Of all that lies under the desk."""
        require(officer, Action.READ_OUTREACH, officer.desk)
        own = self.is_commune(officer.desk)
        desks = frozenset({officer.desk}) if own else below(officer.desk, self._directory)
        return _together((await self._store.measured(year, desks)).values())

    async def rows(self, officer: Officer, year: int) -> tuple[Row, ...]:
        """What lies under the desk: hamlets and organisations, communes, or provinces."""
        require(officer, Action.READ_OUTREACH, officer.desk)
        if self.is_commune(officer.desk):
            return await self._of_commune(officer.desk, year)
        under = below(officer.desk, self._directory)
        found = await self._store.measured(year, under)
        if under is None:
            return self._of_provinces(found)
        return tuple(
            Row(code, self._name(code), found.get(code, Measured(Reach())))
            for code in sorted(under)
        )

    async def silent(self, officer: Officer, days: int) -> tuple[Row, ...]:
        """Who has heard nothing for so long; who never did comes first."""
        require(officer, Action.READ_OUTREACH, officer.desk)
        if not self.is_commune(officer.desk):
            rows = await self.rows(officer, self.today.year)
            quiet = [row for row in rows if is_silent(row.measured.last, self.today, days)]
        else:
            quiet = await self._silent_places(officer.desk, days)
        return tuple(sorted(quiet, key=lambda row: row.measured.last or date.min))

    def is_commune(self, desk: str) -> bool:
        return CommuneCode(desk) in self._directory.communes

    def desk_over(self, desk: str) -> str | None:
        """None: nobody stands above the national one."""
        return next(iter(above(desk, self._directory)), None)

    def name_of(self, desk: str) -> str:
        """Of the commune or province; the code itself where it is neither."""
        return self._name(desk)

    # --- parts -------------------------------------------------------------------------------

    def _commune(self, officer: Officer, action: Action) -> str:
        require(officer, action, officer.desk)
        if not self.is_commune(officer.desk):
            raise NoCommune
        return officer.desk

    async def _of_commune(self, commune: str, year: int) -> tuple[Row, ...]:
        """No more organisations than a page shows: there may be thousands."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        done = await self._store.activities(commune, first, last, MOST_ACTIVITIES)
        hamlets = await self._store.hamlets(commune)
        told = await self._store.organisations_told(commune, year, MOST_ROWS)
        others = (Row("", one.name, one.measured) for one in told)
        by_hamlet = lay_out(done).by_hamlet
        return (*(_row(one, by_hamlet.get(one.id, ())) for one in hamlets), *others)

    async def _silent_places(self, commune: str, days: int) -> list[Row]:
        last = await self._store.last_told_hamlets(commune)
        since = self.today - timedelta(days=days)
        quiet = await self._store.quiet_organisations(commune, since, MOST_ROWS)
        told = ((one.name, last.get(one.id)) for one in await self._store.hamlets(commune))
        hamlets = [
            Row("", name, Measured(Reach(), day))
            for name, day in told
            if is_silent(day, self.today, days)
        ]
        return hamlets + [Row("", one.name, Measured(Reach(), one.measured.last)) for one in quiet]

    def _of_provinces(self, found: Mapping[str, Measured]) -> tuple[Row, ...]:
        grouped: dict[str, list[Measured]] = {code: [] for code in self._directory.provinces}
        for commune, measured in found.items():
            grouped.setdefault(province_of(commune, self._directory), []).append(measured)
        return tuple(
            Row(code, self._name(code), _together(every)) for code, every in sorted(grouped.items())
        )

    def _name(self, code: str) -> str:
        commune = self._directory.communes.get(CommuneCode(code))
        province = self._directory.provinces.get(ProvinceCode(code))
        return commune.full_name if commune else province.name if province else code


def _row(hamlet: Hamlet, activities: Sequence[Activity]) -> Row:
    last = max((one.day for one in activities), default=None)
    return Row("", hamlet.name, Measured(measure_hamlet(hamlet.households, activities), last))


def _together(every: Iterable[Measured]) -> Measured:
    known = tuple(every)
    last = max((one.last for one in known if one.last), default=None)
    return Measured(total(one.reach for one in known), last)
