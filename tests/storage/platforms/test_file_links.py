"""A link for one file leads to one chat, once, within its time, and says nothing of whose it is."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from messages.message import Address
from storage.stores import Stores
from storage.tables.arrivals import file_links
from tests.builders import NOON, a_heard, said

LAN, BINH = Address("zalo_bot", "5c0d1e2f3a4b59687706"), Address("zalo_bot", "0f1e2d3c4b5a69788796")
FIRST, SECOND = "a" * 32, "b" * 32
HALF_AN_HOUR = timedelta(minutes=30)


async def give(stores: Stores, token: str, to: Address = LAN) -> None:
    await stores.file_links.give(to, token, NOON, NOON + HALF_AN_HOUR)


async def test_of_all_who_come_with_one_link_one_hears_whose_it_is(stores: Stores) -> None:
    await give(stores, FIRST)
    assert await stores.file_links.is_open(FIRST, NOON)

    found = await asyncio.gather(*(stores.file_links.spend(FIRST, NOON) for _ in range(5)))

    assert sorted(found, key=bool) == [None, None, None, None, LAN]
    assert not await stores.file_links.is_open(FIRST, NOON)


async def test_a_link_ends_with_its_time_and_with_the_next_one(stores: Stores) -> None:
    await give(stores, FIRST)
    await give(stores, SECOND)
    await give(stores, "c" * 32, to=BINH)

    assert not await stores.file_links.is_open(FIRST, NOON)
    assert await stores.file_links.is_open(SECOND, NOON)
    assert await stores.file_links.spend(SECOND, NOON + HALF_AN_HOUR) is None
    assert await stores.file_links.spend("c" * 32, NOON) == BINH


async def test_who_erases_their_traces_leaves_no_link_behind(stores: Stores) -> None:
    await give(stores, FIRST)

    await stores.citizens.keep(replace(a_heard(said("/xoa", "1", by=LAN)), erase=True))

    assert not await stores.file_links.is_open(FIRST, NOON)


async def test_a_row_shows_neither_the_link_nor_the_chat(stores: Stores) -> None:
    await give(stores, FIRST)

    [row] = await stores.database.read(lambda connection: connection.execute(select(file_links)))

    told = repr(tuple(row))
    assert FIRST not in told
    assert LAN.recipient not in told
