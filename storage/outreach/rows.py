"""The movement's rows and what they mean."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from outreach.activity import Activity, Form, NewActivity
from outreach.meters import Measured, Reach
from outreach.places import Hamlet, NewOrganisation, Organisation, OrganisationKind, Places
from storage.sealing.vault import Vault
from storage.tables.outreach import activities, commune_reach, hamlets, organisations

_COUNTED = tuple(one.name for one in fields(Reach))


def hamlet_in(row: Row[Any]) -> Hamlet:
    return Hamlet(row.name, row.households, row.heads, row.id)


def organisation_in(row: Row[Any], vault: Vault) -> Organisation:
    focal, phone = vault.open("organisations", _place_of(row.commune, row.name), row.sealed)
    kind = OrganisationKind(row.kind)
    return Organisation(row.name, kind, row.heads, focal, phone, row.id)


def organisation_out(commune: str, one: NewOrganisation, vault: Vault) -> dict[str, object]:
    sealed = vault.seal("organisations", _place_of(commune, one.name), [one.focal, one.phone])
    return {
        "commune": commune, "name": one.name, "kind": one.kind, "heads": one.heads,
        "sealed": sealed,
    }  # fmt: skip


def _place_of(commune: str, name: str) -> str:
    """What is sealed opens only in its own row."""
    return f"{commune} {name}"


def activity_in(row: Row[Any]) -> Activity:
    return Activity(
        entry=row.entry,
        day=date.fromisoformat(row.day),
        form=Form(row.form),
        hamlet=row.hamlet,
        organisation=row.organisation,
        households=row.households,
        heads=row.heads,
        lesson=row.lesson,
        tags=tuple(row.tags.split()),
        id=row.id,
        by=row.officer,
        place=getattr(row, "place", ""),
    )


def named_activities() -> Select[Any]:
    """With the name of their place."""
    place = func.coalesce(hamlets.c.name, organisations.c.name, "").label("place")
    return (
        select(activities, place)
        .outerjoin(hamlets, hamlets.c.id == activities.c.hamlet)
        .outerjoin(organisations, organisations.c.id == activities.c.organisation)
    )


def activity_out(commune: str, new: NewActivity, officer: str) -> dict[str, object]:
    told = asdict(new) | {"day": new.day.isoformat(), "tags": " ".join(new.tags)}
    return told | {"commune": commune, "officer": officer}


# As `measured_in` reads them: a country's are 3,321 rows, so by their place and not by name.
MEASURED = tuple(commune_reach.c[name] for name in ("commune", "last", *_COUNTED))


def measured_in(row: Sequence[Any]) -> Measured:
    return Measured(Reach(*row[2:]), date.fromisoformat(row[1]) if row[1] else None)


def measured_out(measured: Measured) -> dict[str, object]:
    last = measured.last.isoformat() if measured.last else None
    return asdict(measured.reach) | {"last": last}


def year_of(year: int) -> tuple[str, str]:
    return f"{year}-01-01", f"{year}-12-31"


async def of_commune(
    connection: AsyncConnection, table: Table, commune: str, *columns: Any, most: int | None = None
) -> Sequence[Row[Any]]:
    """By name. Without `columns`, whole rows."""
    wanted = select(*columns) if columns else select(table)
    mine = wanted.where(table.c.commune == commune).order_by(table.c.name)
    return (await connection.execute(mine.limit(most))).all()


async def counted_places(
    connection: AsyncConnection, commune: str, most: int | None = None
) -> Places:
    villages = await of_commune(connection, hamlets, commune)
    columns = (organisations.c[name] for name in ("name", "kind", "heads", "id"))
    others = await of_commune(connection, organisations, commune, *columns, most=most)
    return Places(
        tuple(hamlet_in(row) for row in villages),
        tuple(
            Organisation(row.name, OrganisationKind(row.kind), row.heads, id=row.id)
            for row in others
        ),
    )
