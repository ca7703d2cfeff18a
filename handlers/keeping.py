"""Where every door brings what a resident sent: cleaned in its turn, counted, put on the shelf.

One chat filled the disk at 31 MB a second; after that every word was lost as well. So bytes are
counted by chat, by network and in all, within a while.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Protocol

from channels.cleaning.clean import clean as clean_in_the_room
from channels.cleaning.turns import Owner
from channels.cleaning.verdict import Cleaned, NotTaken
from desks.errors import NoRoom
from desks.ports import Clock
from handlers.web.throttle import Pace
from messages.message import Address, Media, Refusal
from tips.media import MediaShelf

MB = 1024 * 1024
EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Allowance:
    """`(at once, then per second)`, in bytes."""

    chat: tuple[float, float] = (100 * MB, 20 * MB / 3600)
    network: tuple[float, float] = (1_000 * MB, 250 * MB / 3600)
    all: tuple[float, float] = (8_000 * MB, 2_000 * MB / 3600)


class KeptBytes:
    def __init__(self, clock: Clock, allowance: Allowance) -> None:
        self._chats = Pace(clock, *allowance.chat)
        self._networks = Pace(clock, *allowance.network)
        self._all = Pace(clock, *allowance.all)

    def take(self, chat: str, network: str, size: int) -> bool:
        """All or nothing: what one count refuses is not taken from the others. A messenger has no
        networks: its own server stands before its residents.
        """
        shares = [(self._chats, chat), (self._all, EVERYBODY)]
        shares += [(self._networks, network)] if network else []
        if not all(pace.has(name, size) for pace, name in shares):
            return False
        for pace, name in shares:
            pace.wait(name, size)
        return True


class Clean(Protocol):
    async def __call__(
        self, content: bytes, claimed_mime: str = "", *, owner: Owner = ()
    ) -> Cleaned:
        """Raises NotTaken."""
        ...


Wants = Callable[[Address], Awaitable[bool]]


class FileKeeper:
    """One for all doors: their residents share a disk."""

    def __init__(
        self,
        shelf: MediaShelf,
        clock: Clock,
        wants: Wants,
        allowance: Allowance | None = None,
        clean: Clean = clean_in_the_room,
    ) -> None:
        """`wants`: whether a file of theirs would become part of something."""
        self._shelf = shelf
        self._clock = clock
        self._counts = KeptBytes(clock, allowance or Allowance())
        self._clean = clean
        self._wants = wants

    async def ask(self, sender: Address) -> None:
        """Before it is fetched. Raises NotTaken: what no tip would take only fills the disk."""
        if not await self._wants(sender):
            raise NotTaken(Refusal.ENOUGH)

    async def keep(
        self, content: bytes, claimed_mime: str, sender: Address, network: str = ""
    ) -> Media:
        """Raises NotTaken with the reason to tell."""
        chat = f"{sender.channel}:{sender.recipient}"
        owner = (chat, network) if network else (chat,)
        cleaned = await self._clean(content, claimed_mime, owner=owner)
        if not self._counts.take(chat, network, len(cleaned.content)):
            raise NotTaken(Refusal.LATER)
        now = self._clock.now()
        try:
            media = await self._shelf.put(cleaned.content, cleaned.kind, cleaned.mime, now)
        except NoRoom:
            raise NotTaken(Refusal.NO_ROOM) from None
        return replace(media, codes=cleaned.codes)
