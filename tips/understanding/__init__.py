"""What a resident's message means, learned from labelled rows. Pure, offline, explainable."""

from tips.understanding.reading import Understanding, explain, understand

__all__ = ["Understanding", "explain", "understand"]
