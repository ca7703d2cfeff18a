"""What goes out, word for word: fixed when it is approved, so that a later edit changes nothing."""

import hashlib
from collections.abc import Iterable, Mapping

from broadcasts import audience as audiences
from broadcasts import plan_rows
from broadcasts.campaign import Campaign
from broadcasts.content import Content, Telling, dump_all
from broadcasts.lesson import Lesson

FINGERPRINT = 16  # hex digits: read out and compared by two people


def content_of(lesson: Lesson) -> Content:
    return Content({"vi": Telling(lesson.title, lesson.body)}, sources=lesson.sources)


def contents_of(lessons: Iterable[Lesson]) -> Mapping[str, Content]:
    return {lesson.id: content_of(lesson) for lesson in lessons}


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
        plan_rows.dumps(campaign.plan),
        dump_all(contents),
    )
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:FINGERPRINT]
