"""Measures a commune's year anew, within the transaction that changed it."""

from datetime import date

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from outreach.meters import Measured, measure_commune
from outreach.places import Hamlet, Organisation, OrganisationKind, Places
from storage.outreach.rows import activity_in, measured_out, of_commune, year_of
from storage.tables.outreach import activities, commune_reach, hamlets, organisations


async def measure_anew(connection: AsyncConnection, commune: str, year: int) -> None:
    first, last = year_of(year)
    mine = activities.c.commune == commune
    wanted = select(activities).where(mine, activities.c.day.between(first, last))
    done = [activity_in(row) for row in await connection.execute(wanted)]
    reach = measure_commune(await _counted_places(connection, commune), done)
    newest: date | None = max((one.day for one in done), default=None)
    here = (commune_reach.c.year == year, commune_reach.c.commune == commune)
    await connection.execute(delete(commune_reach).where(*here))
    row = measured_out(Measured(reach, newest))
    await connection.execute(insert(commune_reach).values(year=year, commune=commune, **row))


async def _counted_places(connection: AsyncConnection, commune: str) -> Places:
    """Their numbers only: nothing to unseal."""
    villages = await of_commune(connection, hamlets, commune, hamlets.c.id, hamlets.c.households)
    heads = (organisations.c.id, organisations.c.heads)
    others = await of_commune(connection, organisations, commune, *heads)
    return Places(
        tuple(Hamlet("", row.households, id=row.id) for row in villages),
        tuple(Organisation("", OrganisationKind.OFFICE, row.heads, id=row.id) for row in others),
    )
