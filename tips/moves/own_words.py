"""Words that leave the desk are an officer's own: whoever knows how a resident speaks, or what only
they saw, could tell from a sentence of theirs who told. Pure.
"""

import re
from collections.abc import Iterator

from communes.spelling import fold
from tips.errors import WordsCopied
from tips.moves.base import spoken
from tips.tip import Author, Joined, Tip

RUN = 7  # so many words in a row are nobody's own by chance


def own_words(words: str, tip: Tip) -> str:
    """Raises WordsCopied beside what `spoken` raises."""
    said = spoken(words)
    runs = set(_runs(said))
    if any(run in runs for told in _told(tip) for run in _runs(told)):
        raise WordsCopied
    return said


def _runs(words: str) -> Iterator[tuple[str, ...]]:
    split = re.findall(r"\w+", fold(words))
    return (tuple(split[at : at + RUN]) for at in range(len(split) - RUN + 1))


def _told(tip: Tip) -> Iterator[str]:
    """All that residents said of it, except where and when: what leaves has to name these."""
    parts: tuple[Tip | Joined, ...] = (tip, *tip.joined)
    for part in parts:
        yield part.report.story
        yield from (answer for _, answer in part.report.answers)
        yield from (line.text for line in part.lines if line.author is Author.CITIZEN)
