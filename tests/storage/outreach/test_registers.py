"""What the registers' store promises, on SQLite and on PostgreSQL."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import text

from outreach.errors import EntryChanged, UnknownEntry
from outreach.registers.entry import NewEntry
from outreach.registers.keeping import Changed, Standings
from storage.stores import Stores

HERE, THERE = "26743", "26740"
DAY = date(2027, 3, 1)


def model(entry: str, standing: str = "new", **more: str | int) -> NewEntry:
    values = {"name": "Tổ liên gia An Bình", "contact": "Ông Bảy", "standing": standing, **more}
    return NewEntry(entry, "models", values)


async def test_an_entry_is_kept_once_and_its_people_sealed(stores: Stores) -> None:
    told = model("a" * 32)

    one, other = await asyncio.gather(
        *(stores.registers.add(HERE, told, "o1", DAY) for _ in range(2))
    )

    assert one == other
    assert one.values == told.values
    assert (one.version, one.day, one.is_archived) == (1, DAY, False)
    assert await stores.registers.entries(HERE, "models") == (one,)
    assert await stores.registers.entries(HERE, "units") == ()
    assert await stores.registers.entries(THERE, "models") == ()
    sealed = await stores.database.read(
        lambda connection: connection.scalar(text("SELECT sealed FROM register_entries"))
    )
    assert "Bảy".encode() not in bytes(sealed or b"")


async def test_of_two_who_change_one_entry_the_second_is_told(stores: Stores) -> None:
    kept = await stores.registers.add(HERE, model("a" * 32), "o1", DAY)
    changes = [
        Changed(kept.id, "models", 1, model("", standing).values) for standing in ("active", "weak")
    ]

    done = await asyncio.gather(
        *(stores.registers.change(HERE, one, "o2", DAY) for one in changes),
        return_exceptions=True,
    )

    assert sum(isinstance(one, EntryChanged) for one in done) == 1
    [now] = await stores.registers.entries(HERE, "models")
    assert now in done
    assert now.version == 2


async def test_another_desks_entry_is_neither_read_nor_changed(stores: Stores) -> None:
    kept = await stores.registers.add(HERE, model("a" * 32), "o1", DAY)

    with pytest.raises(UnknownEntry):
        await stores.registers.add(THERE, model("a" * 32), "o2", DAY)
    for desk, register in ((THERE, "models"), (HERE, "units")):
        with pytest.raises(UnknownEntry):
            await stores.registers.change(desk, Changed(kept.id, register, 1), "o2", DAY)


async def test_what_is_archived_or_of_another_year_is_not_counted(stores: Stores) -> None:
    await stores.registers.add(HERE, model("a" * 32), "o1", DAY)
    aside = await stores.registers.add(HERE, model("b" * 32), "o1", DAY)
    await stores.registers.add(THERE, model("c" * 32, "weak", year=2027), "o1", DAY)
    await stores.registers.add(THERE, model("d" * 32, "weak", year=2026), "o1", DAY)
    laid = await stores.registers.change(
        HERE, Changed(aside.id, "models", 1, is_archived=True), "o1", DAY
    )

    assert laid.is_archived
    assert laid.values == aside.values
    here = await stores.registers.standings(frozenset({HERE}), 2027)
    assert here == [Standings("models", "new", 1)]
    everywhere = await stores.registers.standings(None, 2027)
    assert set(everywhere) == {Standings("models", "new", 1), Standings("models", "weak", 1)}
