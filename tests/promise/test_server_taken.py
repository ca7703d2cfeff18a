"""Sentences 5 to 10: what somebody gets who takes the server, or a part of it."""

import base64
import logging
import zlib
from io import StringIO
from pathlib import Path
from urllib.parse import quote

import pytest

from bot.observing.logs import Discretion, JsonLine
from storage.database.interface import Database
from storage.sealing.keys import CannotOpen
from storage.sealing.vault import Vault
from storage.stores import Stores
from tests.builders import a_citizen
from tests.promise.thief import everything_under, hits, no_link_keys
from tests.storage.citizens.test_erasing import erase
from tests.storage.citizens.test_unopenable import backup, found_out
from tests.storage.test_sealed_at_rest import (
    CITIZENS,
    PLANTED,
    everything_opened,
    live_through,
    secrets_of,
)
from tests.storage.tips_filed import BINH, ON_TELEGRAM, a_filed_tip

WORD = "bạch phiến tím"


@pytest.mark.parametrize(
    "disguised",
    [
        WORD.encode("utf-16-le"),
        base64.b64encode(b"xyz" + WORD.encode() + b"!"),
        base64.b64encode(b"x" + WORD.encode() + b"!"),
        base64.b64encode(b"xy" + WORD.encode() + b"!!"),
        WORD.encode().hex().encode(),
        quote(WORD).encode(),
        zlib.compress(b"a long story, and then " + WORD.encode()),
    ],
)
def test_the_search_finds_what_is_disguised(disguised: bytes) -> None:
    assert hits(b"before" + disguised + b"after", [WORD]) == [WORD]


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_05_the_database_alone_says_neither_what_nor_who(
    stores: Stores, database: Database, tmp_path: Path
) -> None:
    """Every column, the database's file and log, the media folder."""
    tip = await live_through(stores, 0)
    rows = await backup(database)
    columns = b"\n".join(
        value if isinstance(value, bytes) else str(value).encode()
        for table in rows.values()
        for row in table
        for value in row.values()
    )

    held = columns + everything_under(tmp_path, without=["links"])

    assert tip.code.encode() in held
    assert hits(held, [*PLANTED.values(), CITIZENS[0].recipient]) == []


async def test_06_with_the_content_key_the_words_but_not_who(
    stores: Stores, database: Database, vault: Vault
) -> None:
    for number in range(2):
        await live_through(stores, number)

    opened = await everything_opened(database, vault)

    assert PLANTED["story"] in opened
    assert hits(opened.encode(), [citizen.recipient for citizen in CITIZENS]) == []


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_07_with_all_three_keys_but_not_that_of_the_links_not_who(
    stores: Stores, database: Database, vault: Vault, tmp_path: Path
) -> None:
    """A backup, and the folder of keys beside it. The thief tries a list of accounts as well."""
    await a_filed_tip(stores, 1, by=ON_TELEGRAM)
    rows = await backup(database)
    nowhere = tmp_path / "the thief's own folder"

    assert found_out([rows], vault, nowhere, [ON_TELEGRAM, BINH]) == set()
    for row in rows["pseudonyms"]:
        with pytest.raises(CannotOpen):
            vault.open_account(row["citizen_key"], row["sealed"])
    assert no_link_keys().keys == ()


async def test_08_with_the_running_machine_who_is_still_linked_and_nobody_else(
    stores: Stores, database: Database, vault: Vault, tmp_path: Path
) -> None:
    """Said plainly: this much we cannot hide, and no more."""
    gone = await a_filed_tip(stores, 1, by=ON_TELEGRAM)
    linked = await a_filed_tip(stores, 2, by=BINH)
    before = await backup(database)
    await erase(stores, ON_TELEGRAM)

    learned = found_out([before, await backup(database)], vault, tmp_path, [ON_TELEGRAM, BINH])

    assert learned == {linked.id}
    assert gone.id not in learned


async def test_09_no_receipt_is_anywhere(
    stores: Stores, database: Database, vault: Vault, tmp_path: Path
) -> None:
    for number in range(2):
        await live_through(stores, number)
    receipts = [words for words in secrets_of(stores) if words.count(" ") >= 8]
    assert len(receipts) == 4

    opened = (await everything_opened(database, vault)).encode()

    assert hits(opened + everything_under(tmp_path), receipts) == []


def test_10_logs_and_errors_carry_codes() -> None:
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(Discretion())
    handler.setFormatter(JsonLine())
    logging.getLogger().addHandler(handler)
    try:
        _fail_in_every_way()
    finally:
        logging.getLogger().removeHandler(handler)

    told = stream.getvalue()
    assert told.count("\n") >= 3
    assert hits(told.encode(), [WORD, CITIZENS[0].recipient]) == []


def _fail(problem: Exception) -> None:
    raise problem


def _fail_in_every_way() -> None:
    citizen = a_citizen(CITIZENS[0].recipient, "telegram")
    try:
        _fail(ValueError(WORD, citizen))
    except ValueError as problem:
        logging.getLogger("tips.intake.intake").exception("failed")
        logging.getLogger("asyncio").warning("never retrieved: %r", problem)
        logging.getLogger("sqlalchemy.engine.Engine").info("INSERT %s", (WORD, citizen))
    logging.getLogger("aiogram.event").warning("Update of %s is not handled", citizen)
