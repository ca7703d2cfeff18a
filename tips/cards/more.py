"""The rarer moves on a group's cards: which there are, what each needs, and why. Pure.

A choice is "move:code", then "move:code:argument" once it is known which colleague, desk, tip or
kind is meant, then "move:code:argument:why". All of it fits the 64 bytes of a button, so that a
menu works after a restart and costs the group no message.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from communes.directory import Commune
from desks.desk import Code, Desk, Officer
from messages.message import Button, Choice
from tips.moves.offered import all_moves
from tips.reading.kinds import every_kind
from tips.statuses import CLOSING_REASONS, closing_label
from tips.tip import Tip
from tips.triage.duplicates import Likely
from wording.catalogue import catalogue, text
from wording.clean import cut

MORE = "more"
ASSIGN, HANDOVER, MERGE, SPLIT = "assign", "handover", "merge", "split"
KIND, PLACE, EXTEND, MUTE, SPAM = "kind", "place", "extend", "mute", "spam"
PASSED, TAKEN_UP, CLOSE_WITH = "passed", "takenup", "closewith"

NOTHING = "-"  # the argument of a move that needs none
TYPED, WRITTEN = "?", "w"  # to be typed: what is meant, or why
BARE = frozenset({SPLIT, EXTEND, MUTE, SPAM, PASSED, TAKEN_UP})  # nothing to choose
SAID = frozenset({TAKEN_UP, CLOSE_WITH})  # always in the officer's own words
FOUND = frozenset({HANDOVER, PLACE, MERGE})  # may be typed
EVERY = (ASSIGN, HANDOVER, MERGE, SPLIT, KIND, PLACE, EXTEND, MUTE, SPAM)
MOVES = frozenset({*EVERY, PASSED, TAKEN_UP, CLOSE_WITH})
LABEL = 40  # characters of a button


def more_menu(tip: Tip, officer: Officer, now: datetime) -> tuple[Button, ...]:
    """What this officer may do, beside what the card shows already."""
    possible = all_moves(tip, officer, now)
    return tuple(_button(label_of(name, tip), name, tip.code) for name in EVERY if name in possible)


def label_of(move: str, tip: Tip) -> str:
    turned = (move == MUTE and tip.muted) or (move == SPAM and tip.spam_by is not None)
    return text(f"telegram.move_{move}_again" if turned else f"telegram.move_{move}")


def reasons(move: str, code: Code, argument: str) -> tuple[Button, ...]:
    """Ready ones, one press each, and room for another."""
    ready = [
        Button(text(f"telegram.reason_{move}_{n}"), _choice(move, code, argument, n))
        for n in _numbers(move)
    ]
    return (*ready, Button(text("telegram.reason_other"), _choice(move, code, argument, WRITTEN)))


def reason_of(move: str, number: str) -> str:
    """Empty when there is no such reason: the button is forged, or older than this program."""
    return text(f"telegram.reason_{move}_{number}") if number in _numbers(move) else ""


def colleagues(code: Code, people: Iterable[Officer], me: Officer) -> tuple[Button, ...]:
    return _choices(ASSIGN, code, ((one.id, one.label) for one in people if one.id != me.id))


def desks(code: Code, found: Iterable[Desk], *, more: bool) -> tuple[Button, ...]:
    named = _choices(HANDOVER, code, ((desk.code, desk.name) for desk in found))
    return (*named, *_typing(HANDOVER, code)) if more else named


def communes(code: Code, found: Iterable[Commune]) -> tuple[Button, ...]:
    names = ((one.code, f"{one.full_name} ({one.province.name})") for one in found)
    return _choices(PLACE, code, names)


def twins(code: Code, found: Iterable[Likely]) -> tuple[Button, ...]:
    names = ((one.code, f"{one.code} · {one.gist}") for one in found)
    return (*_choices(MERGE, code, names), *_typing(MERGE, code))


def kinds(tip: Tip) -> tuple[Button, ...]:
    names = ((kind.id, kind.label()) for kind in every_kind() if kind.id != tip.report.kind)
    return _choices(KIND, tip.code, names)


def closings(code: Code) -> tuple[Button, ...]:
    names = ((reason, closing_label(reason)) for reason in CLOSING_REASONS)
    return _choices(CLOSE_WITH, code, names)


def _numbers(move: str) -> Sequence[str]:
    known = catalogue()
    numbers = map(str, range(1, 10))
    return [n for n in numbers if f"telegram.reason_{move}_{n}" in known]


def _choices(move: str, code: Code, names: Iterable[tuple[str, str]]) -> tuple[Button, ...]:
    """Of each its code and its name."""
    return tuple(Button(cut(name, LABEL), _choice(move, code, one)) for one, name in names)


def _typing(move: str, code: Code) -> Iterator[Button]:
    yield Button(text(f"telegram.find_{move}_button"), _choice(move, code, TYPED))


def _button(label: str, move: str, code: Code) -> Button:
    return Button(label, _choice(move, code))


def _choice(*parts: str) -> Choice:
    return Choice(":".join(parts))
