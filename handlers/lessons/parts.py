"""Everything the lessons' door works with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from broadcasts.campaigns.drafting import Drafting
from broadcasts.campaigns.overview import Overview
from broadcasts.campaigns.running import Campaigns
from broadcasts.lessons.content import Content
from broadcasts.lessons.library import Library
from communes.directory import Directory
from desks.auditing import Auditing
from desks.ports import Clock
from desks.signin.access import Access


class LessonLibrary(Protocol):
    def library(self) -> Library: ...


class Learned(Protocol):
    async def counted_since(self, day: str) -> Mapping[str, int]:
        """How often each lesson was asked for, and each answer to its question chosen."""
        ...


class Labels(Protocol):
    async def labels(self, officers: Iterable[str]) -> Mapping[str, str]: ...


class Rendering(Protocol):
    @property
    def channels(self) -> Sequence[str]:
        """That lessons are sent by."""
        ...

    def texts(self, content: Content, desk: str, channel: str, /) -> tuple[str, ...]:
        """Word for word what a resident near that desk will read."""
        ...


@dataclass(frozen=True, slots=True)
class WebLessons:
    campaigns: Campaigns
    drafting: Drafting
    overview: Overview
    lesson_files: LessonLibrary
    rendering: Rendering
    learned: Learned
    officers: Labels
    access: Access
    audit: Auditing
    directory: Directory
    clock: Clock
    secure_cookie: bool
