"""What is sealed where: under which key, and to what each value is bound."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Table

from storage.tables.arrivals import arrivals, tokens
from storage.tables.canaries import canaries
from storage.tables.citizens import chat_lines, drafts, events, media
from storage.tables.clock import shifts
from storage.tables.desks import code_apps, passkeys, ready_words
from storage.tables.lessons import subscribers
from storage.tables.letters import letters
from storage.tables.moves import traces
from storage.tables.outreach import organisations, register_entries
from storage.tables.tips import identity_links, tasks, tip_keys, tip_lines, tips
from storage.tables.vouchers import vouchers
from storage.tip_keys import files

CONTENT, IDENTITY, SUBSCRIBERS = "content", "identity", "subscribers"


# What a key marks for good, or for days: still recognised when the key is gone. Not among them:
# what follows from a resident's account.
MARKS = {
    CONTENT: ("audit",),
    IDENTITY: (
        *(
            "receipt",
            "receipt words",
            "draft",
            "move",
            "sighting",
            "arrival",
            "file link",
            "voucher",
        ),
        *("officer account", "session", "invite", "link code"),
        *("passkey", "passkey challenge", "used challenge"),
    ),
    SUBSCRIBERS: (),  # every mark is made anew
}
# Of residents' accounts, and of uploads that begin anew.
FORGOTTEN = ("citizen", "event", "upload", "uploads", "subscriber")


@dataclass(frozen=True, slots=True)
class SealedColumn:
    ring: str
    column: Column[Any]
    names: tuple[
        ColumnElement[Any], ...
    ]  # of the row it was sealed for: columns, or what is made of them
    purpose: str

    @property
    def table(self) -> Table:
        return self.column.table

    @property
    def keys(self) -> tuple[Column[Any], ...]:
        return tuple(self.table.primary_key.columns)


def _content(table: Table, *names: ColumnElement[Any]) -> SealedColumn:
    return SealedColumn(CONTENT, table.c.sealed, names, table.name)


def _account(column: Column[Any], name: Column[Any]) -> SealedColumn:
    return SealedColumn(IDENTITY, column, (name,), "identity_links")


_FILE_KEYS = SealedColumn(CONTENT, media.c.sealed, (media.c.id,), files.TABLE)
# What is sealed by the key of its tip, and under the content key only on a line that ran before.
OWNED = (
    _content(tips, tips.c.id),
    _content(tip_lines, tip_lines.c.tip, tip_lines.c.number),
    _content(tasks, tasks.c.id),
    _content(letters, letters.c.id),
    _content(traces, traces.c.id),
    SealedColumn(CONTENT, tips.c.reward, (tips.c.id,), "rewards"),
    _FILE_KEYS,
)
SEALED = (
    *OWNED,
    _content(tip_keys, tip_keys.c.tip, tip_keys.c.recipient),
    _content(drafts, drafts.c.name),
    _content(events, events.c.event_mark),
    _content(chat_lines, chat_lines.c.name),
    _content(shifts, shifts.c.id),
    _content(passkeys, passkeys.c.credential_mark),
    _content(code_apps, code_apps.c.officer),
    _content(ready_words, ready_words.c.desk),
    _content(tokens, tokens.c.name),
    _content(arrivals, arrivals.c.event_mark),
    _content(organisations, organisations.c.commune + " " + organisations.c.name),
    _content(register_entries, register_entries.c.entry),
    _content(vouchers, vouchers.c.mark),
    _account(arrivals.c.account, arrivals.c.event_mark),
    _account(identity_links.c.sealed, identity_links.c.tip),
    # Marked as well: made anew in a way of its own (storage/rotating/subscribers.py).
    SealedColumn(SUBSCRIBERS, subscribers.c.sealed, (subscribers.c.subscriber_key,), "subscribers"),
    *(
        SealedColumn(ring, canaries.c.sealed, (canaries.c.name,), "canaries")
        for ring in (CONTENT, IDENTITY, SUBSCRIBERS)
    ),
)
