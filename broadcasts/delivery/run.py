"""How far one run of a campaign is, and its shards: every state, and every way between two.

Nothing else knows what a state leads to. The store updates exactly what a `Step` says; which step
it is, where that hangs on what was found, is decided by a function here.
"""

from dataclasses import dataclass
from enum import StrEnum

from broadcasts.delivery.canary import refusal
from broadcasts.delivery.marks import Ledger

FIRST = 0  # the shard that goes ahead alone


class Run(StrEnum):
    FREEZING = "freezing"
    CANARY = "canary"  # the first few, before everybody else
    OPEN = "open"
    DONE = "done"
    HELD = "held"  # the first few went badly: a person must look
    PAUSED = "paused"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"  # it never began; `reason` says why


class ShardState(StrEnum):
    OPEN = "open"  # somebody is still to be tried, or their outcome to be saved
    DONE = "done"


OUT_TO_ALL = frozenset({Run.OPEN})
OUT_TO_FEW = frozenset({Run.CANARY})
SENDING = OUT_TO_ALL | OUT_TO_FEW
TO_FREEZE = frozenset({Run.FREEZING})
GOING = TO_FREEZE | SENDING  # by itself, and by nobody's leave
UNDER_WAY = GOING | {Run.HELD}
PARKED = frozenset({Run.PAUSED})
UNFINISHED = UNDER_WAY | PARKED
OVER = frozenset(Run) - UNFINISHED
GOES_OUT = GOING | {Run.DONE}  # or went out: not stopped, held or skipped
EXPLAINED = frozenset({Run.HELD, Run.SKIPPED})  # their reason is for people to read


@dataclass(frozen=True, slots=True)
class Milestone:
    """Where a run stands; `reason`: why it is held or was skipped, or what a pause interrupted."""

    state: Run
    reason: str = ""

    @property
    def explanation(self) -> str:
        """For people; empty where nothing needs one."""
        return self.reason if self.state in EXPLAINED else ""


@dataclass(frozen=True, slots=True)
class Step:
    """From any of `begins` to `ends`; a run that stands elsewhere stays there."""

    begins: frozenset[Run]
    ends: Run
    reason: str | None = None  # None: as it was

    def taken(self, stood: Milestone) -> Milestone:
        if stood.state not in self.begins:
            return stood
        return Milestone(self.ends, stood.reason if self.reason is None else self.reason)


END = Step(SENDING, Run.DONE)  # the last shard is done
CANCEL = Step(UNFINISHED, Run.CANCELLED)
RELEASE = Step(frozenset({Run.HELD}), Run.OPEN, "")
REOPEN = Step(frozenset({Run.DONE}), Run.OPEN)  # somebody is to be tried again after all
PARK = Step(UNDER_WAY, Run.PAUSED)  # with a reason of its own: `parked`


def begun(reason: str) -> Milestone:
    """A run at its due moment; `reason`: why it may not go out, empty when it may."""
    return Milestone(Run.SKIPPED, reason) if reason else Milestone(Run.FREEZING)


def frozen(shards: int, *, has_canary: bool) -> Step:
    """The audience is fixed. `has_canary`: its first shard is small and goes ahead."""
    if not shards:
        return Step(TO_FREEZE, Run.DONE)
    return Step(TO_FREEZE, Run.CANARY if has_canary and shards > 1 else Run.OPEN)


def first_tried(ledger: Ledger) -> Step:
    """The first shard is through: everybody else may follow, or a person must look at it."""
    reason = refusal(ledger)
    return Step(OUT_TO_FEW, Run.HELD if reason else Run.OPEN, reason)


def parked(stood: Milestone) -> Milestone:
    """A pause keeps where it was, so that it goes on from there."""
    if stood.state not in PARK.begins:
        return stood
    return Milestone(PARK.ends, f"{stood.state} {stood.reason}")


def unparked(paused: Milestone) -> Milestone:
    state, _, reason = paused.reason.partition(" ")
    return Milestone(Run(state), reason)


def put_back(paused: Milestone, *, is_through: bool, first: Ledger | None) -> Milestone:
    """After a pause. `is_through`: every shard was done meanwhile; `first`: what became of the
    first few if only they were, because the pause came while the last of them were being saved.
    """
    stood = unparked(paused)
    if is_through:
        return END.taken(stood)
    return stood if first is None else first_tried(first).taken(stood)


def may_send(state: Run, shard: int) -> bool:
    return state in OUT_TO_ALL or (state in OUT_TO_FEW and shard == FIRST)


def shard_after(*, is_done: bool, is_put_off: bool) -> ShardState:
    """When it is let go of. `is_put_off`: somebody may still be tried when their night is over."""
    return ShardState.DONE if is_done and not is_put_off else ShardState.OPEN
