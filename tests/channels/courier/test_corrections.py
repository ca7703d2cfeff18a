"""A lesson that was wrong is taken back or set right where it is."""

import pytest
from sqlalchemy import select

from broadcasts.delivery.marks import Ledger
from messages.channel import MessageGone, Unreachable
from storage.lessons.packing import unpack_messages
from storage.tables.lessons import shard_messages
from tests.channels.courier.office import Office, office, raise_if

__all__ = ["office"]

pytestmark = pytest.mark.either_database


async def test_a_recall_takes_away_what_they_got_where_it_is(office: Office) -> None:
    told = await office.seeded.people(4)
    run = await office.seeded.campaign("CD-1")
    office.line.behaves = lambda who, _: raise_if(who == str(told[0]), Unreachable("forbidden"))
    await office.send_all()
    office.line.behaves = lambda who, _: raise_if(who == str(told[1]), MessageGone("old"))
    before = office.line.heard.copy()

    await office.seeded.campaign("CD-2", act="recall", source=run, urgent=True)
    office.line.behaves = lambda _who, _before: None
    await office.send_all()

    assert office.line.deleted == [(str(one), 1000 + one) for one in told[1:]]
    assert office.line.heard == before
    assert await office.seeded.ledger("CD-2") == Ledger(sent=3)


async def test_a_recall_never_says_the_wrong_words_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def too_old(recipient: str, message_id: int) -> None:
        raise MessageGone("old")

    await office.seeded.people(3)
    run = await office.seeded.campaign("CD-1")
    await office.send_all()
    before = office.line.heard.copy()
    monkeypatch.setattr(office.line, "delete", too_old)

    await office.seeded.campaign("CD-2", act="recall", source=run, urgent=True)
    await office.send_all()

    assert office.line.heard == before
    assert await office.seeded.ledger("CD-2") == Ledger(failed=3)


async def test_a_correction_that_finds_no_message_is_said_anew(office: Office) -> None:
    [told] = await office.seeded.people(1)
    run = await office.seeded.campaign("CD-1")
    await office.send_all()
    await office.database.write(lambda c: c.execute(shard_messages.delete()))

    await office.seeded.campaign("CD-2", act="correct", source=run, urgent=True)
    await office.send_all()

    assert office.line.edited == []
    assert office.line.heard[str(told)] == 2


async def test_where_each_message_is_stays_known(office: Office) -> None:
    told = await office.seeded.people(50)
    await office.seeded.campaign()

    await office.send_all()

    rows = await office.database.read(lambda c: c.scalars(select(shard_messages.c.packed)))
    assert unpack_messages(rows.all()) == {i: 1000 + one for i, one in enumerate(told)}
