"""What triage asks of the store: one method, one transaction, plain values."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from desks.desk import Code, DeskCode, OfficerId
from tips.moves.change import Change
from tips.tip import Status, Tip, TipSummary
from tips.triage.lanes import NOBODY, Reader, Waiting


class TipStore(Protocol):
    async def queue(
        self,
        desk: DeskCode,
        status: Status | None,
        after: str,
        limit: int,
        reader: Reader = NOBODY,
    ) -> tuple[TipSummary, ...]:
        """Lane by lane as the reader sees them, urgent before calm, the oldest first; closed ones
        last, the newest first.
        """
        ...

    async def waiting(self, desk: DeskCode, reader: Reader) -> Waiting:
        """Of all that is open there. Nothing is unsealed for it."""
        ...

    async def versions(self, desk: DeskCode, limit: int) -> Mapping[Code, int]:
        """Of the queue's first tips, as nobody in particular sees it. Nothing is unsealed."""
        ...

    async def tip(self, code: Code, desk: DeskCode) -> Tip | None: ...

    async def save(self, tip: Tip, change: Change, at: datetime) -> Tip:
        """Commit a change decided on `tip`; TipMoved if its version is no longer current,
        AlreadyDone if the event id was used.
        """
        ...

    async def mark_read(self, tip: Tip, holder: OfficerId) -> None:
        """What the resident said is new no longer, unless the tip changed since. A look is no
        change: the version stays, and so does the card.
        """
        ...

    async def was_done(self, event_id: str) -> bool:
        """Whether a change with this event id is committed: a repeat is answered, not refused."""
        ...

    async def holds_media(self, code: Code, desk: DeskCode, media: str) -> bool: ...
