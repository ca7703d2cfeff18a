"""A tip still being told, and everything the conversation must remember between two messages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """Owned by tips/conversation. `dumps`/`loads` below are all that storage knows of it."""

    draft_id: str  # random 128 bits, unique in the tip table: a second "Send" is the same tip
    language: str = "vi"


def dumps(draft: Draft) -> str:
    raise NotImplementedError


def loads(text: str) -> Draft:
    raise NotImplementedError
