"""Every move an officer can make, one row each. Doors, cards, pages and the question who may press
what read this table: no other place lists the moves.

A new one: a row here, its decision in this folder, its words in wording/catalogue/moves.toml.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Any

from desks.permissions import Action
from tips.moves.base import AnyDecision
from tips.moves.desk_moves import ask, claim, close, note, release, set_status, set_urgency
from tips.moves.facts import keep_by_order, mute, refuse_as_spam, remove_early, set_kind
from tips.moves.legal_time import (
    an_authority,
    extend,
    foretell_extension,
    foretell_shortening,
    shorten,
)
from tips.moves.mediating import mediate
from tips.moves.merging import carve, merge_into, part_from
from tips.moves.rewarding import propose_reward
from tips.moves.sending import Desks, assign, hand_over, set_place
from tips.moves.tasking import give_task
from tips.tip import KindId, Status, Tip, Urgency


class Argument(StrEnum):
    """What the argument of a move names: how it is chosen, typed, checked and looked up."""

    NOTHING = auto()
    COLLEAGUE = auto()
    DESK = auto()  # or a department
    TIP = auto()  # the one to lead
    LINE = auto()  # of the resident; or nothing: the whole tip
    KIND = auto()
    COMMUNE = auto()
    SWITCH = auto()  # ON or OFF
    STATUS = auto()
    URGENCY = auto()
    OUTCOME = auto()  # why it is closed
    SUM = auto()  # of money; none: praise
    MATTER = auto()  # for the mediation group
    HAMLET = auto()  # by a seat of its security team


class MoveWords(StrEnum):
    """What is written with a move, and for whom."""

    NONE = auto()
    REASON = auto()  # for colleagues; never left out
    REMARK = auto()  # for colleagues, if there is something to say
    NOTE = auto()  # for colleagues: the move is nothing but these words
    ANSWER = auto()  # for the resident: the move is nothing but these words
    FAREWELL = auto()  # for the resident, if there is something to say


TO_RESIDENT = frozenset({MoveWords.ANSWER, MoveWords.FAREWELL})
ON, OFF = "on", "off"


@dataclass(frozen=True, slots=True)
class MoveOrder:
    """What an officer asks for, as a door heard it."""

    move: str
    argument: str = ""  # an id, a code, a number, ON or OFF: see `Argument`
    words: str = ""


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What an officer gave with a press, looked up."""

    words: str = ""
    argument: str = ""
    found: Any = None  # the officer, desk, commune or tip that the argument names
    desks: Desks = field(default_factory=dict)  # as far as their names are needed


@dataclass(frozen=True, slots=True)
class DeskMove:
    name: str  # in the API's paths, on buttons and in the log
    action: Action  # by which desks/permissions.py says who may
    decide: Callable[[LookedUp], AnyDecision]
    names: Argument = Argument.NOTHING
    field: str = ""  # what the API calls the argument
    words: MoveWords = MoveWords.REASON
    about: str = ""  # for /openapi.json
    is_rare: bool = True  # behind "Thêm…": whatever the desk's pages have no button for
    is_grave: bool = False  # the page's button warns
    is_again: Callable[[Tip], bool] = lambda _: False  # it undoes, or is the second of two
    foretell: Callable[[Tip], str] = lambda _: ""  # what it would bring, said before the press
    example: Callable[[Tip], str] = lambda _: "?"  # words that it would take
    has_ready_words: bool = True  # a group's card offers reasons for one press


def _split(asked: LookedUp) -> AnyDecision:
    if asked.argument:
        return carve(int(asked.argument), asked.words)
    return part_from(asked.found, asked.words)


