"""What triage asks of the store: one method, one transaction, plain values."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from desks.desk import Code, DeskCode
from tips.moves.change import Change
from tips.tip import Status, Tip, TipSummary


class TipStore(Protocol):
    async def queue(
        self, desk: DeskCode, status: Status | None, after: str, limit: int
    ) -> tuple[TipSummary, ...]: ...

    async def versions(self, desk: DeskCode, limit: int) -> Mapping[Code, int]:
        """Of the queue's first tips, in its order. Nothing is unsealed for it."""
        ...

    async def tip(self, code: Code, desk: DeskCode) -> Tip | None: ...

    async def save(self, tip: Tip, change: Change, at: datetime) -> Tip:
        """Commit a change decided on `tip`; TipMoved if its version is no longer current,
        AlreadyDone if the event id was used.
        """
        ...

    async def was_done(self, event_id: str) -> bool:
        """Whether a change with this event id is committed: a repeat is answered, not refused."""
        ...

    async def holds_media(self, code: Code, desk: DeskCode, media: str) -> bool: ...
