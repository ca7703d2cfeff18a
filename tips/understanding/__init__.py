"""What a resident's message means, learned from labelled rows. Pure, offline, explainable."""

from tips.understanding.reading import Understanding, explain, prepare, understand

__all__ = ["Understanding", "explain", "prepare", "understand"]
