"""The rarer moves on a group's cards: which there are, what each needs, and why. Pure.

A choice is "move:code", then "move:code:argument" once it is known which colleague, desk, tip or
kind is meant, then "move:code:argument:why". All of it fits the 64 bytes of a button, so that a
menu works after a restart and costs the group no message.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from communes.directory import Commune
from desks.desk import Code, Desk, Officer
from messages.message import Button, Choice
from tips.mediation import Matter, matter_label
from tips.moves.offered import allowed_moves
from tips.moves.table import MOVES, OFF, ON, Argument, DeskMove, rare_moves
from tips.reading.kinds import every_kind
from tips.rewards import SUMS, sum_label
from tips.statuses import CLOSING_REASONS, closing_label
from tips.tasks import hamlet_of
from tips.tip import Status, Tip
from tips.triage.duplicates import Likely
from wording.catalogue import catalogue, text
from wording.clean import cut

MORE = "more"
PASSED, TAKEN_UP, CLOSE_WITH = "passed", "takenup", "closewith"
# Buttons of a card that are a move of the table with something chosen already.
CHOSEN: Mapping[str, tuple[str, str]] = {
    PASSED: ("status", Status.PASSED_ON),
    TAKEN_UP: ("status", Status.TAKEN_UP),
    CLOSE_WITH: ("close", ""),
}

NOTHING = "-"  # the argument of a move that needs none
TYPED, WRITTEN = "?", "w"  # to be typed: what is meant, or why
SAID = frozenset({TAKEN_UP, CLOSE_WITH})  # always in the officer's own words
BARE = frozenset({Argument.NOTHING, Argument.SWITCH, Argument.LINE})  # nothing to choose on a card
FOUND = frozenset({Argument.DESK, Argument.COMMUNE, Argument.TIP})  # may be typed
LABEL = 40  # characters of a button


def every_button() -> tuple[str, ...]:
    """Argument of the buttons that ask for a reason."""
    return (*(move.name for move in rare_moves()), *CHOSEN)


def move_of(button: str) -> DeskMove:
    name, _ = CHOSEN.get(button, (button, ""))
    return MOVES[name]


def meant_by(button: str, tip: Tip, argument: str = "") -> str:
    """What is meant, as far as the button or the tip says it. Empty: to be chosen."""
    _, chosen = CHOSEN.get(button, ("", ""))
    if chosen or argument not in ("", NOTHING):
        return chosen or argument
    move = move_of(button)
    if move.names is Argument.SWITCH:
        return OFF if move.is_again(tip) else ON
    return NOTHING if move.names in BARE else ""


def needs_own_words(button: str) -> bool:
    return button in SAID or not move_of(button).has_ready_words


def more_menu(tip: Tip, officer: Officer, now: datetime) -> tuple[Button, ...]:
    """What this officer may do, beside what the card shows already."""
    possible = allowed_moves(tip, officer, now)
    rare = [move.name for move in rare_moves() if move.name in possible]
    return tuple(_button(label_of(name, tip), name, tip.code) for name in rare)


def label_of(button: str, tip: Tip) -> str:
    again = "_again" if move_of(button).is_again(tip) else ""
    return text(f"moves.card_{button}{again}")


def done(button: str, tip: Tip) -> str:
    """`tip`: as it was before."""
    label = label_of(button, tip).rstrip("…")
    return text("telegram.move_done", "vi", move=label, code=tip.code)


def reasons(move: str, code: Code, argument: str) -> tuple[Button, ...]:
    """Ready ones, one press each, and room for another."""
    ready = [
        Button(text(f"moves.reason_{move}_{n}"), _choice(move, code, argument, n))
        for n in _numbers(move)
    ]
    return (*ready, Button(text("moves.reason_other"), _choice(move, code, argument, WRITTEN)))


def reason_of(move: str, number: str) -> str:
    """Empty when there is no such reason: the button is forged, or older than this program."""
    return text(f"moves.reason_{move}_{number}") if number in _numbers(move) else ""


def colleagues(move: str, code: Code, people: Iterable[Officer], me: Officer) -> tuple[Button, ...]:
    names = ((one.id, one.label) for one in people if one.id != me.id)
    return _choices(move, code, names)


def desks(move: str, code: Code, found: Iterable[Desk], *, more: bool) -> tuple[Button, ...]:
    named = _choices(move, code, ((desk.code, desk.name) for desk in found))
    return (*named, *_typing(move, code)) if more else named


def communes(move: str, code: Code, found: Iterable[Commune]) -> tuple[Button, ...]:
    names = ((one.code, f"{one.full_name} ({one.province.name})") for one in found)
    return _choices(move, code, names)


def twins(move: str, code: Code, found: Iterable[Likely]) -> tuple[Button, ...]:
    names = ((one.code, f"{one.code} · {one.gist}") for one in found)
    return (*_choices(move, code, names), *_typing(move, code))


def kinds(move: str, tip: Tip) -> tuple[Button, ...]:
    names = ((kind.id, kind.label()) for kind in every_kind() if kind.id != tip.report.kind)
    return _choices(move, tip.code, names)


def sums(move: str, tip: Tip) -> tuple[Button, ...]:
    names = ((str(one), sum_label(one)) for one in SUMS if one <= tip.terms.reward_most)
    return _choices(move, tip.code, names)


def hamlets(move: str, code: Code, teams: Iterable[Officer]) -> tuple[Button, ...]:
    return _choices(move, code, ((one.id, hamlet_of(one)) for one in teams))


def matters(move: str, code: Code) -> tuple[Button, ...]:
    return _choices(move, code, ((one, matter_label(one)) for one in Matter))


def closings(move: str, code: Code) -> tuple[Button, ...]:
    names = ((reason, closing_label(reason)) for reason in CLOSING_REASONS)
    return _choices(move, code, names)


def _numbers(move: str) -> Sequence[str]:
    known = catalogue()
    numbers = map(str, range(1, 10))
    return [n for n in numbers if f"moves.reason_{move}_{n}" in known]


def _choices(move: str, code: Code, names: Iterable[tuple[str, str]]) -> tuple[Button, ...]:
    """Of each its code and its name."""
    return tuple(Button(cut(name, LABEL), _choice(move, code, one)) for one, name in names)


def _typing(move: str, code: Code) -> Iterator[Button]:
    yield Button(text(f"moves.find_{move}_button"), _choice(move, code, TYPED))


def _button(label: str, move: str, code: Code) -> Button:
    return Button(label, _choice(move, code))


def _choice(*parts: str) -> Choice:
    return Choice(":".join(parts))
