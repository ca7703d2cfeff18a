"""Counts how many rows are understood, with the figures that the product is judged by."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from training.understanding.rows import Row

STORED = {"tip", "crisis"}
FIGURES_OF_SPEECH = ("not.", "crisis.not", "crisis.past", "tm.")  # names of families


@dataclass(frozen=True, slots=True)
class Heard:
    """What some way of understanding makes of one message."""

    intent: str = "tip"
    kinds: Sequence[str] = ()  # likeliest first
    numbers: frozenset[str] = frozenset()
    is_crisis: bool = False
    outside: str = "in"  # "in", "asked" or "declined"

    @property
    def shows_a_number(self) -> bool:
        """Words of care have two numbers below them."""
        return bool(self.numbers) or self.is_crisis


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    good: int
    of: int

    @property
    def share(self) -> float:
        return self.good / self.of if self.of else 0.0


Listen = Callable[[str], Heard]


def measure(rows: Iterable[Row], listen: Listen) -> list[Figure]:
    heard = [(row, listen(row.text)) for row in rows]
    return [
        Figure(name, sum(good(row, ear) for row, ear in those), len(those))
        for name, whom, good in _FIGURES
        if (those := [(row, ear) for row, ear in heard if whom(row)])
    ]


def may_come(row: Row) -> frozenset[str]:
    return (row.danger | row.danger_ok).union(*row.danger_any)


def _must_come(row: Row) -> bool:
    return bool(row.danger or row.danger_any)


def _came(row: Row, heard: Heard) -> bool:
    shown = heard.numbers | ({"crisis"} if heard.is_crisis else set())
    return row.danger <= shown and all(group & shown for group in row.danger_any)


def _is_calm(row: Row) -> bool:
    return not may_come(row) - {"crisis"}


def _is_figure_of_speech(row: Row) -> bool:
    return _is_calm(row) and row.family.startswith(FIGURES_OF_SPEECH)


def _is_outside(row: Row) -> bool:
    return bool(row.scopes) and row.intent in {"out_of_scope", "paperwork"}


def _is_grave(row: Row) -> bool:
    return _is_outside(row) and row.scopes[0] in {"official", "politics", "religion"}


def _is_tip(row: Row) -> bool:
    return row.intent == "tip" and bool(row.kinds)


def _is_no_tip(row: Row) -> bool:
    return row.intent not in STORED and not STORED & set(row.intents)


def _is_taken(heard: Heard) -> bool:
    return heard.intent in STORED and heard.outside == "in"


_FIGURES: tuple[tuple[str, Callable[[Row], bool], Callable[[Row, Heard], bool]], ...] = (
    ("every number that must come", _must_come, _came),
    ("words of care", lambda row: "crisis" in row.danger, lambda _, heard: heard.is_crisis),
    ("a number where none may", _is_calm, lambda _, heard: heard.shows_a_number),
    ("… on figures of speech", _is_figure_of_speech, lambda _, heard: heard.shows_a_number),
    ("care where none may", lambda row: row.intent != "crisis" and "crisis" not in may_come(row),
     lambda _, heard: heard.is_crisis),
    ("outside: declined or asked", _is_outside, lambda _, heard: heard.outside != "in"),
    ("… official, politics, religion", _is_grave, lambda _, heard: heard.outside != "in"),
    ("tips declined", _is_tip, lambda _, heard: heard.outside == "declined"),
    ("tips asked about their scope", _is_tip, lambda _, heard: heard.outside == "asked"),
    ("right kind first", _is_tip, lambda row, heard: heard.kinds[:1] == row.kinds[:1]),
    ("… accepted", _is_tip, lambda row, heard: bool(set(heard.kinds[:1]) & set(row.kinds))),
    ("right kind among three", _is_tip,
     lambda row, heard: bool(set(heard.kinds[:3]) & set(row.kinds))),
    ("no tips that are stored", _is_no_tip, lambda _, heard: _is_taken(heard)),
    ("tips that are not taken", _is_tip, lambda _, heard: heard.intent not in STORED),
)  # fmt: skip
