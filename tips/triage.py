"""What officers do with tips. Every move: read, decide (tips/moves.py), save, or decide again."""

from tips.desk import Officer
from tips.ports import Bell, Clock, TipStore
from tips.tip import Code, Status, Tip, TipSummary, Urgency


class Triage:
    """Raises tips.errors: UnknownTip for another desk's tip, AlreadyClaimed with the holder …"""

    def __init__(self, store: TipStore, clock: Clock, bell: Bell) -> None:
        raise NotImplementedError

    async def queue(
        self, officer: Officer, status: Status | None = None, after: str = "", limit: int = 50
    ) -> tuple[TipSummary, ...]:
        raise NotImplementedError

    async def tip(self, officer: Officer, code: Code) -> Tip:
        raise NotImplementedError

    async def claim(self, officer: Officer, code: Code, event_id: str) -> Tip:
        raise NotImplementedError

    async def release(self, officer: Officer, code: Code, event_id: str) -> Tip:
        raise NotImplementedError

    async def ask(self, officer: Officer, code: Code, text: str, event_id: str) -> Tip:
        raise NotImplementedError

    async def note(self, officer: Officer, code: Code, text: str, event_id: str) -> Tip:
        raise NotImplementedError

    async def set_status(self, officer: Officer, code: Code, status: Status, event_id: str) -> Tip:
        raise NotImplementedError

    async def set_urgency(
        self, officer: Officer, code: Code, urgency: Urgency, event_id: str
    ) -> Tip:
        raise NotImplementedError

    async def close(
        self, officer: Officer, code: Code, reason: str, text: str, event_id: str
    ) -> Tip:
        """`reason` is an id of closing_reasons; `text` (may be empty) goes to the citizen too."""
        raise NotImplementedError

    async def holds_media(self, officer: Officer, code: Code, media: str) -> bool:
        raise NotImplementedError
