"""What became of each person of a frozen audience: one byte each, and the ledger they make.

`sent + blocked + failed + unknown + opted_out + deferred + pending = frozen audience`, always:
every person has exactly one mark.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import IntEnum


class Mark(IntEnum):
    PENDING = 0
    SENT = 1
    BLOCKED = 2  # 403, or the chat is gone: the subscription was closed
    FAILED = 3  # the platform will never take this message
    UNKNOWN = 4  # it may have arrived: said so, never called sent
    OPTED_OUT = 5  # stopped between the freeze and the sending
    DEFERRED = 6  # their quiet hours, or three lessons this week already
    AGAIN = 7  # pending, and may have arrived already: sent once more at the shard's end


WAITING = frozenset({Mark.PENDING, Mark.AGAIN})


@dataclass(frozen=True, slots=True)
class Ledger:
    sent: int = 0
    blocked: int = 0
    failed: int = 0
    unknown: int = 0
    opted_out: int = 0
    deferred: int = 0
    pending: int = 0

    @property
    def total(self) -> int:
        return sum(getattr(self, field.name) for field in fields(self))


def ledger_of(marks: bytes) -> Ledger:
    """Counts one shard's marks."""
    found = [marks.count(mark) for mark in Mark]
    return Ledger(
        sent=found[Mark.SENT],
        blocked=found[Mark.BLOCKED],
        failed=found[Mark.FAILED],
        unknown=found[Mark.UNKNOWN],
        opted_out=found[Mark.OPTED_OUT],
        deferred=found[Mark.DEFERRED],
        pending=found[Mark.PENDING] + found[Mark.AGAIN],
    )


def together(ledgers: Iterable[Ledger]) -> Ledger:
    rows = list(ledgers)
    return Ledger(
        **{field.name: sum(getattr(row, field.name) for row in rows) for field in fields(Ledger)}
    )
