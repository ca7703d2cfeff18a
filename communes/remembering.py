"""Remembers what was read in people's words, to read the next message faster, until it is told
to forget: words that a resident has erased must not go on standing in memory.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

Read = TypeVar("Read")
_REMEMBERED: "list[_lru_cache_wrapper[Any]]" = []


def remembered(most: int) -> "Callable[[Callable[..., Read]], _lru_cache_wrapper[Read]]":
    """As `lru_cache`, for whatever is keyed by words that people write."""

    def remember(read: Callable[..., Read]) -> "_lru_cache_wrapper[Read]":
        remembering = lru_cache(most)(read)
        _REMEMBERED.append(remembering)
        return remembering

    return remember


def count_remembered() -> int:
    return sum(remembering.cache_info().currsize for remembering in _REMEMBERED)


def forget_words() -> None:
    for remembering in _REMEMBERED:
        remembering.cache_clear()
