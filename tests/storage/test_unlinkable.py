"""The list of subscribers cannot be laid beside the tips: not by a mark, not by a moment, not with
two of the three keys in hand.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from broadcasts.subscribing.ports import Enrolled
from broadcasts.subscribing.subscription import begin
from messages.message import Address, Button, Choice, Incoming, Outgoing
from storage.chat.lesson_book import SqlLessonBook
from storage.database.interface import Database
from storage.names.linking import address_behind
from storage.sealing.keys import CannotOpen
from storage.sealing.links import LinkKeys
from storage.sealing.vault import Vault
from storage.stores import Stores
from storage.tables.base import metadata
from storage.tables.lessons import subscribers
from storage.tables.tips import identity_links
from tests.builders import NOON, a_heard, said
from tests.fakes import StoppedClock
from tests.keys import a_ring
from tests.storage.tip_keys_kept import keys_in
from tests.storage.tips_filed import a_filed_tip, a_question
from tips.conversation.draft import Draft

pytestmark = pytest.mark.either_database
PHONE, BROWSER = Address("telegram", "7391824650"), Address("web", "c0ffee" * 5 + "ab")
PEOPLE = (PHONE, BROWSER)
CONTENT, IDENTITY, SUBSCRIBERS, NONE = "11111111", "22222222", "55555555", "99999999"
# Shared by everybody and nobody's own: what a row is about, a state, a name of a kind, a place.
NOBODYS = {"", "telegram", "web", "vi", "None"}


@pytest.fixture
async def lived(stores: Stores, database: Database, vault: Vault) -> Stores:
    """Each person files a tip, is asked, subscribes, reads a lesson, tells more."""
    for number, person in enumerate(PEOPLE, start=1):
        tip = await a_filed_tip(stores, number, by=person)
        await stores.tips.save(tip, a_question(tip, "Ở đâu?", f"ask {number}"), NOON)
        await enrol(stores, person)
        version = (await stores.citizens.recall(said(event="b", by=person), NOON)).version
        draft = Draft(f"{number:032x}"[::-1])
        told = a_heard(said("tôi thấy…", "b", by=person), draft=draft, draft_version=version)
        await stores.citizens.keep(told)
    book = SqlLessonBook(database, vault, StoppedClock())
    await book.append(BROWSER.recipient, "letter", Outgoing(BROWSER, "Không đọc mã OTP."))
    return stores


async def enrol(stores: Stores, person: Address) -> None:
    stop = (Button("Dừng nhận bài", Choice("dk:stop")),)
    replies = (Outgoing(person, "Đã đăng ký.", buttons=stop),)
    asked = Incoming(person, "b", text="/dangky")  # the same event id as one of the citizen
    await stores.subscribers.keep(Enrolled(asked, NOON, None, begin("vi"), replies))


async def everything(database: Database) -> dict[str, list[dict[str, Any]]]:
    async def work(connection: AsyncConnection) -> dict[str, list[dict[str, Any]]]:
        return {
            table.name: [dict(row._mapping) for row in await connection.execute(select(table))]
            for table in metadata.sorted_tables
        }

    return await database.read(work)


async def split(database: Database) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(rows about lessons, rows about tips): the subscribers' own names tell them apart."""
    found = await everything(database)
    names = {row["subscriber_key"] for row in found["subscribers"]}
    assert len(names) == len(PEOPLE)
    lessons: list[dict[str, Any]] = []
    tips: list[dict[str, Any]] = []
    for table, rows in found.items():
        for row in rows:
            ours = table == subscribers.name or row.get("citizen_key") in names
            (lessons if ours else tips).append(row)
    return lessons, tips


def values(rows: list[dict[str, Any]]) -> set[str]:
    """What could join two rows: anything that is not a running number or common to many."""
    found = set()
    for row in rows:
        for name, value in row.items():
            if name in ("id", "number") or isinstance(value, (bytes, memoryview, bool, int)):
                continue
            found.add(str(value))
    return found - NOBODYS


async def test_no_value_of_a_lessons_row_is_a_value_of_a_tips_row(
    lived: Stores, database: Database
) -> None:
    lessons, tips = await split(database)

    assert len(lessons) >= 2 + 2 + 3  # rows, answers, a web chat's lines
    assert len(tips) > 10
    assert values(lessons) & values(tips) == set()


async def test_no_moment_of_a_lessons_row_is_nearer_than_a_day(
    lived: Stores, database: Database
) -> None:
    lessons, _ = await split(database)
    moments = {row["at"] for row in lessons if "at" in row}

    assert {moment.isoformat() for moment in moments} == {"2026-03-12T17:00:00+00:00"}
    assert {row["since"] for row in lessons if "since" in row} == {"2026-03-12"}


