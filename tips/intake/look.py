"""What is kept of whoever writes, read once for all that ask during one message."""

from datetime import datetime

from messages.message import Incoming
from tips.conversation.orders import is_busy
from tips.intake.ports import CitizenStore, Recalled


class Look:
    def __init__(self, store: CitizenStore, incoming: Incoming, at: datetime) -> None:
        self._store = store
        self._incoming = incoming
        self._at = at
        self._recalled: Recalled | None = None

    async def recalled(self) -> Recalled:
        if self._recalled is None:
            self._recalled = await self._store.recall(self._incoming, self._at)
        return self._recalled

    async def is_telling(self) -> bool:
        """A tip is half told, or a question about one is open."""
        draft = (await self.recalled()).draft
        return draft is not None and is_busy(draft)

    async def is_asked(self) -> bool:
        """An officer waits for their answer."""
        return any(tip.asked and not tip.closed for tip in (await self.recalled()).own_tips)
