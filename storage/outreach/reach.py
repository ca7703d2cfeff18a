"""Measures a commune's year anew, within the transaction that changed it."""

from datetime import date

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from outreach.meters import Measured, measure_commune
from storage.outreach.rows import activity_in, counted_places, measured_out, year_of
from storage.tables.outreach import activities, commune_reach


async def measure_anew(connection: AsyncConnection, commune: str, year: int) -> None:
    first, last = year_of(year)
    mine = activities.c.commune == commune
    wanted = select(activities).where(mine, activities.c.day.between(first, last))
    done = [activity_in(row) for row in await connection.execute(wanted)]
    reach = measure_commune(await counted_places(connection, commune), done)
    newest: date | None = max((one.day for one in done), default=None)
    here = (commune_reach.c.year == year, commune_reach.c.commune == commune)
    await connection.execute(delete(commune_reach).where(*here))
    row = measured_out(Measured(reach, newest))
    await connection.execute(insert(commune_reach).values(year=year, commune=commune, **row))
