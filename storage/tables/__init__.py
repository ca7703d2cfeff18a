"""Importing one table brings all: foreign keys and migrations must see the whole."""

from storage.tables import (
    arrivals,
    audit,
    canaries,
    citizens,
    clock,
    copies,
    desks,
    lessons,
    letters,
    links,
    moves,
    outreach,
    published,
    tips,
    vouchers,
)

__all__ = [
    "arrivals",
    "audit",
    "canaries",
    "citizens",
    "clock",
    "copies",
    "desks",
    "lessons",
    "letters",
    "links",
    "moves",
    "outreach",
    "published",
    "tips",
    "vouchers",
]
