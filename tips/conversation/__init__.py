"""The conversation as pure functions. Owned by the rules; no messenger, no database, no loop."""

from tips.conversation.advance import advance
from tips.conversation.outcomes import after

__all__ = ["advance", "after"]
