"""What rows tell without a key: not how long a story is, not by its second which chat told it."""

from datetime import datetime, timedelta

import pytest

from messages.message import MediaKind
from storage.database.interface import Database
from storage.sealing.compact import STEPS
from storage.sealing.vault import HEADER_BYTES, TAG_BYTES, Vault
from storage.stores import Stores
from tests.builders import NOON, a_report
from tests.storage.citizens.test_unopenable import backup
from tests.storage.tips_filed import a_filed_tip, add_words
from tips.conversation.draft import Draft

AROUND = HEADER_BYTES + TAG_BYTES


@pytest.mark.parametrize("words", ["", "đ" * 10, "x" * 4_000, "x" * 4_100, "đ" * 8_000])
def test_a_sealed_value_has_the_length_of_a_step_and_opens_as_it_was(
    vault: Vault, words: str
) -> None:
    sealed = vault.seal("tips", "1", {"text": words})

    told = len(sealed) - AROUND
    assert told in STEPS or told % STEPS[-1] == 0
    assert vault.open("tips", "1", sealed) == {"text": words}


@pytest.mark.either_database
async def test_short_words_and_longer_ones_look_alike(stores: Stores, database: Database) -> None:
    for number, story in enumerate(("Có trộm.", "Có trộm vào nhà tôi đêm qua."), start=1):
        tip = await a_filed_tip(stores, number, report=a_report(story=story))
        await add_words(stores, tip, story, f"words {number}")

    rows = await backup(database)

    for table in ("tips", "tip_lines", "chat_lines", "events", "pseudonyms"):
        every = {len(row["sealed"]) for row in rows[table]}
        assert len(every) == 1, table


@pytest.mark.either_database
async def test_no_second_joins_a_chat_with_its_tip(stores: Stores, database: Database) -> None:
    moment = NOON + timedelta(seconds=41, microseconds=123_456)
    await stores.media.put(b"p", MediaKind.PHOTO, "image/jpeg", moment)
    await a_filed_tip(stores, at=moment, draft=Draft("e" * 32))

    rows = await backup(database)
    [tip] = rows["tips"]
    assert _moments([tip]) == {moment.second}
    for table in ("events", "drafts", "chat_lines", "media"):
        assert _moments(rows[table]) == {0}, table


def _moments(rows: list[dict[str, object]]) -> set[int]:
    return {value.second for row in rows for value in row.values() if isinstance(value, datetime)}
