"""What organisations were told, reckoned by the database: a commune may have ten thousand, and ten
years of log, where a page shows some hundreds.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, Subquery, func, select

from outreach.meters import Measured, Reach
from outreach.ports import PlaceTold
from storage.outreach.rows import year_of
from storage.tables.outreach import activities, organisations

_OF = activities.c


def told_in(commune: str, year: int, most: int) -> Select[Any]:
    told = _by_organisation(commune, *year_of(year))
    return _beside(told, commune).order_by(organisations.c.name).limit(most)


def quiet_since(commune: str, since: date, most: int) -> Select[Any]:
    told = _by_organisation(commune, "", "9999")
    last = func.coalesce(told.c.last, "")
    quiet = _beside(told, commune).where(last < since.isoformat())
    return quiet.order_by(last, organisations.c.name).limit(most)


def place_told(row: Sequence[Any]) -> PlaceTold:
    name, members, count, largest, heads, last = row
    reach = Reach(
        organisations=1,
        organisations_told=int(bool(count)),
        members=members,
        members_told=min(largest or 0, members),
        activities=count or 0,
        heads=heads or 0,
    )
    return PlaceTold(name, Measured(reach, date.fromisoformat(last) if last else None))


def _by_organisation(commune: str, first: str, last: str) -> Subquery:
    here = (_OF.commune == commune, _OF.organisation.is_not(None), _OF.day.between(first, last))
    counted = (
        func.count().label("count"),
        func.max(_OF.heads).label("largest"),
        func.sum(_OF.heads).label("heads"),
        func.max(_OF.day).label("last"),
    )
    return select(_OF.organisation, *counted).where(*here).group_by(_OF.organisation).subquery()


def _beside(told: Subquery, commune: str) -> Select[Any]:
    named = (organisations.c.name, organisations.c.heads.label("members"))
    counted = (told.c.count, told.c.largest, told.c.heads, told.c.last)
    return (
        select(*named, *counted)
        .outerjoin(told, told.c.organisation == organisations.c.id)
        .where(organisations.c.commune == commune)
    )
