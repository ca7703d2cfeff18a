"""The bell of several processes on one database: what is rung in one is heard in all.

A topic may name a chat, so what travels is its mark, which only this line's key can make.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from typing_extensions import override

from bot.services import Part
from bot.startup import DataFolder
from channels.post.bell import Listener, ProcessBell
from storage.database.dial import Dial
from storage.database.notices import EVERYTHING, Notices
from storage.database.postgres import PostgresDatabase

PURPOSE = "bell"


class SharedBell(ProcessBell):
    def __init__(self, url: str, mark: Callable[[str, str], str], dial: Dial | None = None) -> None:
        super().__init__()
        self._mark = mark
        self._topics: dict[str, str] = {}  # by their marks, as far as anybody listens
        self.notices = Notices(url, self._hear, dial)

    @override
    def ring(self, topic: str) -> None:
        super().ring(topic)
        self.notices.tell(self._marked(topic))

    @override
    @contextmanager
    def listening(self, topic: str) -> Iterator[Listener]:
        mark = self._marked(topic)
        self._topics[mark] = topic
        try:
            with super().listening(topic) as listener:
                yield listener
        finally:
            if topic not in self._listening:
                self._topics.pop(mark, None)

    def _hear(self, mark: str) -> None:
        heard = list(self._topics.values()) if mark == EVERYTHING else [self._topics.get(mark, "")]
        for topic in heard:
            super().ring(topic)

    def _marked(self, topic: str) -> str:
        return self._mark(PURPOSE, topic)[:32]


def open_bell(url: str, data_folder: DataFolder) -> ProcessBell:
    """A SQLite file has one process that serves: nobody else needs to hear."""
    if url.startswith("sqlite"):
        return ProcessBell()
    database = data_folder.database
    dial = database.dial if isinstance(database, PostgresDatabase) else None
    return SharedBell(url, data_folder.vault.mark, dial)


def heard_from_others(bell: ProcessBell) -> tuple[Part, ...]:
    if not isinstance(bell, SharedBell):
        return ()
    return (Part("bell", bell.notices.run(), bell.notices.stop),)
