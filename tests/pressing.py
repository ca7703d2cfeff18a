"""The moves of the table by name, pressed as a door would."""

from dataclasses import dataclass
from typing import Any

from desks.desk import Code, Officer
from tests.fakes import House
from tips.moves.table import OFF, ON, MoveOrder
from tips.triage.officer_moves import OfficerMoves
from tips.triage.ports import TipStore
from tips.triage.triage import Pressed, Triage

DECISION = "45/QĐ-CSĐT, 12/3/2026, Thủ trưởng Cơ quan CSĐT"  # of the day tests begin on


@dataclass(frozen=True)
class Presses:
    moves: OfficerMoves

    @property
    def triage(self) -> Triage:
        return self.moves.triage

    async def move(self, by: Officer, code: Code, event: str, *order: str) -> Any:
        """What the officer sees afterwards. `order`: the move, its argument, the words."""
        return await self.moves.press(Pressed(by, code, event), MoveOrder(*order))

    async def claim(self, by: Officer, code: Code, event: str) -> Any:
        return await self.move(by, code, event, "claim")

    async def release(self, by: Officer, code: Code, event: str) -> Any:
        return await self.move(by, code, event, "release")

    async def ask(self, by: Officer, code: Code, words: str, event: str) -> Any:
        return await self.move(by, code, event, "ask", "", words)

    async def note(self, by: Officer, code: Code, words: str, event: str) -> Any:
        return await self.move(by, code, event, "note", "", words)

    async def set_status(
        self, by: Officer, code: Code, status: str, event: str, why: str = ""
    ) -> Any:
        return await self.move(by, code, event, "status", status, why)

    async def set_urgency(self, by: Officer, code: Code, urgency: str, event: str) -> Any:
        return await self.move(by, code, event, "urgency", urgency)

    async def close(self, by: Officer, code: Code, reason: str, words: str, event: str) -> Any:
        return await self.move(by, code, event, "close", reason, words)

    async def assign(self, by: Officer, code: Code, to: str, why: str, event: str) -> Any:
        return await self.move(by, code, event, "assign", to, why)

    async def hand_over(self, by: Officer, code: Code, to: str, why: str, event: str) -> Any:
        return await self.move(by, code, event, "handover", to, why)

    async def merge(self, by: Officer, code: Code, into: str, why: str, event: str) -> Any:
        return await self.move(by, code, event, "merge", into, why)

    async def split(self, by: Officer, code: Code, line: int | None, why: str, event: str) -> Any:
        return await self.move(by, code, event, "split", str(line or ""), why)

    async def spam(self, by: Officer, code: Code, why: str, event: str) -> Any:
        return await self.move(by, code, event, "spam", "", why)

    async def set_kind(self, by: Officer, code: Code, kind: str, why: str, event: str) -> Any:
        return await self.move(by, code, event, "kind", kind, why)

    async def set_place(self, by: Officer, code: Code, commune: str, why: str, event: str) -> Any:
        return await self.move(by, code, event, "place", commune, why)

    async def extend(self, by: Officer, code: Code, why: str, event: str) -> Any:
        return await self.move(by, code, event, "extend", "", f"{DECISION}: {why}")

    async def mute(self, by: Officer, code: Code, muted: bool, why: str, event: str) -> Any:
        return await self.move(by, code, event, "mute", ON if muted else OFF, why)


def presses_in(house: House, store: TipStore | None = None) -> Presses:
    """Over fakes; `store` in place of the house's own."""
    triage = Triage(store or house.tips, house.clock, house.bell)
    directory = house.places.directory
    return Presses(
        OfficerMoves(triage, house.moves, house.desks, directory, house.citizens, house.chance)
    )
