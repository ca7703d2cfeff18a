"""What a platform delivered is kept until it was worked on, once, and in the order it was said."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Row, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from messages.arrival import Arrival
from messages.contact import Contact, Reach, Windows
from messages.message import Address
from storage.platforms.arrivals import _due
from storage.stores import Stores
from storage.tables.arrivals import arrivals
from tests.builders import NOON

LAN, BINH = Address("zalo_bot", "5c0d1e2f3a4b59687706"), Address("zalo_bot", "0f1e2d3c4b5a69788796")
LEASE = timedelta(seconds=30)


def said(event_id: str, sender: Address = LAN, at: datetime = NOON) -> Arrival:
    return Arrival(sender, event_id, {"text": f"lời {event_id}"}, at, opens_window=True)


async def due(stores: Stores, at: datetime = NOON) -> list[str]:
    found = await stores.arrivals.due("zalo_bot", at, at + LEASE, 10)
    return [one.event_id for one in found]


async def test_what_comes_twice_is_kept_once_even_after_it_was_worked_on(stores: Stores) -> None:
    assert await stores.arrivals.put([said("1"), said("1"), said("2", BINH)], NOON) == 2
    [first, _] = await stores.arrivals.due("zalo_bot", NOON, NOON + LEASE, 10)
    assert (first.sender, first.body) == (LAN, {"text": "lời 1"})

    await stores.arrivals.done(first)

    assert await stores.arrivals.put([said("1")], NOON) == 0
    assert await due(stores, NOON + LEASE) == ["2"]


async def test_one_chat_goes_in_the_order_it_was_said_others_beside_it(stores: Stores) -> None:
    told = [said("second"), said("first", at=NOON - timedelta(hours=1)), said("other", BINH)]
    await stores.arrivals.put(told, NOON)

    [first, other] = await stores.arrivals.due("zalo_bot", NOON, NOON + LEASE, 10)
    assert (first.event_id, other.event_id) == ("first", "other")
    assert await due(stores) == []  # leased, and the rest of the chat stands behind it
    await stores.arrivals.postpone(first, NOON + LEASE)

    [again, _] = await stores.arrivals.due("zalo_bot", NOON + LEASE, NOON + 2 * LEASE, 10)
    assert (again.event_id, again.attempt) == ("first", 1)


async def test_what_is_still_being_answered_is_begun_by_nobody_else(stores: Stores) -> None:
    await stores.arrivals.put([said("1")], NOON)
    assert await due(stores) == ["1"]

    await stores.arrivals.hold(said("1"), NOON + 3 * LEASE)

    assert await due(stores, NOON + 2 * LEASE) == []
    assert await due(stores, NOON + 3 * LEASE) == ["1"]  # whoever held it has died


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_a_look_for_what_waits_passes_by_all_that_is_done(stores: Stores) -> None:
    asked = _due("zalo_bot", NOON, 8).compile(dialect=sqlite.dialect())
    told = dict(asked.params) | {"due_at_1": str(NOON), "leased_until_1": str(NOON)}

    async def plan(connection: AsyncConnection) -> str:
        values = tuple(told[name] for name in asked.positiontup or ())
        rows = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", values)
        return "\n".join(row.detail for row in rows)

    assert "(channel=? AND lane>?)" in await stores.database.read(plan)


async def test_what_is_done_leads_to_nobody(stores: Stores) -> None:
    await stores.arrivals.put([said("1")], NOON)
    [one] = await stores.arrivals.due("zalo_bot", NOON, NOON + LEASE, 10)
    await stores.arrivals.done(one)

    [row] = await stores.database.read(rows)

    assert (row.lane, row.account, row.sealed) == ("", None, None)


async def rows(connection: AsyncConnection) -> list[Row[Any]]:
    return list(await connection.execute(select(arrivals)))


async def test_a_window_opens_with_each_word_and_never_shrinks(stores: Stores) -> None:
    earlier = NOON - timedelta(days=1)
    await stores.arrivals.put([said("2"), said("1", at=earlier)], NOON)
    await stores.contacts.count_sent(LAN)

    assert await stores.contacts.find(LAN) == Contact(NOON, 1)
    assert await stores.contacts.count_open("zalo_bot", earlier) == 1
    assert await stores.contacts.find(BINH) is None


@pytest.mark.parametrize(
    ("silence", "sent", "reach"),
    [(0, 0, Reach.FREE), (47, 7, Reach.FREE), (47, 8, Reach.PAID), (48, 0, Reach.PAID),
     (167, 0, Reach.PAID), (168, 0, Reach.CLOSED)],
)  # fmt: skip
def test_what_may_be_pushed_follows_from_the_last_word(
    silence: int, sent: int, reach: Reach
) -> None:
    windows = Windows(timedelta(hours=48), 8, timedelta(days=7))
    contact = Contact(NOON - timedelta(hours=silence), sent)

    assert windows.reach(contact, NOON) is reach
    assert windows.reach(None, NOON) is Reach.PAID
