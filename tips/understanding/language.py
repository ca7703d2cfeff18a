"""Which language a message is surely written in, so that it can be answered in the same."""

import re
import tomllib
from functools import cache
from importlib import resources

from tips.understanding.tokens import is_syllable

_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?")
_FEWEST_VIETNAMESE = 4  # words with marks: an address has as many
_MARKED_SHARE = 0.4
_FEWEST_ENGLISH = 3  # words in all
_ENGLISH_SHARE = 0.6
_READ = 600  # letters


def language_of(text: str) -> str | None:
    """Returns "vi", "en", or None where it is not sure: "ok", "hem 51 Cao Thang"."""
    written = _WORD.findall(text[:_READ].replace("’", "'"))
    words = [word.lower() for word in written]
    marked = sum(not word.isascii() for word in words)
    if marked >= _FEWEST_VIETNAMESE and marked >= _MARKED_SHARE * len(words):
        return "vi"
    said = [word.lower() for word in written if not _is_name(word)]
    return "en" if _is_english(said) else None


def _is_name(word: str) -> bool:
    """The streets of an English message are Vietnamese: "near Ben Thanh market"."""
    return word.istitle() and is_syllable(word.lower())


def _is_english(words: list[str]) -> bool:
    sure = {word for word in words if word in _english()["sure"]}
    likely = [word for word in words if _looks_english(word)]
    return (
        len(words) >= _FEWEST_ENGLISH and bool(sure) and len(likely) >= _ENGLISH_SHARE * len(words)
    )


def _looks_english(word: str) -> bool:
    known = word in _english()["sure"] or word in _english()["likely"]
    return known or (word.isascii() and len(word) > 3 and not is_syllable(word))


@cache
def _english() -> dict[str, frozenset[str]]:
    table = tomllib.loads((resources.files("tips.understanding") / "english.toml").read_text())
    return {share: frozenset(words.split()) for share, words in table.items()}
