"""Importing one table brings all: foreign keys and migrations must see the whole."""

from storage.tables import arrivals, audit, citizens, clock, desks, lessons, letters, moves, tips

__all__ = ["arrivals", "audit", "citizens", "clock", "desks", "lessons", "letters", "moves", "tips"]
