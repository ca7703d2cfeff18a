"""What telling a lesson on demand needs from the outside world."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from broadcasts.campaigns.ports import SentLesson
from broadcasts.lessons.library import Library


class LessonShelf(Protocol):
    def library(self) -> Library:
        """As its files stand now."""
        ...

    def tell(self, lesson: str, language: str, at: datetime, place: str = "") -> str:
        """Title and body as residents of that commune read them."""
        ...


class SentLessons(Protocol):
    async def sent_between(self, after: datetime, until: datetime) -> Sequence[SentLesson]: ...
