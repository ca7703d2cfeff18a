"""A subscriber's row as a person who may be written to."""

from typing import Any

from sqlalchemy import Row

from broadcasts.subscriber import Person, Quiet, Rhythm
from channels.message import Address
from storage.sealing import Vault


def person_in(row: Row[Any], vault: Vault) -> Person:
    quiet = None if row.quiet_from is None else Quiet(row.quiet_from, row.quiet_until)
    return Person(
        id=row.id,
        to=Address(row.channel, vault.open_subscriber(row.subscriber_key, row.sealed)),
        commune=row.commune,
        province=row.province,
        rhythm=Rhythm(row.rhythm),
        quiet=quiet,
        language=row.language,
    )
