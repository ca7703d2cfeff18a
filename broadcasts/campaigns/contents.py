"""What goes out, word for word: fixed when it is approved, so that a later edit changes nothing."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from broadcasts.audience import audience as audiences
from broadcasts.campaigns.campaign import Campaign
from broadcasts.lessons.content import Content, Telling, dump_all
from broadcasts.lessons.lesson import Lesson
from broadcasts.plan import rows as plan_rows

FINGERPRINT = 16  # hex digits: read out and compared by two people


def content_of(lesson: Lesson, day: date) -> Content:
    """Every language somebody has told it in, as far as that version is not overdue."""
    tellings = {"vi": Telling(lesson.title, lesson.body)}
    for one in lesson.translations:
        if not one.is_overdue(day):
            tellings[one.language] = Telling(one.title, one.body)
    files = (_file(lesson.picture), _file(lesson.voice))
    return Content(tellings, *files, lesson.sources, "{:04}-{:02}".format(*lesson.review_by))


def _file(path: Path | None) -> str:
    """Its place in the library and what was in it: another file of that name is not sent."""
    if path is None:
        return ""
    seal = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"{path.parent.name}/{path.name}#{seal}"


def contents_of(lessons: Iterable[Lesson], day: date) -> Mapping[str, Content]:
    return {lesson.id: content_of(lesson, day) for lesson in lessons}


def fingerprint(campaign: Campaign, contents: Mapping[str, Content]) -> str:
    """Of everything an approver says yes to: which words, to whom, when, how."""
    parts = (
        campaign.id,
        campaign.kind,
        str(campaign.urgent),
        campaign.mode,
        ",".join(campaign.lessons),
        str(campaign.source),
        audiences.dumps(campaign.audience),
        *([audiences.dump_parts(campaign.parts)] if campaign.parts else []),
        plan_rows.dumps(campaign.plan),
        dump_all(contents),
    )
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:FINGERPRINT]
