"""Sentences that a desk has ready for its residents: pressed, changed if need be, then sent.

The catalogue holds a list for every desk; a commander may write the desk's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from desks.desk import DeskCode, Officer
from desks.errors import NotPermitted
from desks.permissions import Action, commands, require
from desks.words import must_be_words
from wording.catalogue import catalogue, text

MOST = 20  # more are not read through at night
LONGEST = 300  # characters


class Occasion(StrEnum):
    ASK = "ask"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class ReadyWords:
    asking: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()


class ReadyWordsStore(Protocol):
    async def ready_words(self, desk: DeskCode) -> ReadyWords:
        """As its commander left them; empty where nobody wrote any."""
        ...

    async def keep_ready(self, desk: DeskCode, words: ReadyWords) -> None: ...


@dataclass(frozen=True, slots=True)
class ReadySentences:
    store: ReadyWordsStore

    async def of(self, officer: Officer) -> ReadyWords:
        require(officer, Action.ASK, officer.desk)
        own = await self.store.ready_words(officer.desk)
        return ReadyWords(
            own.asking or standard(Occasion.ASK), own.closing or standard(Occasion.CLOSE)
        )

    async def keep(
        self, commander: Officer, asking: Sequence[str], closing: Sequence[str]
    ) -> ReadyWords:
        """An empty list is the catalogue's again. WordsTooLong for one over `LONGEST`."""
        if not commands(commander):
            raise NotPermitted
        own = ReadyWords(_own(asking, Occasion.ASK), _own(closing, Occasion.CLOSE))
        await self.store.keep_ready(commander.desk, own)
        return await self.of(commander)


def standard(occasion: Occasion) -> tuple[str, ...]:
    start = f"deskpage.ready_{occasion}_"
    return tuple(text(key) for key in catalogue() if key.startswith(start))


def _own(typed: Sequence[str], occasion: Occasion) -> tuple[str, ...]:
    """Once each; a list that says what the catalogue says stays the catalogue's."""
    said = tuple(dict.fromkeys(must_be_words(one, LONGEST) for one in typed if one.strip()))
    return () if said == standard(occasion) else said
