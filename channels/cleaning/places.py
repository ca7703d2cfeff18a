"""Who gives up a place of the cleaning room: what takes long, for a lighter sender who waits.

Two networks with a hostile file each held both places for as long as a file may be computed on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

SLICE = 2.0  # seconds that each file has whoever waits; most pictures need less


@dataclass(frozen=True, slots=True)
class Taken:
    """A place as it is seen in one moment."""

    seconds: float  # since this file began
    weight: float  # what its sender took lately, this file as well
    is_long: bool = False  # it may go on to its end
    may_yield: bool = True  # it can be stopped, and begun again later


class Fate(Enum):
    GOES_ON = auto()  # to its end: one of the few that may be long
    YIELDS = auto()


def judge(places: Sequence[Taken], lightest: float, most_long: int) -> tuple[int, Fate] | None:
    """Which place, when all are taken and the lightest who waits took `lightest` lately. A file
    yields once: from then on it waits for a place where it may be long.
    """
    over = [
        number
        for number, one in enumerate(places)
        if one.may_yield and not one.is_long and one.seconds >= SLICE and one.weight > lightest
    ]
    if not over:
        return None
    eldest = max(over, key=lambda number: places[number].seconds)
    if sum(one.is_long for one in places) < most_long:
        return eldest, Fate.GOES_ON
    return min(over, key=lambda number: places[number].seconds), Fate.YIELDS


def next_look(places: Sequence[Taken]) -> float | None:
    """In how many seconds another place may have to yield."""
    left = [SLICE - one.seconds for one in places if one.may_yield and not one.is_long]
    return min((one for one in left if one > 0), default=None)
