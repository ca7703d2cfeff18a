"""Whether a message that somebody received looks like a scam. Pure, offline, explainable."""

from tips.scams.judging import judge
from tips.scams.lists import NOTHING_ADDED, Lists
from tips.scams.verdict import Answer, Reason, Verdict

__all__ = ["NOTHING_ADDED", "Answer", "Lists", "Reason", "Verdict", "judge"]
