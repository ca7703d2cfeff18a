"""Carries out what an officer typed about one tip: the number, what it is about, and the words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desks.desk import Officer
from desks.errors import EmptyWords
from handlers.zalo.groups import menus
from handlers.zalo.groups.desk import GroupDesk
from handlers.zalo.groups.reply import take_button, take_number
from tips.cards import cards, more
from tips.cards.face import brief
from tips.cards.typed import Row, number_of, rows_of
from tips.moves.table import MOVES, TO_RESIDENT, Argument, DeskMove, MoveOrder, MoveWords
from tips.reading.asked_words import confirmed
from tips.tasks import hamlet_of
from tips.tip import Tip, tip_code
from tips.triage.transfer_ports import Trace
from tips.triage.triage import Pressed
from wording.catalogue import text

_Numbered = list[tuple[int, Row]]
TYPED = 40  # characters repeated of what was not found


@dataclass(frozen=True, slots=True)
class Typed:
    """`words`: what stands after the number."""

    desk: GroupDesk
    officer: Officer
    tip: Tip
    event_id: str
    words: str


class Ask(Exception):
    """What was typed is not enough yet; the text says what is missing."""


async def carry_out(typed: Typed) -> Sequence[str]:
    """What the group is told of it. TipProblem where it is refused."""
    button, rest = take_button(typed.words, typed.tip)
    now = typed.desk.clock.now()
    if button == cards.DETAIL:
        await typed.desk.audit.looked(typed.officer, typed.tip.code)
        return cards.detail(typed.tip, typed.desk.directory, now)
    if button == more.MORE:
        return [menus.rare(typed.tip, typed.officer, now)]
    if not button:
        reach = await typed.desk.describe_reach(typed.tip)
        return [menus.everything(typed.tip, typed.officer, now, reach)]
    try:
        return [await _press(replace(typed, words=rest), MOVES[button])]
    except Ask as question:
        return [str(question)]


async def _press(typed: Typed, move: DeskMove) -> str:
    tip = await typed.desk.triage.tip(typed.officer, typed.tip.code, move.action)
    typed = replace(typed, tip=tip)
    argument, words = await _chosen(typed, move)
    words = confirmed(words) if move.words in TO_RESIDENT else words.strip()
    order = MoveOrder(move.name, "" if argument == more.NOTHING else argument, words)
    pressed = Pressed(typed.officer, tip.code, typed.event_id, tip)
    try:
        after = await typed.desk.moves.press(pressed, order)
    except EmptyWords:
        reach = await typed.desk.describe_reach(tip) if move.words in TO_RESIDENT else ""
        raise Ask(menus.how_to_say(move, tip, _as_typed(typed, move), reach)) from None
    return _done(move, tip, after)


def _done(move: DeskMove, tip: Tip, after: Tip | Trace) -> str:
    """Whose words went where is always said; else only what the card's news will not say."""
    told = {MoveWords.ANSWER: "telegram.asked", MoveWords.NOTE: "telegram.noted"}.get(move.words)
    if told:
        return text(told, "vi", code=tip.code)
    if not isinstance(after, Tip) or brief(after) != brief(tip):
        return ""
    return (
        more.done(move.name, tip) if move.is_rare else text("zalo_groups.done", "vi", code=tip.code)
    )


def _as_typed(typed: Typed, move: DeskMove) -> str:
    """The numbers before the words, for an example that can be copied."""
    number = number_of(move.name)
    chosen, _ = take_number(typed.words) if rows_of(move.names) else (0, "")
    return f"{number}.{chosen}" if chosen else number


# --- what a move is about ---------------------------------------------------------------------


async def _chosen(typed: Typed, move: DeskMove) -> tuple[str, str]:
    """The argument, and the words after it. Ask where it is still to be chosen."""
    if move.names in more.BARE:
        return more.meant_by(move.name, typed.tip), typed.words
    if move.names in menus.FIND:
        return await _found(typed, move)
    rows, offered = await _rows(typed, move)
    number, rest = take_number(typed.words)
    chosen = dict(rows).get(number)
    if chosen is None:
        raise Ask(menus.choices(move, typed.tip, offered))
    return chosen.value, rest


async def _rows(typed: Typed, move: DeskMove) -> tuple[_Numbered, _Numbered]:
    """All that a number may mean, and of these what is offered."""
    if move.names is Argument.COLLEAGUE:
        rows = await _colleagues(typed)
        return rows, [(n, row) for n, row in rows if row.value != typed.officer.id]
    if move.names is Argument.HAMLET:
        rows = await _hamlets(typed)
        return rows, rows
    rows = list(enumerate(rows_of(move.names), start=1))
    return rows, list(menus.offered(move, typed.tip, typed.officer))


async def _colleagues(typed: Typed) -> _Numbered:
    """By the names they have at the desk; only who comes or goes changes a number."""
    people = sorted(await typed.desk.moves.colleagues(typed.tip), key=lambda one: one.label)
    return [(n, Row(one.id, one.label)) for n, one in enumerate(people, start=1)]


async def _hamlets(typed: Typed) -> _Numbered:
    teams = await typed.desk.moves.teams(typed.tip)
    return [(n, Row(one.id, hamlet_of(one))) for n, one in enumerate(teams, start=1)]


async def _found(typed: Typed, move: DeskMove) -> tuple[str, str]:
    name, colon, words = typed.words.partition(":")
    if not (name.strip() and colon):
        raise Ask(menus.how_to_find(move, typed.tip))
    if move.names is Argument.TIP:
        return tip_code(name.strip()), words
    found = await _places(typed, move, name)
    if len(found) == 1:
        return found[0].value, words
    if not found:
        raise Ask(text("zalo_groups.found_nothing", "vi", words=name.strip()[:TYPED]))
    named = "\n".join(f"{row.value} {row.label}" for row in found)
    code, number = typed.tip.code, number_of(move.name)
    raise Ask(text("zalo_groups.found_many", "vi", code=code, number=number, found=named))


async def _places(typed: Typed, move: DeskMove, name: str) -> list[Row]:
    finding = typed.desk.finding
    if move.names is Argument.DESK:
        desks = await finding.open_desks(typed.officer, name)
        exact = [one for one in desks if one.code == name.strip().upper()]
        return [Row(one.code, one.name) for one in exact or desks]
    communes = finding.communes(typed.officer, name)
    return [Row(one.code, f"{one.full_name} ({one.province.name})") for one in communes]


def event_of(event_id: str) -> str:
    return f"zalo-{event_id}"
