"""Whoever steals the database learns neither what was told nor who told it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import LargeBinary, Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from messages.message import Button, Choice, MediaKind, Outgoing, Position
from storage.database.interface import Database
from storage.sealing.keys import CannotOpen
from storage.sealing.links import LinkKeys
from storage.sealing.vault import Vault
from storage.stores import Stores
from storage.tables.base import metadata
from storage.tables.links import pseudonyms
from tests.builders import NOON, WARD_DESK, a_citizen, a_heard, a_place, a_report, said
from tests.keys import a_ring
from tests.storage.tip_keys_kept import own_keys
from tests.storage.tips_filed import a_change, a_filed_tip, a_question, seat
from tips.conversation.draft import Draft
from tips.moves.change import NewLine
from tips.tip import Author, Route, Tip

CITIZENS = (a_citizen("7391824650", "telegram"), a_citizen("c0ffee" * 5 + "ab", "web"))
OFFICERS_ACCOUNT = "6203957184"
PLANTED = {
    "story": "kho hàng cấm sau nhà ông Bảy",
    "place": "hẻm Cây Khế cạnh miếu",
    "when": "đêm rằm tháng Chạp",
    "answer": "xe bán tải màu cam",
    "evidence": "làng Đông Ngàn cũ",
    "question": "Có mấy người canh cổng?",
    "note": "trùng với chuyên án Sông Hồng",
    "addition": "sáng nay họ dọn đi",
    "chat": "số điện thoại tôi là 0912345678",
    "reply": "Bạn vừa kể về miếu",
    "button": "Chọn xóm Đình",
    "route": "vì gần đình làng Vẽ",
    "draft": "nháp chưa gửi",
}
# Numbers as they would look in JSON or in a column.
POSITION = Position(21.0285114, 105.8048173, 12.5)


async def live_through(stores: Stores, number: int) -> Tip:
    """One tip with everything a tip can have."""
    citizen = CITIZENS[number]
    picture = await stores.media.put(b"a picture of the gate", MediaKind.PHOTO, "image/jpeg", NOON)
    place = a_place(words=PLANTED["place"], evidence=PLANTED["evidence"], position=POSITION)
    report = a_report(
        story=PLANTED["story"],
        place=place,
        when=PLANTED["when"],
        answers=(("ma_tuy.1", PLANTED["answer"]),),
        media=(picture,),
    )
    tip = await a_filed_tip(
        stores, number + 1, by=citizen, report=report, route=Route(WARD_DESK, PLANTED["route"])
    )
    note = NewLine(Author.NOTE, PLANTED["note"], "Trực ban 1")
    noted = await stores.tips.save(tip, a_change(tip, f"note {number}", lines=(note,)), NOON)
    asked = a_question(noted, PLANTED["question"], f"ask {number}")
    await stores.tips.save(noted, asked, NOON)
    words = stores.citizens.receipt_for(tip.id)
    reply = Outgoing(
        citizen,
        PLANTED["reply"],
        buttons=(Button(PLANTED["button"], Choice("x")),),
        receipt=words,
    )
    heard = a_heard(said(PLANTED["chat"], "2", by=citizen), draft=Draft(tip.id), replies=(reply,))
    await stores.citizens.keep(replace(heard, addition=(tip.id, PLANTED["addition"], ())))
    return tip


async def link_an_account(stores: Stores) -> None:
    officer = await seat(stores)
    later = NOON.replace(year=2030)
    await stores.access.add_link_code("482913", officer.id, WARD_DESK, later)
    await stores.access.link_account("482913", OFFICERS_ACCOUNT, NOON)
    await stores.access.add_link_code("775533", None, WARD_DESK, later)


def secrets_of(stores: Stores) -> Iterator[str]:
    yield from PLANTED.values()
    yield from (citizen.recipient for citizen in CITIZENS)
    yield from (OFFICERS_ACCOUNT, "482913", "775533", "21.0285114", "105.8048173")
    for number in (1, 2):
        words = stores.citizens.receipt_for(f"{number:032x}")
        yield " ".join(words)
        yield " · ".join(words)


async def every_value(database: Database) -> list[object]:
    async def work(connection: AsyncConnection) -> list[object]:
        return [
            value
            for table in metadata.sorted_tables
            for row in await connection.execute(select(table))
            for value in row
        ]

    return await database.read(work)


async def test_no_column_holds_a_word_a_name_or_a_place(stores: Stores, database: Database) -> None:
    for number in range(2):
        await live_through(stores, number)
    await link_an_account(stores)

    values = await every_value(database)

    assert len(values) > 200
    for secret in secrets_of(stores):
        for value in values:
            told = value if isinstance(value, bytes) else str(value).encode()
            assert secret.encode() not in told


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_no_file_holds_a_word_a_name_or_a_place(stores: Stores, tmp_path: Path) -> None:
    for number in range(2):
        await live_through(stores, number)
    await link_an_account(stores)

    files = everything_under(tmp_path)

    assert sum(map(len, files)) > 100_000
    for secret in (*secrets_of(stores), "a picture of the gate"):
        for encoding in ("utf-8", "utf-16-le"):
            assert not any(secret.encode(encoding) in content for content in files)


async def test_with_the_content_key_alone_no_account_opens(
    stores: Stores, database: Database
) -> None:
    for number in range(2):
        await live_through(stores, number)
    thief = Vault(a_ring("11111111"), a_ring("99999999"), a_ring("55555555"), LinkKeys())

    async def links(connection: AsyncConnection) -> list[tuple[str, bytes]]:
        rows = await connection.execute(select(pseudonyms.c.citizen_key, pseudonyms.c.sealed))
        return [(row.citizen_key, row.sealed) for row in rows]

    found = await database.read(links)
    assert len(found) == 4  # two chats, and a name for each tip
    for tip, sealed in found:
        with pytest.raises(CannotOpen):
            thief.open_account(tip, sealed)
        for table in metadata.tables:
            with pytest.raises(CannotOpen):
                thief.open(table, tip, sealed)


async def test_what_the_content_key_opens_names_no_account(
    stores: Stores, database: Database
) -> None:
    """Everything a thief with the database and the content key can read."""
    for number in range(2):
        await live_through(stores, number)
    await link_an_account(stores)
    opened = await everything_opened(
        database, Vault(a_ring("11111111"), a_ring("99999999"), a_ring("55555555"), LinkKeys())
    )

    assert PLANTED["story"] in opened
    assert PLANTED["question"] in opened
    for citizen in CITIZENS:
        assert citizen.recipient not in opened
    assert OFFICERS_ACCOUNT not in opened


# Packed; nobody's words.
NUMBERS = {
    "shards.marks",
    "shard_people.ids",
    "shard_people.lessons",
    "shard_messages.packed",
}

# Sealed under the other key than the words beside it.
ACCOUNTS = {"arrivals.account"}
REWARDS = {"tips.reward"}


def test_every_sealed_column_is_named_so() -> None:
    for table in metadata.sorted_tables:
        for column in table.columns:
            unsaid = str(column) in NUMBERS | ACCOUNTS | REWARDS
            packed = isinstance(column.type, LargeBinary) and not unsaid
            assert packed == (column.name == "sealed")


def everything_under(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


def _tip_of(table: str, row: Row[Any]) -> str:
    return str(row.id if table == "tips" else getattr(row, "tip", ""))


async def everything_opened(database: Database, thief: Vault) -> str:
    names: dict[str, Callable[[Row[Any]], str]] = {
        "tips": lambda row: row.id,
        "tip_lines": lambda row: f"{row.tip}/{row.number}",
        "drafts": lambda row: row.name,
        "events": lambda row: row.event_mark,
        "chat_lines": lambda row: row.name,
        "letters": lambda row: row.id,
    }

    async def work(connection: AsyncConnection) -> str:
        found = []
        own = await own_keys(connection, thief)
        for table, name in names.items():
            rows = await connection.execute(select(metadata.tables[table]))
            opened = [
                str(thief.open(table, name(row), row.sealed, own.get(_tip_of(table, row))))
                for row in rows
                if row.sealed
            ]
            assert opened, table
            found += opened
        return "\n".join(found)

    return await database.read(work)
