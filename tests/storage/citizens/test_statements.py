"""A message of a chat that goes on costs few statements: each takes as long as what it finds."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.engine import Engine

from messages.message import Outgoing
from storage.stores import Stores
from tests.builders import NOON, a_citizen, a_heard, said
from tips.conversation.draft import Draft

AN = a_citizen("an")
NOT_COUNTED = ("BEGIN", "ROLLBACK", "SELECT pg_advisory_xact_lock")


async def test_a_message_takes_six_statements_of_which_three_write(stores: Stores) -> None:
    await say(stores, "1")
    await say(stores, "2")

    with listening() as statements:
        await say(stores, "3")

    counted = [one for one in statements if not one.startswith(NOT_COUNTED)]
    assert [one.split()[0] for one in counted] == 3 * ["SELECT"] + ["INSERT", "INSERT", "UPDATE"]


async def say(stores: Stores, key: str) -> None:
    """As the web chat: lessons are asked first, then the tip line."""
    incoming = said("một câu", key, by=AN)
    await stores.subscribers.recall(incoming, NOON)
    known = await stores.citizens.recall(incoming, NOON)
    seen = {"draft_version": known.version, "seen": known.seen}
    replies = (Outgoing(AN, "Ở đâu?"),)
    await stores.citizens.keep(a_heard(incoming, draft=Draft("d" * 32), replies=replies, **seen))


@contextmanager
def listening() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)
