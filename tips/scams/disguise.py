"""Reads through letters that were swapped to slip past filters: "D1EU K1EN", "kh.oan", "c()de"."""

import re

from communes.spelling import fold

_GREEK_AND_CYRILLIC = str.maketrans(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧАВЕКМНОРСТХІЈЅаеорсхуіј", "ABEZHIKMNOPTYXABEKMHOPCTXIJSaeopcxyij"
)
_DIGITS = str.maketrans("013457", "oieast")
_INNER_DIGIT = re.compile(
    r"(?<![\w./-])(?=\w*[^\W\d_]\w*[^\W\d_])\w*[^\W\d_][013457]+[^\W\d_]\w*|(?<![\w./-])[^\W\d_]{1,5}0(?!\w)"
)
_ELL_FOR_I = re.compile(r"(?<=[A-ZĐ])l(?=[A-ZĐ])|(?<=[A-ZĐ])l\b|\bl(?=[A-ZĐ]{2})")
_BROKEN = re.compile(r"(?<=[^\W\d_])[.~*_|`^+](?=[^\W\d_])")
_ROUND = re.compile(r"(?<=\w)(?:\(\)|\[\])(?=\w)|(?<=\w)@(?=\w)(?!\w+\.)")
_ABBREVIATED = re.compile(r"\b(?i:tp|q|p|t|v|ts|pgs|gs|th|st|mr|ms|vs|tx|tt|kcn)\.(?=[A-ZĐ\d])")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnprstvx])?"
    r"(?:uye|ieu|yeu|oai|oay|uoi|uou|uay|uya|uyu|[iu]a|[iy]e|uo|ua|uy|ue|oa|oe|ai|ao|au|ay|eo|eu|ia"
    r"|iu|oi|ui|uu|[aeiouy])(?:ch|ng|nh|[cmnpt])?"
)
_ENOUGH = 2  # one odd word happens to anybody


def unmask(text: str) -> tuple[str, bool]:
    """The words as they are meant, and whether they were disguised on purpose."""
    shown = text.translate(_GREEK_AND_CYRILLIC)
    foreign = sum(a != b for a, b in zip(text, shown, strict=True))
    shown, ells = _ELL_FOR_I.subn("I", shown)
    shown, rounds = _ROUND.subn("o", shown)
    shown, digits = _without_digits(shown)
    shown, breaks = _without_breaks(shown)
    return shown, foreign + ells + rounds * 2 + digits + breaks >= _ENOUGH


def _without_digits(text: str) -> tuple[str, int]:
    count = 0

    def mend(found: re.Match[str]) -> str:
        nonlocal count
        meant = found[0].lower().translate(_DIGITS)
        if not _SYLLABLE.fullmatch(fold(meant)):
            return found[0]
        count += 1
        return meant

    return _INNER_DIGIT.sub(mend, text), count


def _without_breaks(text: str) -> tuple[str, int]:
    count = 0
    words = []
    for word in text.split(" "):
        pieces = _BROKEN.split(word)
        if _is_broken(word, pieces):
            count += len(pieces) - 1
            word = "".join(pieces)
        words.append(word)
    return " ".join(words), count


def _is_broken(word: str, pieces: list[str]) -> bool:
    """Short pieces: "kh.oan", not "trọng.Công", "TP.HCM" or a host."""
    if len(pieces) < 2 or "/" in word or _ABBREVIATED.match(word):
        return False
    joined = fold("".join(pieces)).strip(".,:;!?")
    sentence = any(piece[:1].isupper() and not piece.isupper() for piece in pieces[1:])
    return len(joined) <= 12 and not sentence and min(map(len, pieces)) <= 3
