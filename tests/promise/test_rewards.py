"""Sentence 25: what a reward leaves behind."""

import pytest

from storage.database.interface import Database
from storage.stores import Stores
from tests.journeys.test_reward import TELEGRAM, a_thanked_tip, intake_of
from tests.storage.citizens.test_unopenable import backup
from tests.storage.tips_filed import AN
from tests.tips.intake.chats import Chat


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_25_the_whole_database_joins_no_payment_to_a_tip(
    stores: Stores, database: Database
) -> None:
    """Two tips, one sum: no value of a voucher stands in any other row."""
    intake = intake_of(stores)
    for number, citizen in ((1, AN), (2, TELEGRAM)):
        tip = await a_thanked_tip(stores, number, by=citizen)
        chat = Chat(intake, citizen)
        await chat.say(choice=f"reward_take:{tip.id}")

    rows = await backup(database)
    vouchers = rows.pop("vouchers")
    told = {str(v) for table in rows.values() for row in table for v in row.values()}

    assert len(vouchers) == 2
    assert len({(row["province"], row["until"]) for row in vouchers}) == 1
    for row in vouchers:
        assert set(row) == {"mark", "province", "until", "paid_on", "paid_by", "sealed"}
        assert row["mark"] not in told
        assert not {row["until"], row["sealed"].hex()} & told
    assert not any(row["action"] == "reward_taken" for row in rows["audit"])
