"""Who may do what, as one table: role, action, and whether the tip is at the officer's own desk,
at a desk below it (a commune of the coordinator's province), or anywhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from communes.directory import Directory
from desks.desk import DeskCode, Officer, Role
from desks.errors import NotPermitted, UnknownTip
from desks.hierarchy import is_below


class Action(StrEnum):
    READ = "read"
    CLAIM = "claim"
    RELEASE = "release"
    ASK = "ask"
    NOTE = "note"
    STATUS = "status"
    CLOSE = "close"
    URGENCY = "urgency"
    KIND = "kind"
    PLACE = "place"
    ASSIGN = "assign"
    HANDOVER = "handover"
    MERGE = "merge"
    SPLIT = "split"
    SPAM = "spam"
    EXTEND = "extend"
    SHORTEN = "shorten"  # undo an extension
    MUTE = "mute"
    REWARD = "reward"  # propose thanks for a tip, or grant what a colleague proposed
    LEGAL_HOLD = "legal_hold"  # keep its words beyond their time
    REMOVE = "remove"  # take away its words before their time
    TAKE_DOWN = "take_down"  # enter a tip told by phone or at the counter
    OVERRULE = "overrule"  # move a tip that a colleague holds
    REPORT = "report"  # the register of a desk
    READ_AUDIT = "read_audit"
    WRITE_LESSON = "write_lesson"
    APPROVE_LESSON = "approve_lesson"
    ALERT_RESIDENTS = "alert_residents"
    READ_OUTREACH = "read_outreach"  # how far the movement has come
    LOG_OUTREACH = "log_outreach"
    SET_TARGETS = "set_targets"
    PAY_REWARD = "pay_reward"  # by its token; whoever may reads nothing else
    PATROL = "patrol"  # short reports from a hamlet, and its tasks; whoever may reads nothing else
    ADMINISTER = "administer"


_DESK_WORK = frozenset(Action) - {
    Action.LEGAL_HOLD,
    Action.SHORTEN,
    Action.OVERRULE,
    Action.READ_AUDIT,
    Action.WRITE_LESSON,
    Action.APPROVE_LESSON,
    Action.ALERT_RESIDENTS,
    Action.SET_TARGETS,
    Action.PAY_REWARD,
    Action.PATROL,
    Action.ADMINISTER,
}
_COMMANDED = frozenset({
    Action.SHORTEN, Action.OVERRULE, Action.SET_TARGETS, Action.LEGAL_HOLD,
})  # fmt: skip

OWN_DESK: Mapping[Role, frozenset[Action]] = {
    Role.OFFICER: _DESK_WORK,
    Role.COMMANDER: _DESK_WORK | _COMMANDED | {Action.ALERT_RESIDENTS},
    Role.COORDINATOR: _DESK_WORK | _COMMANDED,
    Role.BROADCASTER: frozenset({Action.WRITE_LESSON}),
    Role.APPROVER: frozenset({Action.APPROVE_LESSON}),
    Role.CLERK: frozenset({Action.READ_OUTREACH, Action.LOG_OUTREACH, Action.SET_TARGETS}),
    Role.PAYER: frozenset({Action.PAY_REWARD}),
    Role.GUARD: frozenset({Action.PATROL}),
    Role.AUDITOR: frozenset({Action.READ_AUDIT}),
    Role.ADMINISTRATOR: frozenset({Action.ADMINISTER}),
}

# A coordinator sees to it that a tip is where it belongs and is worked on; the work itself, and
# every word to the resident, stays with the desk.
_BELOW = frozenset({
    Action.READ, Action.NOTE, Action.URGENCY, Action.KIND, Action.PLACE, Action.ASSIGN,
    Action.HANDOVER, Action.MERGE, Action.SPLIT, Action.MUTE, Action.RELEASE, Action.OVERRULE,
    Action.REPORT,
})  # fmt: skip

DESK_BELOW: Mapping[Role, frozenset[Action]] = {Role.COORDINATOR: _BELOW}

# A log and a system have no desk; whoever may read or run them may do so for all of them.
ANYWHERE = frozenset({Action.READ_AUDIT, Action.ADMINISTER})


def may(role: Role, action: Action, own_desk: bool, below: bool = False) -> bool:
    """`own_desk`: it is at this officer's desk; `below`: at a desk under theirs."""
    if own_desk or action in ANYWHERE:
        return action in OWN_DESK[role]
    return below and action in DESK_BELOW.get(role, frozenset())


def reaches(officer: Officer, desk: DeskCode, directory: Directory | None) -> bool:
    """May this officer read the tips of that desk at all?"""
    return allowed(officer, Action.READ, desk, directory)


def allowed(
    officer: Officer, action: Action, desk: DeskCode, directory: Directory | None = None
) -> bool:
    own = officer.desk == desk
    return may(officer.role, action, own, below=is_below(desk, officer.desk, directory))


def require(
    officer: Officer, action: Action, desk: DeskCode, directory: Directory | None = None
) -> None:
    """A tip one may not read is unknown, never forbidden: a refusal would tell that it is there."""
    if allowed(officer, action, desk, directory):
        return
    readable = allowed(officer, Action.READ, desk, directory)
    raise NotPermitted if readable or officer.desk == desk else UnknownTip


TAKING = tuple(role for role in Role if may(role, Action.CLAIM, own_desk=True))
COMMANDING = (Role.COMMANDER, Role.COORDINATOR)


def commands(officer: Officer) -> bool:
    return officer.role in COMMANDING


class Right(StrEnum):
    WRITE = "write"  # drafts campaigns
    APPROVE = "approve"  # lets a colleague's campaign out
    ALERT = "alert"  # what is urgent: drafts it, or lets a colleague's out


@dataclass(frozen=True, slots=True)
class Author:
    id: str
    desk: str
    rights: frozenset[str]
    other_seats: tuple[str, ...] = ()

    def has(self, right: Right) -> bool:
        return right in self.rights

    def wrote(self, by: str | None) -> bool:
        """At whichever of their seats. What the line itself or an operator wrote is nobody's."""
        return bool(by) and by in (self.id, *self.other_seats)


RIGHTS: Mapping[Action, Right] = {
    Action.WRITE_LESSON: Right.WRITE,
    Action.APPROVE_LESSON: Right.APPROVE,
    Action.ALERT_RESIDENTS: Right.ALERT,
}


def author_of(officer: Officer) -> Author:
    rights = (right for action, right in RIGHTS.items() if may(officer.role, action, own_desk=True))
    return Author(officer.id, officer.desk, frozenset(rights), officer.other_seats)
