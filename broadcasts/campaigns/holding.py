"""Why a lesson of a campaign may not go out on a day, and whether its words have changed."""

from datetime import date

from broadcasts.lessons.content import Content, Telling
from broadcasts.lessons.lesson import Lesson

# Beside those of broadcasts.lessons.lesson.Held.
GONE, CHANGED = "gone", "changed"


def held_back(approved: Content | None, lesson: Lesson | None, day: date) -> str:
    """Empty: it may go. `approved`: None before the yes. `lesson`: as its file stands now.

    Approved words go out as they were approved, whatever is edited later, but for this: their
    review was good for a month that is over by then, and whoever read them anew wrote others.
    """
    if lesson is None:
        return GONE
    held = lesson.held_on(day)
    if held:
        return str(held)
    if approved and has_changed(approved, lesson) and _was_good_until(approved, day):
        return CHANGED
    return ""


def has_changed(approved: Content, lesson: Lesson) -> bool:
    """Does the library say something else by now?"""
    return approved.telling("vi") != Telling(lesson.title, lesson.body)


def _was_good_until(approved: Content, day: date) -> bool:
    return bool(approved.review_by) and f"{day:%Y-%m}" > approved.review_by
