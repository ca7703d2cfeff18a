"""Quiet hours as people type them: "22:00-7:00", "từ 10h tối đến 6h sáng", "11g30 - 13g30"."""

import re

from broadcasts.audience.subscriber import Quiet
from communes.spelling import fold

NIGHT = Quiet(21 * 60, 6 * 60 + 30)  # holds for everybody, whatever they choose
PRESETS = (Quiet(690, 810), Quiet(420, 1020), Quiet(1080, 1260))  # noon, working day, evening
LEAST_LEFT = 60  # minutes of a day in which a lesson may still come
DAY = 24 * 60
_TIME = r"(\d{1,2})(?: ?(?:[:.]|h|g|gio)(?: ?([0-5]\d))?)? ?(sang|trua|chieu|toi|dem)?"
_SPAN = re.compile(rf"(?:tu |from )?{_TIME} ?(?:-|den|toi|to|until) ?{_TIME}")
_BUTTON = re.compile(r"(\d\d)(\d\d)-(\d\d)(\d\d)")
_AFTERNOON = ("chieu", "toi")


def parse_quiet_hours(text: str) -> Quiet | None:
    """None for what names no two times, or twice the same."""
    plain = " ".join(fold(text).replace("–", "-").replace("—", "-").strip(" .!").split())
    found = _SPAN.fullmatch(plain)
    if found is None:
        return None
    starts, ends = _minute(*found.groups()[:3]), _minute(*found.groups()[3:])
    if starts is None or ends is None or starts == ends:
        return None
    return Quiet(starts, ends)


def shown(quiet: Quiet) -> str:
    return f"{_clock(quiet.starts)}–{_clock(quiet.ends)}"


def leaves_room(quiet: Quiet) -> bool:
    """Beside the night: nobody should shut the door by mistake and wonder at the silence."""
    open_minutes = (m for m in range(DAY) if not (NIGHT.holds(m) or quiet.holds(m)))
    return sum(1 for _ in open_minutes) >= LEAST_LEFT


def dumps(quiet: Quiet) -> str:
    """For a button: "2200-0700"."""
    return shown(quiet).replace(":", "").replace("–", "-")


def loads(button: str) -> Quiet | None:
    found = _BUTTON.fullmatch(button)
    return parse_quiet_hours(f"{found[1]}:{found[2]}-{found[3]}:{found[4]}") if found else None


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _minute(hour: str, minutes: str | None, part: str | None) -> int | None:
    found = int(hour)
    if found <= 12:
        found = _by_part(found, part or "")
    whole = found * 60 + int(minutes or 0)
    return whole % DAY if whole <= DAY else None


def _by_part(hour: int, part: str) -> int:
    """As it is said: "1 giờ trưa" is 13:00, "12 giờ đêm" midnight, "10 giờ đêm" 22:00."""
    if part in _AFTERNOON or (part == "trua" and hour < 10):
        return hour % 12 + 12
    if part == "dem":
        return 0 if hour == 12 else hour + 12 if hour >= 6 else hour
    return hour
