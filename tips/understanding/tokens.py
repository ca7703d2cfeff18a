"""Cuts a message into words and gives each one spelling, however hastily it was typed."""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import chain
from typing import NamedTuple

from communes.spelling import fold, shape

LONGEST = 8_000  # letters read of one message
BARE_SHARE = 0.15  # fewer marked words than this: typed without
_LONG_SENTENCE = 60  # words
_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?")
_SENTENCE_END = re.compile(r"[.!?;\n…]+(?=\s|$)|\n")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")  # "cứuuuu"
_AMOUNT = re.compile(r"\d+[.,]?\d*")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnprstvx])?"
    r"(?:uye|ieu|yeu|oai|oay|uoi|uou|uay|uya|uyu|[iu]a|[iy]e|uo|ua|uy|ue|oa|oe|ai|ao|au|ay|eo|eu|ia|iu"
    r"|oi|ui|uu|[aeiouy])(?:ch|ng|nh|[cmnpt])?"
)
_TELEX_SIGN = re.compile(r"dd|aa|ee|oo|[aou]w|[aeiouy][a-z]*[sfrxj]$|w[a-z]*[sfrxj]$")
_TELEX_DOUBLED = re.compile(r"([aeod])\1")
_TELEX_HORN = re.compile(r"([aou])w")
_TELEX_TONE = re.compile(r"[sfrxj]$")
_FEWEST_TELEX = 3  # words that show it before a message is taken for typed in Telex
_TELEX_SHARE = 0.3


class Token(NamedTuple):  # hashed by the thousand: a tuple's hash is the fast one
    plain: str  # "danh": without marks, abbreviations written out
    written: str  # "đánh1" where marks were typed, else as plain


@dataclass(frozen=True, slots=True)
class Spelt:
    """The words of one message that were spelt already.

    It lives as long as that message is read: what residents type is remembered nowhere.
    """

    tokens: dict[str, Sequence[Token]] = field(default_factory=dict)
    in_telex: dict[str, bool] = field(default_factory=dict)


def tokens_of(text: str, spelt: Spelt | None = None) -> list[Token]:
    spelt = spelt or Spelt()
    words = _words(text)
    if _is_telex(words, spelt.in_telex):
        words = [_without_telex(word) for word in words]
    for word in set(words).difference(spelt.tokens):
        spelt.tokens[word] = _tokens(word)
    return list(chain.from_iterable(map(spelt.tokens.__getitem__, words)))


def is_typed_bare(text: str) -> bool:
    """On a keyboard without marks, or nearly so."""
    if text.isascii():
        return True
    full, marked, count = _short_forms(), 0, 0
    for word, often in Counter(_WORD.findall(_composed(text))).items():
        meant = full.get(word, "")
        marked += often * (not meant and not word.isascii())
        count += often * (meant.count(" ") + 1)
    return marked <= BARE_SHARE * count


def sentences_of(text: str) -> list[str]:
    """Its sentences; where nobody put a full stop, pieces of as many words as a long one has."""
    return [piece for part in _SENTENCE_END.split(text[:LONGEST]) for piece in _pieces(part)]


def _pieces(part: str) -> Iterator[str]:
    words = part.split()
    for start in range(0, len(words), _LONG_SENTENCE):
        yield " ".join(words[start : start + _LONG_SENTENCE])


def _words(text: str) -> list[str]:
    return _WORD.findall(_STRETCHED.sub(r"\1", _composed(text)))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text[:LONGEST]).lower()


def _tokens(word: str) -> tuple[Token, ...]:
    if word[0].isdecimal() and _AMOUNT.fullmatch(word):
        return (Token(_numeral(word), _numeral(word)),)
    full = _short_forms().get(word)
    if full:
        return tuple(Token(part, part) for part in full.split())
    return (Token(word, word) if word.isascii() else Token(fold(word), shape(word)),)


def _numeral(word: str) -> str:
    """113 and its like are words; other numbers differ only by their length."""
    return word if word in {"111", "112", "113", "114", "115", "24"} else "0" * len(word)


def is_syllable(word: str) -> bool:
    """Of Vietnamese, without its marks."""
    return bool(_SYLLABLE.fullmatch(word))


def _is_telex(words: list[str], known: dict[str, bool]) -> bool:
    enough = max(_FEWEST_TELEX, _TELEX_SHARE * len(words))
    bare = list(filter(str.isascii, words))
    if len(bare) < enough:
        return False
    for word in set(bare).difference(known):
        known[word] = _shows_telex(word)
    return sum(map(known.__getitem__, bare)) >= enough


def _shows_telex(word: str) -> bool:
    return (
        bool(_TELEX_SIGN.search(word))
        and not _SYLLABLE.fullmatch(word)
        and bool(_SYLLABLE.fullmatch(_without_telex(word)))
    )


def _without_telex(word: str) -> str:
    if not word.isascii() or _SYLLABLE.fullmatch(word):
        return word
    bare = _TELEX_TONE.sub("", _TELEX_HORN.sub(r"\1", _TELEX_DOUBLED.sub(r"\1", word)))
    bare = bare.replace("w", "u") if "w" in bare and "u" not in bare else bare
    return bare if _SYLLABLE.fullmatch(bare) else word


@cache
def _short_forms() -> Mapping[str, str]:
    """Every short form of short_forms.toml with what it stands for."""
    table = tomllib.loads(
        (resources.files("tips.understanding") / "short_forms.toml").read_text("utf-8")
    )
    return {short: full for full, shorts in table.items() for short in shorts.split()}
