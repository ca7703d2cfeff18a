"""A subscriber's row as a person who may be written to."""

from collections.abc import Sequence
from typing import Any

from broadcasts.subscriber import Person, Quiet, Rhythm
from messages.message import Address
from storage.sealing import Vault
from storage.tables_lessons import subscribers

RHYTHMS = {rhythm.value: rhythm for rhythm in Rhythm}
_of = subscribers.c
# In the order `person_in` takes them apart: a thousand times a second, so by place, not by name.
COLUMNS = (
    _of.id, _of.subscriber_key, _of.channel, _of.commune, _of.province, _of.rhythm,
    _of.quiet_from, _of.quiet_until, _of.language, _of.sealed,
)  # fmt: skip


def person_in(row: Sequence[Any], vault: Vault) -> Person:
    """`row` holds COLUMNS."""
    number, key, channel, commune, province, rhythm, starts, ends, language, sealed = row
    quiet = None if starts is None else Quiet(starts, ends)
    to = Address(channel, vault.open_subscriber(key, sealed))
    return Person(number, to, commune, province, RHYTHMS[rhythm], quiet, language)
