"""What `write` returned is on disk, once, whatever happens to its neighbours."""

import asyncio
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import Update, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from desks.errors import NoRoom
from storage.database.interface import Database, DatabaseBusy, DatabaseClosed, Work
from storage.database.opening import UnknownDatabase, open_database
from storage.database.prompt_sqlite import BUSY_MILLISECONDS, prompt_driver
from storage.database.sqlite import SqliteDatabase
from storage.stores import Stores
from storage.tables.citizens import counters
from tests.builders import WARD_DESK, a_citizen
from tests.storage.tips_filed import a_filed_tip

only_sqlite = pytest.mark.parametrize("kind", ["sqlite"])
only_postgres = pytest.mark.parametrize("kind", ["postgres"])


class Counted:
    """Writes one row a call, and remembers how often it ran."""

    def __init__(self, name: str) -> None:
        self.name, self.runs = name, 0

    async def __call__(self, connection: AsyncConnection) -> str:
        self.runs += 1
        await connection.execute(insert(counters).values(name=self.name, day="", count=1))
        return self.name


async def fail(connection: AsyncConnection) -> None:
    await connection.execute(insert(counters).values(name="failed", day="", count=1))
    raise ValueError("on purpose")


async def names(database: Database) -> list[str]:
    async def work(connection: AsyncConnection) -> list[str]:
        return sorted(await connection.scalars(select(counters.c.name)))

    return await database.read(work)


async def test_many_writers_at_once_all_get_their_answer(database: Database) -> None:
    wanted = [f"row {n:03}" for n in range(200)]

    answers = await asyncio.gather(*(database.write(Counted(name)) for name in wanted))

    assert list(answers) == wanted
    assert await names(database) == wanted


async def test_a_failure_undoes_itself_and_nobody_else(database: Database) -> None:
    writes = [database.write(Counted("before")), database.write(fail)]
    outcomes = await asyncio.gather(
        *writes, database.write(Counted("after")), return_exceptions=True
    )

    assert [type(outcome) for outcome in outcomes] == [str, ValueError, str]
    assert await names(database) == ["after", "before"]


async def test_a_broken_statement_in_a_batch_spoils_no_other(database: Database) -> None:
    outcomes = await asyncio.gather(
        *(database.write(Counted(name)) for name in ("one", "one", "two")), return_exceptions=True
    )

    assert sum(isinstance(outcome, IntegrityError) for outcome in outcomes) == 1
    assert outcomes[2] == "two"
    assert await names(database) == ["one", "two"]


async def test_an_error_does_not_quote_what_was_written(database: Database) -> None:
    planted = "Nguyễn Văn An, số 5 hẻm 12"
    await database.write(Counted(planted))

    with pytest.raises(IntegrityError) as problem:
        await database.write(Counted(planted))

    assert planted not in str(problem.value)


@only_sqlite
async def test_a_caller_that_gave_up_before_its_turn_writes_nothing(database: Database) -> None:
    held = asyncio.Event()

    async def hold(connection: AsyncConnection) -> None:
        await held.wait()

    first = asyncio.create_task(database.write(hold))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(database.write(Counted("late")))
    await asyncio.sleep(0.05)
    second.cancel()
    await asyncio.sleep(0)
    held.set()
    await first

    assert await names(database) == []


async def test_readers_see_one_moment(database: Database) -> None:
    async def look_twice(connection: AsyncConnection) -> tuple[int, int]:
        count = select(func.count()).select_from(counters)
        before = await connection.scalar(count) or 0
        await database.write(Counted("meanwhile"))
        return before, await connection.scalar(count) or 0

    assert await database.read(look_twice) == (0, 0)


async def test_readers_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError):
        await database.read(Counted("sneaked in"))


async def test_closing_finishes_what_was_begun_and_refuses_what_comes(database_url: str) -> None:
    database = await open_database(database_url)
    writes = [asyncio.create_task(database.write(Counted(f"row {n}"))) for n in range(50)]
    await asyncio.sleep(0)

    async with asyncio.timeout(8):
        await database.close()

    for write in (database.write, database.read):
        with pytest.raises(DatabaseClosed):
            await write(Counted("late"))
    kept = {task.result() for task in writes if not task.exception()}
    again = await open_database(database_url)
    assert set(await names(again)) == kept
    assert "row 0" in kept
    await again.close()


async def test_closing_twice_is_closing(database_url: str) -> None:
    database = await open_database(database_url)
    await database.close()
    await database.close()

    with pytest.raises(DatabaseClosed):
        await database.read(Counted("late"))


@pytest.mark.parametrize("url", ["mysql://x", "sqlite:///x.db", "postgresql://x/y", ""])
async def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(UnknownDatabase):
        await open_database(url)


async def test_fifty_citizens_file_at_once(stores: Stores) -> None:
    await a_filed_tip(stores, 999)

    tips = await asyncio.gather(
        *(a_filed_tip(stores, n, by=a_citizen(f"chat {n}")) for n in range(1, 51))
    )

    queue = await stores.tips.queue(WARD_DESK, None, "", 100)
    assert {tip.code for tip in tips} | {"K7Q-999"} == {row.code for row in queue}


@only_sqlite
async def test_the_settings_that_promise_durability_are_on(database: Database) -> None:
    async def settings(connection: AsyncConnection) -> list[object]:
        wanted = ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "busy_timeout")
        return [await connection.scalar(text(f"PRAGMA {name}")) for name in wanted]

    durable = ["wal", 2, 1, 1]
    assert await database.read(settings) == [*durable, BUSY_MILLISECONDS]
    # Whoever writes holds the file: the wait for others was before it began.
    assert await database.write(settings) == [*durable, 0]


