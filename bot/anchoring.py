"""Prints the audit log's anchors into files, a file a day, and compares them with the database."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from desks.ports import Clock
from storage.audit.anchors import Anchor
from storage.audit.book import SqlAuditBook
from wording.moments import VIETNAM


@dataclass(frozen=True, slots=True)
class Difference:
    """A printed anchor that the database does not hold any more, or holds otherwise."""

    number: int
    file: Path


@dataclass(frozen=True, slots=True)
class Anchoring:
    book: SqlAuditBook
    folder: Path
    clock: Clock

    async def run(self) -> Anchor | None:
        """Any process may: the row decides. What a crash left unprinted is printed next time."""
        made = await self.book.anchor(self.clock.now())
        last = max((number for number, _, _ in self._lines()), default=0)
        self._print(await self.book.anchored(last))
        return made

    async def differences(self) -> list[Difference]:
        kept = {anchor.number: anchor.hash for anchor in await self.book.anchored()}
        return [
            Difference(number, file)
            for number, link, file in self._lines()
            if kept.get(number) != link
        ]

    def _lines(self) -> Iterator[tuple[int, str, Path]]:
        for file in sorted(self.folder.glob("*.txt")):
            for line in file.read_text(encoding="ascii").splitlines():
                number, *_, link = line.split()
                yield int(number), link, file

    def _print(self, anchors: Iterable[Anchor]) -> None:
        for anchor in anchors:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            at = anchor.at.astimezone(VIETNAM)
            line = f"{anchor.number} {at.isoformat()} {anchor.entries} {anchor.hash}\n"
            with (self.folder / f"{at:%Y-%m-%d}.txt").open("a", encoding="ascii") as file:
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
