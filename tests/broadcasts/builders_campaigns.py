"""Campaigns, lessons and people for tests: name only what matters."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from broadcasts.audience.audience import Audience
from broadcasts.audience.night import NIGHT
from broadcasts.campaigns.campaign import Campaign, Kind, State
from broadcasts.delivery.shard import Mode
from broadcasts.lessons.lesson import Lesson
from broadcasts.lessons.seasons import Span, span_of
from broadcasts.plan.plan import Once
from broadcasts.plan.text import Frame
from desks.permissions import Author

NOON = datetime(2027, 3, 12, 5, 0, tzinfo=UTC)  # 12:00 in Vietnam, a Friday
OFFSETS = (-49, -42, -35, -28, -21, -14, -10, -6, -2, 0)
SEASONS: dict[str, tuple[Span, ...]] = {
    "he": (span_of("06-01..08-31"),),
    "tet": (span_of("12-01..02-29"),),
    "mua_thu_hoach": (span_of("04-15..06-30"), span_of("09-01..11-30")),
}
WRITER = Author("a" * 32, "00", frozenset({"write"}))
APPROVER = Author("b" * 32, "00", frozenset({"approve"}))
CHIEF = Author("c" * 32, "00", frozenset({"alert"}))


def a_lesson(name: str = "ld-01", **changes: Any) -> Lesson:
    usual = Lesson(
        id=name,
        kind="canh_bao_lua_dao",
        title=f"Bài {name}",
        body="Kẻ gian gọi điện. Việc cần làm: gọi {truc_ban} của {don_vi}.",
        topics=("chong_lua_dao",),
        audience=("moi_nguoi",),
        season="quanh_nam",
        sources=("KTC",),
        confidence="cao",
        review_by=(2030, 12),
    )
    return replace(usual, **changes)


def the_series() -> list[Lesson]:
    return [a_lesson(f"nh-{n:02}", day_offset=day) for n, day in enumerate(OFFSETS, 1)]


def a_frame(*lessons: Lesson, **changes: Any) -> Frame:
    usual = Frame(NOON, lessons or (a_lesson(),), SEASONS, NIGHT)
    return replace(usual, **changes)


def a_campaign(**changes: Any) -> Campaign:
    usual = Campaign(
        id="sen-mai-42",
        desk="00",
        kind=Kind.LESSON,
        lessons=("ld-01",),
        urgent=False,
        mode=Mode.AT_LEAST,
        state=State.DRAFT,
        audience=Audience(),
        plan=Once(),
        drafted_at=NOON,
        drafted_by=WRITER.id,
    )
    return replace(usual, **changes)
