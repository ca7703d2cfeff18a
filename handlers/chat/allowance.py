"""How many bytes of files are kept of one chat, of one network and in all, within a while.

One chat filled the disk at 31 MB a second; after that every word was lost as well.
"""

from dataclasses import dataclass

from desks.ports import Clock
from handlers.web.throttle import Pace

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
        """All or nothing: what one count refuses is not taken from the others."""
        shares = ((self._chats, chat), (self._networks, network), (self._all, EVERYBODY))
        if not all(pace.has(name, size) for pace, name in shares):
            return False
        for pace, name in shares:
            pace.wait(name, size)
        return True
