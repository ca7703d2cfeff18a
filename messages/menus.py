"""Numbered menus, for channels without buttons: what a typed answer picks from one."""

import re
import unicodedata
from collections.abc import Sequence

_LONGEST_NUMBER = 30  # letters, blanks included
_NUMBER = re.compile(r"(?:so |number )?(\d{1,3})\s*[.)]?")
_WORDS = (
    ("một", "one"), ("hai", "two"), ("ba", "three"), ("bốn", "four"), ("năm", "five"),
    ("sáu", "six"), ("bảy", "seven"), ("tám", "eight"), ("chín", "nine"), ("mười", "ten"),
    ("mười một", "eleven"), ("mười hai", "twelve"), ("mười ba", "thirteen"),
    ("mười bốn", "fourteen"), ("mười lăm", "fifteen"),
)  # fmt: skip
_ALSO = {"bẩy": 7, "tư": 4}
_NUMBERS = {word: at for at, words in enumerate(_WORDS, start=1) for word in words} | _ALSO


def number(text: str) -> int | None:
    """A "3", "3." or "số 3"."""
    if len(text) > _LONGEST_NUMBER:
        return None
    found = _NUMBER.fullmatch(_folded(text).strip())
    return int(found[1]) if found else None


def picked(text: str, labels: Sequence[str]) -> int | None:
    """Which of the rows is meant, from 1 (perhaps beyond the last): "2", "số 2", "hai", "số hai",
    or its label, with or without marks.
    """
    if not labels:
        return None
    return number(text) or spoken_number(text) or _labelled(text, labels)


def spoken_number(text: str) -> int | None:
    """A "hai" or "số hai", and nothing else."""
    words = _bare(text)
    for prefix in ("số ", "so ", "number "):
        words = words.removeprefix(prefix)
    found = [value for word, value in _NUMBERS.items() if _is_spelled_so(words, word)]
    return found[0] if found else None


def is_number(text: str) -> bool:
    """A row's number and nothing else, in digits or in words."""
    return number(text) is not None or spoken_number(text) is not None


def _labelled(text: str, labels: Sequence[str]) -> int | None:
    typed = _bare(text)
    found = [at for at, label in enumerate(labels, 1) if _is_spelled_so(typed, _bare(label))]
    return found[0] if typed and len(found) == 1 else None


def _is_spelled_so(typed: str, meant: str) -> bool:
    """What is typed with marks must match with them: "đúng" is not "dừng"."""
    return typed == meant or (typed.isascii() and typed == _folded(meant))


def _bare(text: str) -> str:
    """Words alone, in small letters: "✓ Ma túy…" is "ma túy"."""
    composed = unicodedata.normalize("NFC", text).lower()
    return " ".join("".join(c if c.isalnum() else " " for c in composed).split())


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in parts if not unicodedata.combining(c)).replace("đ", "d")
