"""Whatever is written, no day ahead of now comes out, and nothing breaks or takes long."""

import re
import time
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trials import lasting
from tips.reading.when import answered, read_time
from wording.moments import VIETNAM

MOMENTS = st.builds(
    lambda minutes: datetime(2020, 2, 1, tzinfo=VIETNAM) + timedelta(minutes=minutes),
    st.integers(0, 8_000_000),
)
SAID = """
        sáng trưa chiều tối đêm khuya nay qua hôm bữa kia kìa ngày tháng năm tuần trước rồi vừa
        thứ 2 7 chủ nhật mùng rằm tết âm lịch chạp giêng 23 30 31 29/2 31/12 1/1 giờ h rưỡi 22 0
        24 phút tiếng cách đây mấy hai mười hồi lúc từ đến này tới đầu cuối giữa last night ago
        friday at pm this month giao thừa nửa hổm rày nãy đang , ."""
WORDS = st.sampled_from(SAID.split())
SENTENCES = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
BRACKETS = re.compile(r"\(([^()]*)\)")
DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
SPAN = re.compile(r"(\d\d)/(\d\d)–(\d\d)/(\d\d)/")
MOMENT = re.compile(r"~(\d\d):(\d\d) (\d\d)/(\d\d)/(\d{4})")


@settings(max_examples=lasting(100, 400))
@given(SENTENCES, MOMENTS)
def test_no_day_or_hour_is_ahead_of_now(sentence: str, now: datetime) -> None:
    for shown in BRACKETS.findall(read_time(sentence, now) or ""):
        for day, month, year in DAY.findall(shown):
            assert date(int(year), int(month), int(day)) <= now.date()
        for hour, minute, day, month, year in MOMENT.findall(shown):
            then = datetime(int(year), int(month), int(day), int(hour), int(minute), tzinfo=VIETNAM)
            assert then <= now


@given(SENTENCES, MOMENTS)
def test_the_first_day_never_follows_the_last(sentence: str, now: datetime) -> None:
    for shown in BRACKETS.findall(read_time(sentence, now) or ""):
        for day, month, last_day, last_month in SPAN.findall(shown):
            assert (month, day) <= (last_month, last_day) or last_month == "01"  # the year's end


@settings(max_examples=lasting(75, 300))
@given(st.text(), MOMENTS)
def test_no_text_breaks_the_reader(text: str, now: datetime) -> None:
    assert read_time(text, now) is None or read_time(text, now)
    assert answered(text, now).startswith((text, "đang diễn ra"))


def test_what_is_told_is_short_and_soon_told_however_long_the_text() -> None:
    now = datetime(2026, 11, 30, 10, tzinfo=VIETNAM)
    read_time("tối qua", now)  # the patterns are built once
    began = time.process_time()

    for words in ("tối qua ", "1/1 ", "hai mươi ", "t7 ", "bữa hôm ngày ", "\u0301", "vừa a xong "):
        assert len(read_time(words * (1_000_000 // len(words)), now) or "") < 300

    assert time.process_time() - began < 2


def test_yesterday_is_vietnamese_wherever_the_clock_stands() -> None:
    evening = datetime(2026, 11, 29, 23, tzinfo=VIETNAM)

    assert read_time("hôm qua", evening) == read_time("hôm qua", evening - timedelta(hours=20))
