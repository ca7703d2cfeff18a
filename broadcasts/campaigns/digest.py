"""The week in one message, for those who wish to hear once a week only."""

import re
from collections.abc import Iterable, Sequence

from broadcasts.lessons.content import Content, Telling
from messages.channels import ZALO_OA
from wording.catalogue import Wording

LIMIT = ZALO_OA.longest_text
ROOM = 200  # for the line that ends every message
PLACEHOLDER = re.compile(r"\{\w+\}")
LONGEST = 80  # what stands for a placeholder: the name of a unit with its province
SENTENCE_END = re.compile(r"(?<=[.!?…])\s")
TITLE, FIRST_SENTENCE, WHOLE = range(3)
SPOKEN = ("vi", "en")  # languages the sentences around the lessons exist in


def digest(told: Sequence[Content], wording: Wording) -> Content:
    """Titles at least; first sentences, then whole lessons as long as there is room."""
    languages = {language for one in told for language in one.tellings}
    tellings = {
        language: _telling([one.telling(language) for one in told], wording, language)
        for language in SPOKEN
        if language in languages
    }
    return Content(tellings, sources=tuple(dict.fromkeys(s for one in told for s in one.sources)))


def _telling(lessons: Sequence[Telling], wording: Wording, language: str) -> Telling:
    title = wording("campaigns.digest_title", language, count=len(lessons))
    room = LIMIT - ROOM - len(title)
    shown = _shown(lessons, room)
    depth = [TITLE] * len(shown)
    for deeper in (FIRST_SENTENCE, WHOLE):
        for place in range(len(shown)):
            tried = [*depth[:place], deeper, *depth[place + 1 :]]
            if _length(_body(shown, tried)) <= room:
                depth = tried
    body = _body(shown, depth)
    left = len(lessons) - len(shown)
    more = "\n\n" + wording("campaigns.digest_more", language, count=left) if left else ""
    return Telling(title, body + more)


def _shown(lessons: Sequence[Telling], room: int) -> Sequence[Telling]:
    for count in range(len(lessons), 0, -1):
        if _length(_body(lessons[:count], [TITLE] * count)) <= room:
            return lessons[:count]
    return lessons[:1]


def _body(lessons: Iterable[Telling], depth: Iterable[int]) -> str:
    return "\n\n".join(_one(lesson, deep) for lesson, deep in zip(lessons, depth, strict=True))


def _one(lesson: Telling, depth: int) -> str:
    said = {
        TITLE: "",
        FIRST_SENTENCE: "\n" + SENTENCE_END.split(lesson.body, 1)[0],
        WHOLE: "\n" + lesson.body,
    }
    return f"• {lesson.title}{said[depth]}"


def _length(body: str) -> int:
    return len(PLACEHOLDER.sub("x" * LONGEST, body))
