"""What the words of a message and the position written in it say together."""

from collections.abc import Iterable
from dataclasses import replace

from communes.directory import CommuneCode
from communes.resolution import Found, Resolution

MOST_CHOICES = 5


def combine(
    words: Resolution, placed: Resolution, near: frozenset[CommuneCode], point: tuple[float, float]
) -> Resolution:
    """The position decides unless the words, sure of themselves, name another place."""
    if not placed.found:
        return words
    return replace(_decide(words, placed, near), position=point)


def _decide(words: Resolution, placed: Resolution, near: frozenset[CommuneCode]) -> Resolution:
    named = {each.commune.code for each in words.found}
    touched = {each.commune.code for each in placed.found}
    routed = bool(words.found) and not words.ask
    if routed and words.found[0].commune.code in touched:
        return words
    if routed and placed.ask and words.found[0].commune.code in near:
        return words  # without borders a position only says "around here"
    if routed:
        return _offer(placed, [*placed.found[:2], *words.found], "position_elsewhere")
    if not placed.ask and (not named or _agree(words, placed, near)):
        return placed
    both = [each for each in placed.found if each.commune.code in named]
    around = [each for each in words.found if each.commune.code in near]
    return _offer(placed, [*both, *placed.found, *around], placed.reason)


def _agree(words: Resolution, placed: Resolution, near: frozenset[CommuneCode]) -> bool:
    """Does the position lie in what the words name, or close to it?"""
    if words.province is not None and words.province == placed.province:
        return True
    return any(each.commune.code in near for each in words.found)


def _offer(placed: Resolution, choices: Iterable[Found], reason: str) -> Resolution:
    unlike: dict[CommuneCode, Found] = {}
    for each in choices:
        unlike.setdefault(each.commune.code, each)
    found = tuple(unlike.values())[:MOST_CHOICES]
    return Resolution(found, ask=True, reason=reason, province=placed.province)
