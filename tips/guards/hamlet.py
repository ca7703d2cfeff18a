"""Whom a seat of the local security team (Tổ bảo vệ ANTT) stands for. Pure."""

from desks.desk import Officer

BETWEEN = "·"


def hamlet_of(guard: Officer) -> str:
    """A seat is called "Thôn Đông · Ông Ba", or only "Thôn Đông"."""
    return guard.label.partition(BETWEEN)[0].strip() or guard.label
