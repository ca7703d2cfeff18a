"""Undoes Telex: "phuwowngf" was typed with the Vietnamese keyboard switched off."""

import re
from itertools import islice

_STRONG = re.compile(r"dd|aa|ee|oo|[aou]w|[aeiouy](?:ng|nh|ch|[cmnpt])?[sfrxj]\b", re.IGNORECASE)
_FOREIGN = re.compile(r"[^\W\d_\x00-\x7f]")
_TONE = {"f": "1", "r": "2", "x": "3", "s": "4", "j": "5"}
_LETTERS = (
    ("uow", "ươ"), ("uwow", "ươ"), ("dd", "đ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô"),
    ("aw", "ă"), ("ow", "ơ"), ("uw", "ư"),
)  # fmt: skip
_TONED = re.compile(r"^(.*[aeiouy])(ng|nh|ch|[cmnptuwaeoiy])*([sfrxj])([a-z]*)$")
_VOWEL = re.compile("[aeiouy]")


def looks_like_telex(text: str) -> bool:
    """Two words no Vietnamese would write otherwise, in a text with hardly a diacritic."""
    if not text.isascii() and next(islice(_FOREIGN.finditer(text), 2, None), None):
        return False
    return len(_STRONG.findall(text[:400])) >= 2


def untelex(word: str) -> str:
    """The word's letters with diacritics, its tone as a digit at the end."""
    if not word.isascii():
        return word
    tone, bare = _split_tone(word)
    bare = bare.replace("uwow", "ươ").replace("uow", "ươ")
    for typed, letter in _LETTERS:
        bare = bare.replace(typed, letter)
    return bare + tone


def _split_tone(word: str) -> tuple[str, str]:
    for place in range(len(word) - 1, 0, -1):
        tail = word[place + 1 :]
        if word[place] in _TONE and _VOWEL.search(word[:place]) and len(tail) <= 2:
            return _TONE[word[place]], word[:place] + tail
    return "", word
