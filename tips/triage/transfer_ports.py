"""What hand-overs, merges and tips by phone need from the outside world."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desks.desk import Code, DeskCode, Officer
from tips.intake.ports import Filing
from tips.moves.change import Change, Pair
from tips.tip import Tip


@dataclass(frozen=True, slots=True)
class Trace:
    """A tip as it was when its desk handed it over. Nothing later ever comes into it."""

    tip: Tip
    at: datetime
    to_desk: DeskCode
    to_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Carving:
    """A new tip made of a line of another one: the same resident may read and answer it."""

    filing: Filing
    told: str  # to the resident, in the new tip
    noted: str  # for colleagues, in the new tip
    officer: str  # who noted it
    since: datetime  # when the resident said it: splitting must not buy time


class MoveStore(Protocol):
    """Each change is one transaction, and raises what `TipStore.save` raises."""

    async def desk_of(self, code: Code) -> DeskCode | None: ...

    async def colleagues(self, desk: DeskCode) -> tuple[Officer, ...]: ...

    async def guards(self, desk: DeskCode) -> tuple[Officer, ...]:
        """Seats of the local security team there, by label."""
        ...

    async def merge(self, tip: Tip, lead: Tip, pair: Pair, at: datetime) -> Tip:
        """`tip` and all that were merged into it now follow `lead`; returns the lead."""
        ...

    async def split(self, tip: Tip, lead: Tip, pair: Pair, at: datetime) -> Tip:
        """`tip` stands alone again; returns it."""
        ...

    async def carve(self, tip: Tip, change: Change, carving: Carving, at: datetime) -> Tip:
        """Returns the new tip. TipMoved also when its code is taken."""
        ...

    async def take_down(
        self, filing: Filing, channel: str, officer: Officer | None, at: datetime
    ) -> Tip:
        """A tip without a link to anybody; no officer: the log names nobody either. A draft id
        already filed gives the tip of that time.
        """
        ...

    async def traces(self, desk: DeskCode, code: Code | None, limit: int) -> tuple[Trace, ...]: ...
