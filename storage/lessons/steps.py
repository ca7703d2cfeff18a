"""broadcasts.delivery.run as conditions and updates of the database."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Update, and_, or_, update

from broadcasts.delivery.run import (
    FIRST,
    OUT_TO_ALL,
    OUT_TO_FEW,
    PARK,
    Milestone,
    Run,
    ShardState,
    Step,
)
from storage.tables.lessons import occurrences, shards

may_send: ColumnElement[bool] = or_(
    occurrences.c.state.in_(OUT_TO_ALL),
    and_(occurrences.c.state.in_(OUT_TO_FEW), shards.c.number == FIRST),
)


def stands_in(states: frozenset[Run], runs: FromClause = occurrences) -> ColumnElement[bool]:
    return runs.c.state.in_(states)


def is_open(parts: FromClause = shards) -> ColumnElement[bool]:
    return parts.c.state == ShardState.OPEN


def taken(step: Step, *which: ColumnElement[bool], **more: Any) -> Update:
    """`more`: what else is written of those that take it."""
    reason = {} if step.reason is None else {"reason": step.reason}
    mine = update(occurrences).where(*which, stands_in(step.begins))
    return mine.values(state=step.ends, **reason, **more)


def parked(*which: ColumnElement[bool]) -> Update:
    """As broadcasts.delivery.run.parked, for all of them at once."""
    was = occurrences.c.state + " " + occurrences.c.reason
    return taken(PARK, *which, reason=was)


def milestone_of(row: Any) -> Milestone:
    return Milestone(Run(row.state), row.reason)
