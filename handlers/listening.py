"""What a door asks of whoever hears people: one answer, whichever conversation it is about."""

from typing import Protocol

from messages.message import Address, ChatLine, Incoming


class Listener(Protocol):
    async def hear(
        self, incoming: Incoming, *, has_buttons: bool = True, has_media: bool = True
    ) -> tuple[ChatLine, ...]:
        """Answer one message. Committed when this returns; the same event again, same answer."""
        ...


class ChatListener(Listener, Protocol):
    """For a channel that has neither a history nor an account of its own."""

    async def lines(self, citizen: Address, after: int = 0) -> tuple[ChatLine, ...]: ...
    async def may_see(self, citizen: Address, media: str) -> bool: ...

    async def stays(self, citizen: Address) -> bool:
        """Whether something is still to come: the browser must not forget this chat."""
        ...

    async def leave(self, citizen: Address) -> None:
        """The browser forgets this chat: nothing more can reach it."""
        ...
