"""How many readers of each commune a lesson was for, and what share of them got it. Counts alone
leave this file; who they are stays in it.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from typing_extensions import override

from broadcasts.audience.audience import Audience, Parts, load_parts, loads, merged
from broadcasts.campaigns.campaign import OWN_WORDS, Kind
from broadcasts.delivery.run import GOES_OUT
from broadcasts.delivery.shard import Act
from outreach.lesson_reach import Area, ChatReach, SentByChat, Span
from storage.database.interface import Database
from storage.database.reading import read_rows
from storage.subscribers.audiences import within, within_any
from storage.tables.lessons import campaigns, occurrences, shards, subscribers
from wording.moments import VIETNAM

LATELY = 500  # runs of the whole country that are looked through for what was told here
_RUN = occurrences.c


@dataclass(frozen=True, slots=True)
class _Meant:
    audience: Audience
    parts: Parts


class SqlChatReach(ChatReach):
    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    async def lessons(self, area: Area, span: Span) -> Mapping[str, date]:
        newest = (
            select(_RUN.lesson, _RUN.due_at, campaigns.c.audience)
            .join(campaigns, campaigns.c.id == _RUN.campaign)
            .where(*_went_out(span), _RUN.lesson != OWN_WORDS)
            .order_by(_RUN.due_at.desc())
            .limit(LATELY)
        )
        found: dict[str, date] = {}
        for row in await read_rows(self._database, newest):
            if _touches(loads(row.audience), area):
                found.setdefault(row.lesson, _day(row.due_at))
        return found

    @override
    async def sent(self, lesson: str, area: Area, span: Span) -> SentByChat:
        rows = [
            row
            for wanted in (_alone(lesson, span), _in_digest(lesson, span))
            for row in await read_rows(self._database, wanted)
            if _touches(loads(row.audience), area)
        ]
        if not rows:
            return SentByChat()
        return SentByChat(
            last=max(_day(row.due_at) for row in rows),
            people=await self._people(_meant(rows, lesson), area),
            tried=sum(int(row.tried or 0) for row in rows),
            arrived=sum(int(row.arrived or 0) for row in rows),
        )

    async def _people(self, meant: ColumnElement[bool], area: Area) -> Mapping[str, int]:
        """Province by province: a country at once would hold up everybody else for a second."""
        found: Counter[str] = Counter()
        for province in (area.province,) if area.province else area.provinces:
            for row in await read_rows(self._database, _people(meant, province, area)):
                found[row.commune] += int(row.people)
            await asyncio.sleep(0)
        return found


def _went_out(span: Span) -> Sequence[ColumnElement[bool]]:
    first = datetime.combine(span.first, time.min, VIETNAM)
    after = datetime.combine(span.last + timedelta(days=1), time.min, VIETNAM)
    going = _RUN.state.in_(sorted(GOES_OUT))
    return going, _RUN.act == Act.SEND, _RUN.due_at >= first, _RUN.due_at < after


def _runs(span: Span) -> Select[Any]:
    """The couriers keep the counters true with every save: one row a shard tells it all."""
    counted = (func.sum(shards.c.size).label("tried"), func.sum(shards.c.sent).label("arrived"))
    told = (_RUN.id, _RUN.due_at, campaigns.c.audience, campaigns.c.parts, campaigns.c.kind)
    return (
        select(*told, *counted)
        .join(campaigns, campaigns.c.id == _RUN.campaign)
        .outerjoin(shards, shards.c.occurrence == _RUN.id)
        .where(*_went_out(span))
        .group_by(*told)
    )


def _alone(lesson: str, span: Span) -> Select[Any]:
    return _runs(span).where(_RUN.lesson == lesson)


def _in_digest(lesson: str, span: Span) -> Select[Any]:
    named = campaigns.c.lessons.contains(f'"{lesson}"', autoescape=True)
    return _runs(span).where(_RUN.lesson == OWN_WORDS, campaigns.c.kind == Kind.DIGEST, named)


def _touches(audience: Audience, area: Area) -> bool:
    nowhere = not (audience.provinces or audience.communes)
    here = area.province in audience.provinces or bool(area.communes & audience.communes)
    return nowhere or not area.province or here


def _meant(rows: Iterable[Row[Any]], lesson: str) -> ColumnElement[bool]:
    """Campaigns that differ only in their places ask once: a country's communes send the same."""
    read = {_key(row): _Meant(loads(row.audience), load_parts(row.parts)) for row in rows}
    plain = merged(one.audience for one in read.values() if lesson not in one.parts)
    picked = (
        and_(*within(one.audience), within_any(one.parts[lesson]))
        for one in read.values()
        if lesson in one.parts
    )
    whole = [within_any([one]) for one in plain]
    return or_(*whole, *picked)


def _key(row: Row[Any]) -> tuple[str, str]:
    return row.audience, row.parts


def _people(meant: ColumnElement[bool], province: str, area: Area) -> Select[Any]:
    of = subscribers.c
    counted = select(of.commune, func.count().label("people")).group_by(of.commune)
    counted = counted.where(meant, of.province == province)
    if len(area.communes) == 1:
        counted = counted.where(of.commune.in_(area.communes))
    return counted


def _day(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()
