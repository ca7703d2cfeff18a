"""How far a trial goes: in the suite enough to notice a fault, under `make trials` all the way."""

import os
from collections.abc import Iterator, Sequence
from typing import TypeVar

import pytest

T = TypeVar("T")

ALL_THE_WAY = os.environ.get("TINBAO_TRIALS") == "long"
KINDS = ("sqlite", "postgres")


def lasting(short: T, long: T) -> T:
    return long if ALL_THE_WAY else short


def left_out(items: Sequence[pytest.Item]) -> Iterator[pytest.Item]:
    """Of a story told on either database, the one it is not told on this time: whole stories take
    turns, and what only differs between databases is asked of the stores themselves.
    """
    turns: dict[str, int] = {}
    for item in items:
        kind = _kind_of(item)
        if item.get_closest_marker("trial"):
            yield item
        elif kind and item.get_closest_marker("either_database"):
            turn = turns.setdefault(item.nodeid.replace(kind, ""), len(turns))
            if KINDS[turn % 2] != kind:
                yield item


def _kind_of(item: pytest.Item) -> str:
    call = getattr(item, "callspec", None)
    return str(call.params.get("kind", "")) if call else ""
