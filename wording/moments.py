"""One zone, and the written forms of a moment."""

from datetime import datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))  # no summer time


def moment(at: datetime) -> str:
    """Say "21:14, 12/3", on a Vietnamese clock."""
    local = at.astimezone(VIETNAM)
    return f"{local:%H:%M}, {local.day}/{local.month}"
