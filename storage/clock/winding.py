"""Which tips a changed clock or changed settings concern. Most often none: a restart is no reason
to write a row of every open tip.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.clock.rows import LOOKED_AT, as_given, given_for, sight_of
from storage.tables.tips import tips
from tips.clock.reminders import look
from tips.terms import Terms

PAGE = 100  # some 8 ms in which nobody else is heard


async def out_of_date(connection: AsyncConnection, at: datetime, terms: Terms) -> list[str]:
    """Of all whose next look lies ahead, those of which a look now would write something."""
    found: list[str] = []
    after: tuple[datetime, str] = (at, "")
    place = (tips.c.next_reminder_at, tips.c.id)
    wanted = select(*(tips.c[name] for name in LOOKED_AT)).order_by(*place).limit(PAGE)
    while True:
        page = list(await connection.execute(wanted.where(tuple_(*place) > tuple_(*after))))
        before = await given_for(connection, [row.id for row in page])
        found += [row.id for row in page if _is_old(row, before.get(row.id, ()), at, terms)]
        if len(page) < PAGE:
            return found
        await asyncio.sleep(0)
        after = (page[-1].next_reminder_at, page[-1].id)


def _is_old(row: Row[Any], before: Sequence[Row[Any]], at: datetime, terms: Terms) -> bool:
    found = look(sight_of(row, terms), at, {as_given(one) for one in before})
    due_at = found.clock.at if found.clock else None
    return bool(found.due) or (row.due_at, row.next_reminder_at) != (due_at, found.again)
