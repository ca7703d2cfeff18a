"""What was done to reach people, and how far it came. Joins neither tips nor subscribers."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Row, Select, Table, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from communes.spelling import fold
from outreach.activity import Activity, NewActivity
from outreach.errors import UnknownPlaceHere
from outreach.meters import Measured, Targets
from outreach.places import Hamlet, NewHamlet, NewOrganisation, Organisation, Places
from outreach.ports import OutreachStore, PlaceTold
from storage.database.dialects import insert_unless_there, on_postgres, one_at_a_time
from storage.database.interface import Database
from storage.database.reading import read_row, read_rows
from storage.outreach.reach import measure_anew
from storage.outreach.rows import (
    MEASURED,
    activity_in,
    activity_out,
    counted_places,
    hamlet_in,
    measured_in,
    named_activities,
    of_commune,
    organisation_in,
    organisation_out,
)
from storage.outreach.told import place_told, quiet_since, told_in
from storage.sealing.vault import Vault
from storage.tables.outreach import (
    activities,
    commune_reach,
    hamlets,
    organisations,
    outreach_targets,
)


class SqlOutreachStore(OutreachStore):
    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    @override
    async def hamlets(self, commune: str) -> tuple[Hamlet, ...]:
        async def work(connection: AsyncConnection) -> tuple[Hamlet, ...]:
            return tuple(hamlet_in(row) for row in await of_commune(connection, hamlets, commune))

        return await self._database.read(work)

    @override
    async def organisations_told(self, commune: str, year: int, most: int) -> tuple[PlaceTold, ...]:
        return await self._places_told(told_in(commune, year, most))

    @override
    async def quiet_organisations(
        self, commune: str, since: date, most: int
    ) -> tuple[PlaceTold, ...]:
        return await self._places_told(quiet_since(commune, since, most))

    async def _places_told(self, wanted: Select[Any]) -> tuple[PlaceTold, ...]:
        return tuple(place_told(row) for row in await read_rows(self._database, wanted))

    @override
    async def counted_places(self, commune: str, most: int | None = None) -> Places:
        return await self._database.read(lambda one: counted_places(one, commune, most))

    @override
    async def organisations(self, commune: str, named: str, most: int) -> tuple[Organisation, ...]:
        async def work(connection: AsyncConnection) -> Sequence[Row[Any]]:
            of, words = organisations.c, fold(named)
            names = await of_commune(connection, organisations, commune, of.id, of.name)
            meant = (one for one in names if not words or words in fold(one.name))
            ids = [one.id for one in islice(meant, most)]
            wanted = select(organisations).where(of.id.in_(ids)).order_by(of.name)
            return (await connection.execute(wanted)).all()

        found = await self._database.read(work)
        return tuple(organisation_in(row, self._vault) for row in found)

    @override
    async def save_hamlets(self, commune: str, hamlets_: Sequence[NewHamlet], year: int) -> None:
        rows = [asdict(one) | {"commune": commune} for one in hamlets_]
        await self._save(hamlets, rows, commune, year)

    @override
    async def save_organisations(
        self, commune: str, organisations_: Sequence[NewOrganisation], year: int
    ) -> None:
        rows = [organisation_out(commune, one, self._vault) for one in organisations_]
        await self._save(organisations, rows, commune, year)

    async def _save(
        self, table: Table, rows: Sequence[Mapping[str, object]], commune: str, year: int
    ) -> None:
        if not rows:
            return

        async def work(connection: AsyncConnection) -> None:
            await one_at_a_time(connection, f"outreach {commune}")
            new = (postgresql.insert if on_postgres(connection) else sqlite.insert)(table)
            changed = {name: new.excluded[name] for name in rows[0] if name not in _NAMED}
            same = new.on_conflict_do_update(index_elements=list(_NAMED), set_=changed)
            await connection.execute(same, list(rows))
            await measure_anew(connection, commune, year)

        await self._database.write(work)

    @override
    async def log(self, commune: str, new: NewActivity, officer: str) -> Activity:
        async def work(connection: AsyncConnection) -> Activity:
            await one_at_a_time(connection, f"outreach {commune}")
            await _must_be_here(connection, commune, new)
            row = activity_out(commune, new, officer)
            if await insert_unless_there(connection, activities, row):
                await measure_anew(connection, commune, new.day.year)
            mine = (activities.c.entry == new.entry, activities.c.commune == commune)
            kept = (await connection.execute(named_activities().where(*mine))).first()
            if kept is None:
                raise UnknownPlaceHere  # another commune's entry
            return activity_in(kept)

        return await self._database.write(work)

    @override
    async def take_back(self, commune: str, activity: int) -> bool:
        mine = (activities.c.id == activity, activities.c.commune == commune)

        async def work(connection: AsyncConnection) -> bool:
            await one_at_a_time(connection, f"outreach {commune}")
            day = await connection.scalar(select(activities.c.day).where(*mine))
            if day is None:
                return False
            await connection.execute(delete(activities).where(*mine))
            await measure_anew(connection, commune, int(day[:4]))
            return True

        return await self._database.write(work)

    @override
    async def activities(
        self, commune: str, first: date, last: date, limit: int
    ) -> tuple[Activity, ...]:
        here, of = activities.c.commune == commune, activities.c
        span = of.day.between(first.isoformat(), last.isoformat())
        wanted = named_activities().where(here, span).order_by(of.day.desc(), of.id.desc())

        async def work(connection: AsyncConnection) -> tuple[Activity, ...]:
            return tuple(activity_in(row) for row in await connection.execute(wanted.limit(limit)))

        return await self._database.read(work)

    @override
    async def measured(self, year: int, communes: frozenset[str] | None) -> Mapping[str, Measured]:
        wanted = select(*MEASURED).where(commune_reach.c.year == year)
        if communes is not None:
            wanted = wanted.where(commune_reach.c.commune.in_(sorted(communes)))

        async def work(connection: AsyncConnection) -> Mapping[str, Measured]:
            return {row[0]: measured_in(row) for row in await connection.execute(wanted)}

        return await self._database.read(work)

    @override
    async def last_told_hamlets(self, commune: str) -> Mapping[int, date]:
        by = activities.c.hamlet
        mine = (activities.c.commune == commune, by.is_not(None))
        wanted = select(by, func.max(activities.c.day)).where(*mine).group_by(by)
        found = await read_rows(self._database, wanted)
        return {place: date.fromisoformat(day) for place, day in found}

    @override
    async def targets(self, desk: str) -> Targets | None:
        wanted = select(outreach_targets).where(outreach_targets.c.desk == desk)
        row = await read_row(self._database, wanted)
        return Targets(row.households, row.organisations, row.silent_days) if row else None

    @override
    async def keep_targets(self, desk: str, targets: Targets) -> None:
        async def work(connection: AsyncConnection) -> None:
            await one_at_a_time(connection, f"targets {desk}")
            mine = outreach_targets.c.desk == desk
            await connection.execute(delete(outreach_targets).where(mine))
            await connection.execute(insert(outreach_targets).values(desk=desk, **asdict(targets)))

        await self._database.write(work)


_NAMED = ("commune", "name")


async def _must_be_here(connection: AsyncConnection, commune: str, new: NewActivity) -> None:
    """Nobody logs for another commune's hamlet by naming its number."""
    for table, number in ((hamlets, new.hamlet), (organisations, new.organisation)):
        if number is None:
            continue
        mine = select(table.c.id).where(table.c.id == number, table.c.commune == commune)
        if await connection.scalar(mine) is None:
            raise UnknownPlaceHere
