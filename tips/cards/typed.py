"""Cards where a group has no buttons: what may be pressed stands as numbers to be typed. Pure.

A number means the same on every card and at any time, whatever the tip has become meanwhile: an
officer who answers an old card must never do something else than what they read there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from messages.channels import CHANNELS
from messages.message import Button, Outgoing
from tips.cards.face import brief
from tips.cards.more import MORE
from tips.letters import LetterKind, WaitingLetter
from tips.mediation import Matter, matter_label
from tips.moves.table import MOVES, Argument, rare_moves
from tips.reading.kinds import every_kind, kind_label
from tips.rewards import SUMS, sum_label
from tips.statuses import CLOSING_REASONS, closing_label, status_label, urgency_label
from tips.tip import Status, Urgency
from wording.catalogue import text

DETAIL = "detail"
EVERYDAY = (*(move.name for move in MOVES.values() if not move.is_rare), MORE, DETAIL)
RARE = tuple(move.name for move in rare_moves())


@dataclass(frozen=True, slots=True)
class Row:
    """One of several to choose from: what it is, and what officers call it."""

    value: str
    label: str


def rows_of(names: Argument) -> Sequence[Row]:
    """Always the same ones in the same order; empty where the tip or the desk decides."""
    return {
        Argument.URGENCY: [Row(one, urgency_label(one)) for one in Urgency],
        Argument.STATUS: [Row(one, status_label(one)) for one in Status],
        Argument.OUTCOME: [Row(one, closing_label(one)) for one in CLOSING_REASONS],
        Argument.KIND: [Row(one.id, kind_label(one.id)) for one in every_kind()],
        Argument.SUM: [Row(str(one), sum_label(one)) for one in SUMS],
        Argument.MATTER: [Row(one, matter_label(one)) for one in Matter],
    }.get(names, [])


def number_of(button: str) -> str:
    """What is typed for it: "1", "8.2"; empty for what no number stands for."""
    if button in EVERYDAY:
        return str(EVERYDAY.index(button) + 1)
    return f"{number_of(MORE)}.{RARE.index(button) + 1}" if button in RARE else ""


def as_typed(message: Outgoing, letter: WaitingLetter) -> Outgoing:
    """For a desk's group without buttons; any other message as it is."""
    row = CHANNELS.find(letter.to.channel)
    if row is None or row.has_buttons or not row.for_officers:
        return message
    if letter.message_id and letter.kind == LetterKind.CARD:
        return replace(message, text=brief(letter.tip), buttons=(), silent=True)
    told = _spelled(message.buttons)
    how = text("zalo_groups.card_how", "vi", code=letter.tip.code, choices=told) if told else ""
    return replace(message, text="\n\n".join(filter(None, (message.text, how))), buttons=())


def _spelled(buttons: Iterable[Button]) -> str:
    told = (_spell(one) for one in buttons)
    return text("zalo_groups.between").join(filter(None, told))


def _spell(button: Button) -> str:
    name, _, rest = button.choice.partition(":")
    number, argument = number_of(name), rest.partition(":")[2]
    values = [row.value for row in rows_of(MOVES[name].names)] if name in MOVES else []
    if argument in values:
        number = f"{number}.{values.index(argument) + 1}"
    return f"{number} {button.label.rstrip('…')}" if number else ""
