"""Hears a citizen: loads what was said, asks the rules, saves once, hands back the answer."""

from channels.message import Address, Incoming
from tips.ports import Bell, Chance, ChatLine, CitizenStore, Clock, DeskBook
from tips.turn import Places


class Intake:
    def __init__(
        self,
        store: CitizenStore,
        desks: DeskBook,
        places: Places,
        clock: Clock,
        chance: Chance,
        bell: Bell,
    ) -> None:
        raise NotImplementedError

    async def hear(
        self, incoming: Incoming, *, has_buttons: bool = True, has_media: bool = True
    ) -> tuple[ChatLine, ...]:
        """Answer one message. Committed when this returns; the same event again, same answer."""
        raise NotImplementedError

    async def lines(self, citizen: Address, after: int = 0) -> tuple[ChatLine, ...]:
        """The chat so far, for channels that keep one (web)."""
        raise NotImplementedError

    async def may_see(self, citizen: Address, media: str) -> bool:
        raise NotImplementedError
