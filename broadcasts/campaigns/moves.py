"""Which move a campaign allows, whose it is, and where it leads. Pure; saving is the store's."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from broadcasts.audience.subscriber import Quiet
from broadcasts.campaigns.campaign import OVER, Campaign, Kind, State
from broadcasts.errors import LacksRight, MoveNotPossible, NeedsSecondPerson
from broadcasts.plan.plan import Once, next_due, started
from desks.permissions import Author, Right


class Move(StrEnum):
    APPROVE = "approve"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    RELEASE = "release"  # what a bad canary held
    RESOLVE = "resolve"  # outcomes that nobody knows


ALLOWED: Mapping[State, frozenset[Move]] = {
    State.DRAFT: frozenset({Move.APPROVE, Move.CANCEL}),
    State.APPROVED: frozenset({Move.START, Move.CANCEL}),
    State.SCHEDULED: frozenset({Move.PAUSE, Move.CANCEL, Move.RESOLVE}),
    State.SENDING: frozenset({Move.PAUSE, Move.CANCEL, Move.RELEASE, Move.RESOLVE}),
    State.PAUSED: frozenset({Move.RESUME, Move.CANCEL}),
    State.SENT: frozenset({Move.RESOLVE}),
    State.CANCELLED: frozenset(),
}
# Anybody who works on lessons may stop them; letting them out is for whoever may approve them.
STOPPING = frozenset({Move.PAUSE, Move.CANCEL})


@dataclass(frozen=True, slots=True)
class Moment:
    now: datetime
    night: Quiet


def approve(campaign: Campaign, by: Author, moment: Moment) -> Campaign:
    """By a second person. What has a time of its own is scheduled by the same word."""
    require(campaign, Move.APPROVE, by)
    if by.wrote(campaign.drafted_by):
        raise NeedsSecondPerson
    approved = replace(campaign, state=State.APPROVED, approved_by=by.id, approved_at=moment.now)
    waits = isinstance(campaign.plan, Once) and campaign.plan.on_start
    return approved if waits else _scheduled(approved, moment)


def start(campaign: Campaign, by: Author | None, moment: Moment) -> Campaign:
    require(campaign, Move.START, by)
    return _scheduled(campaign, moment)


def pause(campaign: Campaign, by: Author | None) -> Campaign:
    require(campaign, Move.PAUSE, by)
    return replace(campaign, state=State.PAUSED)


def resume(campaign: Campaign, by: Author | None, *, under_way: bool) -> Campaign:
    """`under_way`: some occurrence was interrupted by the pause."""
    require(campaign, Move.RESUME, by)
    return replace(campaign, state=settled(campaign.next_due, under_way=under_way))


def cancel(campaign: Campaign, by: Author | None) -> Campaign:
    require(campaign, Move.CANCEL, by)
    return replace(campaign, state=State.CANCELLED, next_due=None)


def settled(next_moment: datetime | None, *, under_way: bool) -> State:
    """Where a campaign that runs stands by itself."""
    if under_way:
        return State.SENDING
    return State.SCHEDULED if next_moment else State.SENT


def moves_for(campaign: Campaign, by: Author) -> tuple[Move, ...]:
    """What this person may do with it now, for buttons."""
    mine = by.wrote(campaign.drafted_by)
    return tuple(
        move
        for move in Move
        if move in ALLOWED[campaign.state]
        and _may(campaign, move, by)
        and not (move is Move.APPROVE and mine)
    )


def require(campaign: Campaign, move: Move, by: Author | None) -> None:
    """Nobody: an operator at the command line, who stands above every desk."""
    if by is not None and not _may(campaign, move, by):
        raise LacksRight
    if move not in ALLOWED[campaign.state]:
        raise MoveNotPossible(campaign.state)


def may_draft(kind: Kind, by: Author, *, urgent: bool) -> bool:
    if kind in (Kind.CORRECTION, Kind.RECALL):  # whoever notices first
        return bool(by.rights)
    return by.has(Right.WRITE) or (urgent and by.has(Right.ALERT))


def _may(campaign: Campaign, move: Move, by: Author) -> bool:
    if move in STOPPING:
        return bool(by.rights)
    return by.has(Right.ALERT if campaign.urgent else Right.APPROVE)


def _scheduled(campaign: Campaign, moment: Moment) -> Campaign:
    night = None if campaign.urgent else moment.night
    plan = started(campaign.plan, moment.now, night)
    first = next_due(plan)
    return replace(campaign, state=State.SCHEDULED, plan=plan, next_due=first.at if first else None)


def is_over(campaign: Campaign) -> bool:
    return campaign.state in OVER