_EVERY = (
    DeskMove("claim", Action.CLAIM, lambda _: claim, words=MoveWords.NONE, is_rare=False),
    DeskMove("release", Action.RELEASE, lambda _: release, words=MoveWords.NONE, is_rare=False),
    DeskMove(
        "ask",
        Action.ASK,
        lambda asked: ask(asked.words),
        words=MoveWords.ANSWER,
        about="The words go to the citizen.",
        is_rare=False,
    ),
    DeskMove(
        "note",
        Action.NOTE,
        lambda asked: note(asked.words),
        words=MoveWords.NOTE,
        about="The words stay at the desk: the citizen never reads them.",
        is_rare=False,
    ),
    DeskMove(
        "urgency",
        Action.URGENCY,
        lambda asked: set_urgency(Urgency(asked.argument), asked.words),
        Argument.URGENCY,
        "urgency",
        MoveWords.REMARK,
        is_rare=False,
    ),
    DeskMove(
        "status",
        Action.STATUS,
        lambda asked: set_status(Status(asked.argument), asked.words),
        Argument.STATUS,
        "status",
        MoveWords.REMARK,
        is_rare=False,
    ),
    DeskMove(
        "close",
        Action.CLOSE,
        lambda asked: close(asked.argument, asked.words),
        Argument.OUTCOME,
        "reason",
        MoveWords.FAREWELL,
        "The reason's sentence and the words go to the citizen.",
        is_rare=False,
    ),
    DeskMove(
        "assign",
        Action.ASSIGN,
        lambda asked: assign(asked.found, asked.words),
        Argument.COLLEAGUE,
        "officer",
        about="To a colleague of the desk that has the tip: by id, or by the name colleagues see.",
    ),
    DeskMove(
        "handover",
        Action.HANDOVER,
        lambda asked: hand_over(asked.found, asked.desks, asked.words),
        Argument.DESK,
        "desk",
        about='To another open desk, or a department ("PC04"). Everything goes along; this desk '
        "keeps what `trace` shows.",
        is_grave=True,
    ),
    DeskMove(
        "merge",
        Action.MERGE,
        lambda asked: merge_into(asked.found, asked.words),
        Argument.TIP,
        "into",
        about="Answers with the tip it was merged into. Each resident keeps a private thread.",
    ),
    DeskMove(
        "split",
        Action.SPLIT,
        _split,
        Argument.LINE,
        "line",
        about="Undoes a merge; with `line`, makes a new tip of what the resident said there.",
    ),
    DeskMove(
        "kind",
        Action.KIND,
        lambda asked: set_kind(KindId(asked.argument), asked.words),
        Argument.KIND,
        "kind",
    ),
    DeskMove(
        "place",
        Action.PLACE,
        lambda asked: set_place(asked.found, asked.desks, asked.words),
        Argument.COMMUNE,
        "commune",
        about="The commune where it happened. The tip moves to its desk, if that is open.",
        is_grave=True,
    ),
    DeskMove(
        "extend",
        Action.EXTEND,
        lambda asked: extend(asked.words),
        about="The legal time: from 20 days to two months, then two more. The reason names the "
        "decision that allows it: number, day, whose. The resident is told the new date.",
        foretell=foretell_extension,
        example=an_authority,
        has_ready_words=False,
    ),
    DeskMove(
        "shorten",
        Action.SHORTEN,
        lambda asked: shorten(asked.words),
        about="Undoes the newest extension.",
        foretell=foretell_shortening,
        is_grave=True,
    ),
    DeskMove(
        "mute",
        Action.MUTE,
        lambda asked: mute(asked.argument != OFF, asked.words),
        Argument.SWITCH,
        "muted",
        about="The resident's further words ring nobody. They are kept, and reminders go on.",
        is_again=lambda tip: tip.muted,
    ),
    DeskMove(
        "spam",
        Action.SPAM,
        lambda asked: refuse_as_spam(asked.words),
        about="Proposes to refuse it; a second officer's `spam` consents and closes it.",
        is_grave=True,
        is_again=lambda tip: tip.spam_by is not None,
    ),
    DeskMove(
        "reward",
        Action.REWARD,
        lambda asked: propose_reward(asked.argument, asked.words),
        Argument.SUM,
        "sum",
        about="Proposes thanks for the tip; a second officer's `reward` of the same sum grants it. "
        "The resident is told, and may fetch a sum without a name.",
        is_again=lambda tip: tip.reward is not None,
    ),
    DeskMove(
        "legal_hold",
        Action.LEGAL_HOLD,
        lambda asked: keep_by_order(asked.argument != OFF, asked.words),
        Argument.SWITCH,
        "kept",
        about="Its words and files stay beyond their time, or not any more. The reason names the "
        "order: number, day, whose. Only a commander's.",
        is_again=lambda tip: tip.legal_hold is not None,
        has_ready_words=False,
    ),
    DeskMove(
        "remove",
        Action.REMOVE,
        lambda asked: remove_early(asked.words),
        about="Proposes to take away the words and files of a closed tip before their time; a "
        "commander's `remove` decides it. The reason names the law or order.",
        is_grave=True,
        is_again=lambda tip: tip.removal is not None,
        has_ready_words=False,
    ),
    DeskMove(
        "mediate",
        Action.STATUS,
        lambda asked: mediate(asked.argument, asked.words),
        Argument.MATTER,
        "matter",
        about="A quarrel goes to the commune's mediation group, with a paper in the officer's own "
        "words: nothing of the tip. The resident is told. Crimes are never mediated.",
        has_ready_words=False,
    ),
    DeskMove(
        "task",
        Action.ASK,  # as every word that leaves the desk
        lambda asked: give_task(asked.found, asked.words),
        Argument.HAMLET,
        "hamlet",
        about="Asks something of a hamlet's security team, in the officer's own words: it reads "
        "nothing of the tip. What the team answers stands among the notes.",
        has_ready_words=False,
    ),
)

MOVES: Mapping[str, DeskMove] = {move.name: move for move in _EVERY}


def rare_moves() -> tuple[DeskMove, ...]:
    """In the order of the menus."""
    return tuple(move for move in MOVES.values() if move.is_rare)
