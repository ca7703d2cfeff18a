"""What the police side asks of the outside: time, chance, a bell, and its desks."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from desks.desk import Code, Desk, DeskCode


class Clock(Protocol):
    def now(self) -> datetime: ...  # aware, UTC


class Chance(Protocol):
    def hex(self, bits: int) -> str: ...
    def code(self) -> Code: ...


class Space(Protocol):
    """Room on the disk: files are refused first, words last."""

    def takes_files(self) -> bool: ...
    def takes_words(self) -> bool: ...


class Bell(Protocol):
    """Tells open pages that something changed. Lossy on purpose: pages re-read."""

    def ring(self, topic: str) -> None: ...  # "desk:26743", "chat:web:<recipient>", "letters"


class DeskBook(Protocol):
    async def desks(self, codes: Sequence[DeskCode]) -> Mapping[DeskCode, Desk]: ...
    async def open_desk(self, desk: Desk) -> None: ...
    async def close_desk(self, code: DeskCode) -> None: ...
    async def every_open(self) -> tuple[Desk, ...]: ...
    async def troubled(self) -> tuple[Desk, ...]:
        """Open ones whose group does not hear as it should, by code."""
        ...
