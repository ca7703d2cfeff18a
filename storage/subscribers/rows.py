"""A subscription as columns and back."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Row

from broadcasts.audience.subscriber import Person, Quiet, Rhythm, Wishes
from broadcasts.audience.topics import group_bits, groups_of, topic_bits, topics_of
from broadcasts.subscribing.subscription import Subscription
from messages.message import Address
from storage.sealing.vault import Vault
from storage.tables.lessons import subscribers

MOST_SETS = 10_000  # most people choose the same


@lru_cache(MOST_SETS)
def _topics(chosen: frozenset[str]) -> int:
    return topic_bits(chosen)


@lru_cache(MOST_SETS)
def _groups(chosen: frozenset[str]) -> int:
    return group_bits(chosen)


def wishes_in(row: Row[Any]) -> Wishes:
    quiet = None if row.quiet_from is None else Quiet(row.quiet_from, row.quiet_until)
    return Wishes(
        topics=frozenset(topics_of(row.topics)),
        groups=frozenset(groups_of(row.groups)),
        province=row.province,
        commune=row.commune,
        rhythm=Rhythm(row.rhythm),
        quiet=quiet,
        language=row.language,
    )


def subscription_in(row: Row[Any], today: str) -> Subscription:
    """What was asked on another day is not waited for any more."""
    return Subscription(wishes_in(row), row.awaiting if row.awaiting_day == today else "")


def wishes_out(wishes: Wishes) -> dict[str, object]:
    return {
        "province": wishes.province,
        "commune": wishes.commune,
        "topics": _topics(wishes.topics),
        "groups": _groups(wishes.groups),
        "rhythm": int(wishes.rhythm),
        "quiet_from": wishes.quiet.starts if wishes.quiet else None,
        "quiet_until": wishes.quiet.ends if wishes.quiet else None,
        "language": wishes.language,
    }


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
