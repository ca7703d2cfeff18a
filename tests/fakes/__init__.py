"""In-memory stand-ins that keep the promises of tips/intake/ports.py. One `House` holds them all.

`house = House()`, then `house.citizens`, `house.desks`, `house.tips`, `house.access`,
`house.shelf`, `house.letters`, `house.clock`, `house.chance`, `house.bell`,
`house.places`: they share one memory, as the real stores share one database.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from communes.directory import Commune, Directory
from communes.resolution import Found, Hint, Resolution
from desks.desk import NATIONAL, Code
from messages.channel import Delivered
from messages.message import Outgoing
from tests.builders import CAO_BANG, HO_CHI_MINH, NOON, a_commune, a_desk
from tests.fakes.access import MemoryAccessStore, MemoryDeskBook, MemoryLeavingStore
from tests.fakes.citizens import MemoryCitizenStore
from tests.fakes.letters import MemoryLetterStore, MemoryMediaShelf
from tests.fakes.memory import Memory
from tests.fakes.moves import MemoryMoveStore
from tests.fakes.signin import (
    MemoryCodeAppStore,
    MemoryPasskeyStore,
    MemorySeatStore,
    MemorySessionStore,
)
from tests.fakes.subscribers import MemorySubscriberStore
from tests.fakes.tips import MemoryTipStore
from tips.intake.intake import Surroundings


class StoppedClock:
    def __init__(self, now: datetime = NOON) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def pass_time(self, **span: float) -> None:
        self._now += timedelta(**span)


class PlainChance:
    """Counts instead of guessing: every value is new, every run is the same."""

    def __init__(self) -> None:
        self._drawn = 0
        self.codes: list[Code] = []  # drawn before others, to force a clash

    def hex(self, bits: int) -> str:
        self._drawn += 1
        return f"{self._drawn:0{bits // 4}x}"

    def code(self) -> Code:
        if self.codes:
            return self.codes.pop(0)
        self._drawn += 1
        return Code(f"K7Q-{self._drawn:03}")


class SilentBell:
    def __init__(self) -> None:
        self.rung: list[str] = []

    def ring(self, topic: str) -> None:
        self.rung.append(topic)


class RecordingChannel:
    """A messenger that takes everything; put exceptions into `troubles` to be raised first."""

    def __init__(self, name: str = "web") -> None:
        self.name = name
        self.sent: list[Outgoing] = []
        self.edited: list[tuple[Outgoing, str]] = []
        self.troubles: list[Exception] = []

    async def send(self, message: Outgoing, letter_id: str = "") -> Delivered:
        if self.troubles:
            raise self.troubles.pop(0)
        self.sent.append(message)
        return Delivered(message.to.recipient, str(len(self.sent)))

    async def edit(self, message: Outgoing, message_id: str) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        self.edited.append((message, message_id))


class FakePlaces:
    """Three communes in two provinces; a name written in full is found, a shared name asks."""

    def __init__(self) -> None:
        communes = (
            a_commune(),
            a_commune("27004", "Tân Bình"),
            a_commune("01279", "Tân Bình", "xã", CAO_BANG),
        )
        self.directory = Directory(
            "test",
            {commune.code: commune for commune in communes},
            {province.code: province for province in (HO_CHI_MINH, CAO_BANG)},
        )

    def resolve(self, text: str, hint: Hint | None = None) -> Resolution:
        found = [c for c in self.directory.communes.values() if c.name.lower() in text.lower()]
        if not found:
            return Resolution()
        return Resolution(tuple(map(_found, found)), ask=len(found) > 1, reason="name")

    def locate(
        self, latitude: float, longitude: float, accuracy: float | None = None
    ) -> Resolution:
        if not (8 <= latitude <= 24 and 102 <= longitude <= 118):
            return Resolution(reason="outside")
        every = tuple(map(_found, self.directory.communes.values()))
        return Resolution(every, ask=True, reason="nearest")


def _found(commune: Commune) -> Found:
    return Found(commune, 1.0, commune.full_name)


@dataclass
class FakeSpace:
    files: bool = True
    words: bool = True

    def takes_files(self) -> bool:
        return self.files

    def takes_words(self) -> bool:
        return self.words


@dataclass
class House:
    memory: Memory = field(default_factory=Memory)
    clock: StoppedClock = field(default_factory=StoppedClock)
    chance: PlainChance = field(default_factory=PlainChance)
    bell: SilentBell = field(default_factory=SilentBell)
    places: FakePlaces = field(default_factory=FakePlaces)
    space: FakeSpace = field(default_factory=FakeSpace)

    def __post_init__(self) -> None:
        self.memory.desks[NATIONAL] = a_desk("00", "Trực ban toàn quốc")
        self.surroundings = Surroundings(self.places, self.clock, self.chance, self.bell)
        self.citizens = MemoryCitizenStore(self.memory)
        self.subscribers = MemorySubscriberStore(self.memory)
        self.desks = MemoryDeskBook(self.memory)
        self.tips = MemoryTipStore(self.memory)
        self.moves = MemoryMoveStore(self.memory, self.tips)
        self.sessions = MemorySessionStore(self.memory)
        self.access = MemoryAccessStore(self.memory, self.sessions)
        self.code_apps = MemoryCodeAppStore(self.sessions)
        self.passkeys = MemoryPasskeyStore(self.sessions)
        self.seats = MemorySeatStore(self.memory, self.sessions, self.code_apps, self.passkeys)
        self.leaving = MemoryLeavingStore(self.seats)
        self.letters = MemoryLetterStore(self.memory)
        self.shelf = MemoryMediaShelf(self.memory)
