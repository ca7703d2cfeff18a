"""What the desks logged of each lesson, and which places no activity told it."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from typing_extensions import override

from outreach.lesson_reach import LessonLog, Logged, Span
from storage.database.interface import Database
from storage.database.reading import read_rows
from storage.tables.outreach import activities, hamlets, organisations

_OF = activities.c


class SqlLessonLog(LessonLog):
    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    async def lessons_logged(self, communes: Collection[str], span: Span) -> Mapping[str, date]:
        newest = (_OF.lesson, func.max(_OF.day))
        wanted = select(*newest).where(*_within(communes, span), _OF.lesson != "")
        found = await read_rows(self._database, wanted.group_by(_OF.lesson))
        return {lesson: date.fromisoformat(day) for lesson, day in found}

    @override
    async def logged(
        self, lesson: str, communes: Collection[str] | None, span: Span
    ) -> Mapping[str, Logged]:
        sums = (func.count(), func.sum(_OF.households), func.sum(_OF.heads))
        wanted = select(_OF.commune, *sums).where(*_within(communes, span), _OF.lesson == lesson)
        found = await read_rows(self._database, wanted.group_by(_OF.commune))
        return {row[0]: Logged(*map(int, row[1:])) for row in found}

    @override
    async def missed(self, lesson: str, commune: str, span: Span, most: int) -> tuple[str, ...]:
        told = (*_within((commune,), span), _OF.lesson == lesson)
        everywhere = (*told, _OF.hamlet.is_(None), _OF.organisation.is_(None))
        to_all = await read_rows(self._database, select(_OF.id).where(*everywhere).limit(1))
        asked = [] if to_all else [_untold(hamlets, _OF.hamlet, told, commune)]
        asked.append(_untold(organisations, _OF.organisation, told, commune))
        rows = [row for one in asked for row in await read_rows(self._database, one.limit(most))]
        return tuple(row.name for row in rows[:most])


def _within(communes: Collection[str] | None, span: Span) -> tuple[ColumnElement[bool], ...]:
    days = _OF.day.between(span.first.isoformat(), span.last.isoformat())
    return (days,) if communes is None else (days, _OF.commune.in_(sorted(communes)))


def _untold(
    places: Any, place: ColumnElement[Any], told: Collection[ColumnElement[bool]], commune: str
) -> Select[Any]:
    heard = select(place).where(*told, place.is_not(None))
    mine = (places.c.commune == commune, places.c.id.not_in(heard))
    return select(places.c.name).where(*mine).order_by(places.c.name)
