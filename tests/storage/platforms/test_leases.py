"""Work that one copy does at a time."""

import time

import pytest

from storage.database.interface import Database
from storage.platforms.leases import SqlLeases

POLLING = "polling telegram"


@pytest.fixture
def one(database: Database) -> SqlLeases:
    return SqlLeases(database, "a" * 32)


@pytest.fixture
def other(database: Database) -> SqlLeases:
    return SqlLeases(database, "b" * 32)


async def test_one_has_it_and_goes_on_having_it(one: SqlLeases, other: SqlLeases) -> None:
    assert await one.take(POLLING, 10)
    assert not await other.take(POLLING, 10)
    assert await one.take(POLLING, 10)


async def test_what_a_dead_one_held_is_taken_when_its_time_is_over(
    one: SqlLeases, other: SqlLeases
) -> None:
    assert await one.take(POLLING, 0)

    assert await other.take(POLLING, 10)
    assert not await one.take(POLLING, 10)


async def test_what_is_left_is_free_at_once(one: SqlLeases, other: SqlLeases) -> None:
    await one.take(POLLING, 10)
    await other.leave(POLLING)  # not its own to leave
    assert not await other.take(POLLING, 10)
    await one.leave(POLLING)

    assert await other.take(POLLING, 10)


async def test_on_a_server_its_clock_rules_not_the_copys(database: Database, kind: str) -> None:
    late = SqlLeases(database, "c" * 32, lambda: time.time() + 3_600)
    await SqlLeases(database, "a" * 32).take(POLLING, 60)

    assert await late.take(POLLING, 10) is (kind == "sqlite")
