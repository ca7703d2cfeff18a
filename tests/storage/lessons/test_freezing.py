"""Who is told: fixed once, in shards, the same however often somebody looks."""

import asyncio

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from broadcasts.audience.audience import Audience
from broadcasts.audience.topics import group_bits, topic_bits
from storage.database.interface import Database
from storage.lessons.freezing import SqlFreezer
from storage.lessons.packing import (
    pack_ids,
    pack_marks,
    pack_messages,
    unpack_ids,
    unpack_marks,
    unpack_messages,
)
from storage.sealing.vault import Vault
from storage.tables.lessons import occurrences, shard_people, shards
from tests.storage.lessons_seeded import MORNING, Seeded


@pytest.fixture
def seeded(database: Database, vault: Vault) -> Seeded:
    return Seeded(database, vault)


@pytest.fixture
def freezer(database: Database) -> SqlFreezer:
    return SqlFreezer(database, ("telegram", "web"))


async def frozen(database: Database, occurrence: int) -> list[int]:
    packed = select(shard_people.c.ids).where(shard_people.c.occurrence == occurrence)
    rows = await database.read(lambda c: c.scalars(packed.order_by(shard_people.c.number)))
    return [int(one) for row in rows.all() for one in unpack_ids(row)]


async def freeze(freezer: SqlFreezer) -> None:
    while await freezer.step(MORNING):
        pass


@given(st.sets(st.integers(1, 2**40), min_size=1, max_size=200))
def test_ids_come_back_as_they_were(ids: set[int]) -> None:
    ordered = np.array(sorted(ids), np.int64)

    assert unpack_ids(pack_ids(ordered)).tolist() == ordered.tolist()


@given(st.binary(min_size=1, max_size=5000))
def test_marks_come_back_as_they_were(marks: bytes) -> None:
    assert bytes(unpack_marks(pack_marks(marks))) == marks


@given(st.dictionaries(st.integers(0, 4095), st.integers(1, 2**50), max_size=50))
def test_message_ids_come_back_as_they_were(places: dict[int, int]) -> None:
    assert unpack_messages([pack_messages(list(places.items()))]) == places


def test_a_person_costs_about_a_byte() -> None:
    ids = np.cumsum(np.random.default_rng(1).integers(1, 4, 4096)).astype(np.int64)

    assert len(pack_ids(ids)) / 4096 < 1.2


async def test_everybody_is_frozen_once(
    seeded: Seeded, freezer: SqlFreezer, database: Database
) -> None:
    told = await seeded.people(5000) + await seeded.people(700, "web")
    run = await seeded.campaign()

    await freeze(freezer)

    assert await frozen(database, run) == told
    assert (await seeded.ledger()).pending == 5700
    assert await seeded.state(run) == "canary"


async def test_a_small_audience_needs_no_canary(seeded: Seeded, freezer: SqlFreezer) -> None:
    await seeded.people(40)
    run = await seeded.campaign()

    await freeze(freezer)

    assert await seeded.state(run) == "open"


async def test_nobody_to_tell_is_done_at_once(seeded: Seeded, freezer: SqlFreezer) -> None:
    run = await seeded.campaign()

    await freeze(freezer)

    assert await seeded.state(run) == "done"


async def test_two_that_freeze_at_once_count_nobody_twice(
    seeded: Seeded, freezer: SqlFreezer, database: Database
) -> None:
    told = await seeded.people(9000)
    run = await seeded.campaign()

    await asyncio.gather(*(freeze(SqlFreezer(database, ("telegram", "web"))) for _ in range(3)))

    assert await frozen(database, run) == told


@pytest.mark.parametrize(
    ("audience", "meant"),
    [
        (Audience(), "abcd"),
        (Audience(provinces=frozenset({"01"})), "b"),
        (Audience(communes=frozenset({"26740"}), provinces=frozenset({"01"})), "abd"),
        (Audience(topics=frozenset({"ma_tuy"})), "ac"),
        (Audience(groups=frozenset({"hoc_sinh"})), "c"),
        (Audience(groups=frozenset({"moi_nguoi"})), "abcd"),
        (Audience(channels=frozenset({"web"})), "d"),
        (Audience(rhythms=frozenset({1})), "d"),
    ],
)
async def test_only_those_meant_are_frozen(
    seeded: Seeded, freezer: SqlFreezer, database: Database, audience: Audience, meant: str
) -> None:
    law = topic_bits(["phap_luat"])
    drugs = topic_bits(["ma_tuy"])
    who = {
        "a": await seeded.people(1, topics=drugs),
        "b": await seeded.people(1, province="01", commune="00004", topics=law),
        "c": await seeded.people(1, commune="27000", groups=group_bits(["hoc_sinh"])),
        "d": await seeded.people(1, "web", rhythm=1, topics=law),
    }
    run = await seeded.campaign(audience=audience)

    await freeze(freezer)

    assert await frozen(database, run) == sorted(one for name in meant for one in who[name])


async def test_the_hash_tells_who_was_meant(
    seeded: Seeded, freezer: SqlFreezer, database: Database
) -> None:
    await seeded.people(30)
    await seeded.campaign("CD-1", lesson="")
    await seeded.campaign("CD-2", lesson="")
    await freeze(freezer)
    await seeded.people(1)
    await seeded.campaign("CD-3", lesson="")
    await freeze(freezer)

    rows = await database.read(
        lambda c: c.scalars(select(occurrences.c.hash).order_by(occurrences.c.id))
    )
    first, second, third = rows.all()
    assert first == second != third


async def test_a_correction_goes_to_exactly_those_who_got_it(
    seeded: Seeded, freezer: SqlFreezer, database: Database
) -> None:
    told = await seeded.people(6)
    run = await seeded.campaign()
    await freeze(freezer)
    marks = pack_marks(bytes([1, 2, 4, 0, 7, 6]))  # sent, blocked, unknown, pending, again, put off
    await database.write(lambda c: c.execute(shards.update().values(marks=marks)))

    again = await seeded.campaign("CD-2", act="correct", source=run, urgent=True)
    await freeze(freezer)

    assert await frozen(database, again) == [told[0], told[2], told[4]]
