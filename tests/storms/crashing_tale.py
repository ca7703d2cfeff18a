"""What residents of every channel share while the house is killed again and again."""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

LETTERS_ARRIVE_WITHIN = 30.0  # seconds after the last start: a lease may have to run out
PREFERRED = ("send", "skip_all", "media:done", "when:unknown", "yes", "kind:", "pl:", "skip")
STEPS = 50


class StormIsOver(Exception):
    """Nobody answers any more because the test is at its end."""


@dataclass
class Weather:
    is_over: threading.Event = field(default_factory=threading.Event)
    kills: list[float] = field(default_factory=list)  # monotonic
    up_since: float = 0.0

    def pause(self, seconds: float) -> None:
        if self.is_over.is_set():
            raise StormIsOver
        time.sleep(seconds)


class Tale(Protocol):
    """One tip: what its resident said, and what was acknowledged of it."""

    mark: str
    receipt: str

    def tell(self) -> None: ...

    def tend(self) -> None:
        """Look again at what came since."""

    def losses(self) -> list[str]:
        """What is wrong in the resident's own chat."""
        ...

    def losses_of(self, question: str) -> list[str]:
        """The desk's question has to be there, once."""
        ...

    def losses_at(self, tip: dict[str, Any]) -> list[str]:
        """What the desk has to have, once."""
        ...

    def close(self) -> None: ...


Teller = Callable[[Weather, str], Tale]


def story_of(mark: str) -> str:
    return (
        f"Nhóm người bán ma túy sau chợ, chuyện số {mark}, "
        "ở phường Bến Thành, thành phố Hồ Chí Minh, tối qua lúc 22 giờ"
    )


def mark_in(story: str) -> str:
    return story.split("chuyện số ")[1].split(",")[0]


def preferred(choices: Iterable[str]) -> str:
    known = list(choices)
    return next((c for wanted in PREFERRED for c in known if c.startswith(wanted)), "")


def arrivals(count: Callable[[], int]) -> int:
    """Wait for the first."""
    until = time.monotonic() + LETTERS_ARRIVE_WITHIN
    while not (found := count()) and time.monotonic() < until:
        time.sleep(0.2)
    return found