async def test_without_the_identity_key_nothing_leads_from_a_subscriber_to_a_tip(
    lived: Stores, database: Database
) -> None:
    """Whoever holds the content and the subscribers' keys knows who subscribes, and no more."""
    thief = Vault(a_ring(CONTENT), a_ring(NONE), a_ring(SUBSCRIBERS), LinkKeys())
    found = await everything(database)
    people = {
        thief.open_subscriber(row["subscriber_key"], row["sealed"]) for row in found["subscribers"]
    }
    assert people == {person.recipient for person in PEOPLE}

    _, tips = await split(database)
    marks = {
        mark
        for person in PEOPLE
        for purpose in ("citizen", "event", "draft", "subscriber", "account")
        for parts in ((person.channel, person.recipient), (person.channel, person.recipient, "b"))
        for mark in (thief.mark(purpose, *parts), thief.subscriber_mark(purpose, *parts))
    }
    assert values(tips) & marks == set()
    for row in found["pseudonyms"]:
        with pytest.raises(CannotOpen):
            thief.open_account(row["citizen_key"], row["sealed"])
    keys = keys_in(found, thief)
    opened = json.dumps(
        [thief.open("tips", row["id"], row["sealed"], keys[row["id"]]) for row in found["tips"]]
        + [thief.open("drafts", row["name"], row["sealed"]) for row in found["drafts"]]
        + [thief.open("chat_lines", row["name"], row["sealed"]) for row in found["chat_lines"]]
        + [thief.open("events", row["event_mark"], row["sealed"]) for row in found["events"]]
    )
    assert not [person for person in people if person in opened]


async def accounts_of(database: Database, vault: Vault, tips: list[str]) -> set[tuple[str, str]]:
    async def work(connection: AsyncConnection) -> set[tuple[str, str]]:
        rows = await connection.execute(
            select(identity_links).where(identity_links.c.tip.in_(tips))
        )
        found = [await address_behind(connection, vault, row) for row in rows]
        return {(one.channel, one.recipient) for one in found if one}

    return await database.read(work)


async def test_without_the_subscribers_key_nothing_leads_from_a_tip_to_a_subscriber(
    lived: Stores, database: Database, vault: Vault
) -> None:
    thief = Vault(a_ring(CONTENT), a_ring(IDENTITY), a_ring(NONE), LinkKeys())
    found = await everything(database)
    accounts = await accounts_of(database, vault, [row["tip"] for row in found["identity_links"]])
    assert accounts == {(p.channel, p.recipient) for p in PEOPLE}

    lessons, _ = await split(database)
    marks = {
        thief.mark(purpose, channel, recipient, *more)
        for channel, recipient in accounts
        for purpose in ("citizen", "event", "subscriber")
        for more in ((), ("b",))
    }
    assert values(lessons) & marks == set()
    for row in found["subscribers"]:
        with pytest.raises(CannotOpen):
            thief.open_subscriber(row["subscriber_key"], row["sealed"])
        with pytest.raises(CannotOpen):
            thief.open_account(row["subscriber_key"], row["sealed"])


async def test_a_stop_leaves_no_address_in_rows_nor_anything_that_opens_to_one(
    lived: Stores, database: Database, vault: Vault
) -> None:
    before = await everything(database)
    sealed = {bytes(row["sealed"]) for row in before["subscribers"]}
    for person in PEOPLE:
        stop = Incoming(person, "stop", text="dừng")
        known = (await lived.subscribers.recall(stop, NOON)).subscription
        replies = (Outgoing(person, "Đã dừng."),)
        await lived.subscribers.keep(Enrolled(stop, NOON, known, None, replies))

    found = await everything(database)
    assert found["subscribers"] == []
    kept = [row["sealed"] for rows in found.values() for row in rows if row.get("sealed")]
    assert not sealed & {bytes(one) for one in kept}
    lines = [vault.open("chat_lines", row["name"], row["sealed"]) for row in found["chat_lines"]]
    answers = [vault.open("events", row["event_mark"], row["sealed"]) for row in found["events"]]
    for person in PEOPLE:
        assert person.recipient not in repr(found)
        assert person.recipient not in json.dumps([lines, answers])


def raw_files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("tinbao.db*")))


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_no_file_holds_an_address_in_the_clear(lived: Stores, tmp_path: Path) -> None:
    held = raw_files(tmp_path)

    assert len(held) > 10_000
    assert not [person for person in PEOPLE if person.recipient.encode() in held]
