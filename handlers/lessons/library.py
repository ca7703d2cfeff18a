"""The library: what may be sent, what is held and why, and how residents will read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import Request

from broadcasts.asking.quiz import Understanding, gathered
from broadcasts.audience.audience import Audience
from broadcasts.audience.topics import GROUPS, TOPICS
from broadcasts.campaigns.reach import own_place
from broadcasts.errors import UnknownLesson
from broadcasts.lessons.vocabulary import label_of, labels
from handlers.lessons.models import Choice, LessonInPath, LessonView, LibraryView
from handlers.lessons.parts import WebLessons
from handlers.lessons.seat import reader, showing
from handlers.lessons.views import every_channel
from handlers.signin.gate import Gate
from handlers.web.problems import Problem
from handlers.words.campaigns import audience_words
from wording.catalogue import text
from wording.moments import VIETNAM

COUNTED_FOR = timedelta(days=90)
KINDS = ("huong_dan", "canh_bao_lua_dao", "phap_luat", "ngay_hoi_19_8")


@dataclass(frozen=True, slots=True)
class LibraryDoor:
    gate: Gate
    parts: WebLessons

    async def every(self, request: Request) -> LibraryView:
        author = await reader(self.gate, request)
        seen = await showing(self.parts, author, ())
        place = own_place(author.desk, self.parts.directory)
        learned = await self._learned(seen.now)
        return LibraryView(
            lessons=[
                seen.lesson_row(one, learned.get(one.id, Understanding()))
                for one in self.parts.lesson_files.library().lessons
            ],
            kinds=[Choice(id=one, label=text(f"campaigns.library_{one}")) for one in KINDS],
            topics=_choices("topics", TOPICS),
            groups=_choices("audience", GROUPS),
            channels=[one for one in every_channel() if one.id in self.parts.rendering.channels],
            seasons=_choices("season", labels("season")),
            rights=sorted(author.rights),
            own_place=_write_place(place),
            place=audience_words(place, self.parts.directory),
        )

    async def _learned(self, now: datetime) -> Mapping[str, Understanding]:
        first = (now - COUNTED_FOR).astimezone(VIETNAM)
        return gathered(await self.parts.learned.counted_since(f"{first:%Y-%m-%d}"))

    async def one(self, request: Request, lesson: LessonInPath) -> LessonView:
        author = await reader(self.gate, request)
        found = self.parts.lesson_files.library().lesson(lesson)
        if found is None:
            raise Problem(404, UnknownLesson(lesson).key, lesson=lesson)
        seen = await showing(self.parts, author, ())
        return LessonView(**seen.lesson(found), previews=seen.lesson_previews(found))


def _choices(kind: str, words: Iterable[str]) -> list[Choice]:
    return [Choice(id=one, label=label_of(kind, one)) for one in words]


def _write_place(place: Audience) -> str:
    return ", ".join(sorted(place.provinces | place.communes)) or "all"