@only_sqlite
async def test_who_arrives_during_a_commit_shares_the_next(database: Database) -> None:
    seen: list[str] = []

    async def listen(connection: AsyncConnection) -> None:
        await prompt_driver(connection).set_trace_callback(seen.append)

    await database.write(listen)
    await asyncio.gather(*(database.write(Counted(f"row {n}")) for n in range(64)))

    assert 1 <= seen.count("COMMIT") <= 3


@only_sqlite
async def test_a_statement_does_not_queue_for_a_thread(database: Database) -> None:
    """A private way of aiosqlite makes it so; should that way change, this tells."""
    release = threading.Event()

    async def read_past_a_busy_thread(connection: AsyncConnection) -> int:
        raw = await connection.get_raw_connection()
        assert raw.driver_connection is not None
        raw.driver_connection._tx.put_nowait((None, release.wait))
        async with asyncio.timeout(5):
            return await connection.scalar(select(func.count()).select_from(counters)) or 0

    try:
        assert await database.read(read_past_a_busy_thread) == 0
    finally:
        release.set()


@only_sqlite
async def test_a_commit_leaves_the_loop_to_others(database: Database, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "tinbao.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(database.write(Counted("patient")))

    turns = 0
    async with asyncio.timeout(1.5):
        while turns < 50:
            await asyncio.sleep(0.005)
            turns += 1

    assert not waiting.done()
    other.execute("COMMIT")
    await waiting
    other.close()


@only_sqlite
async def test_another_process_that_holds_the_file_is_waited_for(
    database: Database, tmp_path: Path
) -> None:
    other = sqlite3.connect(tmp_path / "tinbao.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(2.5, other.execute, ["COMMIT"])  # longer than one busy_timeout
    release.start()

    await database.write(Counted("patient"))

    release.join()
    other.close()
    assert await names(database) == ["patient"]


@only_sqlite
async def test_another_process_that_never_lets_go_is_an_error_with_a_name(
    database_url: str, tmp_path: Path
) -> None:
    database = await SqliteDatabase.open(database_url, readers=1, attempts=1)
    other = sqlite3.connect(tmp_path / "tinbao.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(DatabaseBusy):
        await database.write(Counted("too late"))

    other.execute("COMMIT")
    other.close()
    await database.write(Counted("in time"))
    assert await names(database) == ["in time"]
    await database.close()


@only_sqlite
async def test_a_full_disk_is_told_to_everybody_and_forgotten_afterwards(
    database: Database,
) -> None:
    pages = await database.write(_limit_pages)
    big = "x" * 5_000_000

    async def too_much(connection: AsyncConnection) -> None:
        await connection.execute(insert(counters).values(name=big, day="", count=1))

    outcomes = await asyncio.gather(
        database.write(Counted("one")),
        database.write(too_much),
        database.write(Counted("two")),
        return_exceptions=True,
    )

    kept = [outcome for outcome in outcomes if isinstance(outcome, str)]
    assert isinstance(outcomes[1], NoRoom)
    assert database.fullness.is_full
    assert await names(database) == sorted(kept)
    assert pages


async def _limit_pages(connection: AsyncConnection) -> int:
    pages = await connection.scalar(text("PRAGMA page_count")) or 0
    await connection.execute(text(f"PRAGMA max_page_count = {pages + 20}"))
    return pages


@only_postgres
async def test_two_that_wait_for_each_other_both_come_through(database: Database) -> None:
    for name in ("left", "right"):
        await database.write(Counted(name))
    met = asyncio.Barrier(2)

    def both(first: str, second: str) -> Work[None]:
        runs = 0

        async def work(connection: AsyncConnection) -> None:
            nonlocal runs
            runs += 1
            await connection.execute(_more(first))
            if runs == 1:
                await met.wait()
            await connection.execute(_more(second))

        return work

    await asyncio.gather(
        database.write(both("left", "right")), database.write(both("right", "left"))
    )

    counts = await database.read(_counts)
    assert counts == [3, 3]


def _more(name: str) -> Update:
    return update(counters).where(counters.c.name == name).values(count=counters.c.count + 1)


async def _counts(connection: AsyncConnection) -> list[int]:
    return list(await connection.scalars(select(counters.c.count)))


@only_postgres
async def test_lines_that_a_failing_server_cut_are_noticed_by_nobody(database: Database) -> None:
    """No line is asked first whether it lives: the work that finds out is done once more."""
    cut = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await asyncio.gather(*(database.write(Counted(f"before {n}")) for n in range(4)))
    await database.write(lambda connection: connection.execute(cut))

    after = [Counted(f"after {n}") for n in range(4)]
    await asyncio.gather(*(database.write(one) for one in after))

    assert sum(one.runs for one in after) > 4
    assert len(await names(database)) == 8


@only_postgres
@pytest.mark.parametrize("state", ["53100", "53200", "53400"])
async def test_a_server_without_room_refuses_by_name_and_is_seen_full(
    database: Database, state: str
) -> None:
    async def refuse_all(connection: AsyncConnection) -> None:
        body = f"BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = '{state}'; END"
        made = f"CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
        await connection.execute(text(made))
        on = "CREATE TRIGGER full_disk BEFORE INSERT ON counters EXECUTE FUNCTION full_disk()"
        await connection.execute(text(on))

    await database.write(refuse_all)

    with pytest.raises(NoRoom):
        await database.write(Counted("too much"))

    assert database.fullness.is_full
    await database.write(lambda c: c.execute(text("DROP TRIGGER full_disk ON counters")))
    await database.write(Counted("again"))
    assert (await names(database), database.fullness.is_full) == (["again"], False)
