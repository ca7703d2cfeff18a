"""One of the rarer moves, fully told: whose tip, which colleague, desk, tip or kind, and why."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from desks.desk import Code, Officer
from handlers.telegram.officers.desk import Desk
from tips.cards import more
from tips.tip import Status, Tip, tip_code
from tips.triage.transfer_ports import Trace
from wording.catalogue import text


@dataclass(frozen=True, slots=True)
class Order:
    desk: Desk
    officer: Officer
    code: Code
    move: str
    argument: str
    reason: str
    event_id: str


Moved = Awaitable[Tip | Trace]


async def carry_out(order: Order) -> str:
    """What the officer is told. Raises what the use cases raise."""
    tip = await order.desk.triage.tip(order.officer, order.code)
    label = more.label_of(order.move, tip).rstrip("…")
    await DONE[order.move](order)
    return text("telegram.move_done", "vi", move=label, code=order.code)


def _assign(order: Order) -> Moved:
    dispatch = order.desk.moving.dispatch
    return dispatch.assign(order.officer, order.code, order.argument, order.reason, order.event_id)


def _hand_over(order: Order) -> Moved:
    dispatch = order.desk.moving.dispatch
    return dispatch.hand_over(
        order.officer, order.code, order.argument, order.reason, order.event_id
    )


def _merge(order: Order) -> Moved:
    into = tip_code(order.argument)
    dispatch = order.desk.moving.dispatch
    return dispatch.merge(order.officer, order.code, into, order.reason, order.event_id)


def _split(order: Order) -> Moved:
    dispatch = order.desk.moving.dispatch
    return dispatch.split(order.officer, order.code, None, order.reason, order.event_id)


def _kind(order: Order) -> Moved:
    dispatch = order.desk.moving.dispatch
    return dispatch.set_kind(
        order.officer, order.code, order.argument, order.reason, order.event_id
    )


def _place(order: Order) -> Moved:
    dispatch = order.desk.moving.dispatch
    return dispatch.set_place(
        order.officer, order.code, order.argument, order.reason, order.event_id
    )


def _extend(order: Order) -> Moved:
    return order.desk.moving.dispatch.extend(
        order.officer, order.code, order.reason, order.event_id
    )


async def _mute(order: Order) -> Tip:
    """The other way round than it is."""
    tip = await order.desk.triage.tip(order.officer, order.code)
    return await order.desk.moving.dispatch.mute(
        order.officer, order.code, not tip.muted, order.reason, order.event_id
    )


def _spam(order: Order) -> Moved:
    return order.desk.moving.dispatch.spam(order.officer, order.code, order.reason, order.event_id)


def _turn(status: Status) -> Callable[[Order], Moved]:
    def turn(order: Order) -> Moved:
        return order.desk.triage.set_status(
            order.officer, order.code, status, order.event_id, order.reason
        )

    return turn


def _close(order: Order) -> Moved:
    return order.desk.triage.close(
        order.officer, order.code, order.argument, order.reason, order.event_id
    )


DONE: Mapping[str, Callable[[Order], Moved]] = {
    more.ASSIGN: _assign,
    more.HANDOVER: _hand_over,
    more.MERGE: _merge,
    more.SPLIT: _split,
    more.KIND: _kind,
    more.PLACE: _place,
    more.EXTEND: _extend,
    more.MUTE: _mute,
    more.SPAM: _spam,
    more.PASSED: _turn(Status.PASSED_ON),
    more.TAKEN_UP: _turn(Status.TAKEN_UP),
    more.CLOSE_WITH: _close,
}
