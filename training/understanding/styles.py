"""The same message as another hand would type it: bare, abbreviated, in Telex, in capitals."""

import random
import re
import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import replace

from communes.spelling import fold
from training.understanding.rows import Row

_TONE_KEYS = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_SHAPE_KEYS = {"\u0306": "w", "\u031b": "w"}
_DOUBLED = "\u0302"  # the hat: typed by doubling the letter
_SHORTER = {
    "không": ("ko", "k", "hok", "khum"),
    "được": ("dc", "đc"),
    "với": ("vs",),
    "rồi": ("r", "rùi"),
    "chồng": ("ck",),
    "vợ": ("vk",),
    "em": ("e",),
    "anh": ("a",),
    "chị": ("c",),
    "tôi": ("t", "tui"),
    "mình": ("mik", "mk"),
    "biết": ("bik", "bít", "bt"),
    "gì": ("j", "ji"),
    "người": ("ng", "ngừi"),
    "trước": ("trc",),
    "giờ": ("h",),
    "vậy": ("v", "z"),
    "làm": ("lm",),
    "trong": ("trog",),
    "đang": ("đag", "đg"),
    "quá": ("wa", "wá"),
    "nhiều": ("nhìu",),
    "thằng": ("thg",),
    "nhưng": ("nhg",),
    "yêu": ("iu",),
    "đánh": ("đáh", "uýnh"),
    "cũng": ("cug",),
    "như": ("nhu",),
}
_PUNCTUATION = re.compile(r"[^\w\s]+")


def grow(row: Row) -> list[Row]:
    """The row itself, without marks, and once more in a manner that its text decides."""
    chance = random.Random(zlib.crc32(row.text.encode()))  # noqa: S311
    manner = chance.choice(_MANNERS)
    texts = dict.fromkeys((row.text, fold(row.text), manner(row.text, chance)))
    return [replace(row, text=text) for text in texts]


def _abbreviate(text: str, chance: random.Random) -> str:
    return " ".join(
        chance.choice(_SHORTER[word.lower()]) if word.lower() in _SHORTER else word
        for word in text.split()
    )


def _abbreviate_bare(text: str, chance: random.Random) -> str:
    return fold(_abbreviate(text, chance))


def _type_telex(text: str, chance: random.Random) -> str:
    """As it comes out where the keyboard was left in English; some words get through."""
    return " ".join(_keys_of(word) if chance.random() < _SLIPS else word for word in text.split())


_SLIPS = 0.85


def _keys_of(word: str) -> str:
    typed, tone = "", ""
    for letter in unicodedata.normalize("NFD", word.lower()):
        if letter in _TONE_KEYS:
            tone = _TONE_KEYS[letter]
        elif letter in _SHAPE_KEYS or letter == _DOUBLED:
            typed += _SHAPE_KEYS.get(letter) or typed[-1]
        else:
            typed += "dd" if letter == "đ" else letter
    return typed + tone


def _shout(text: str, chance: random.Random) -> str:
    del chance
    return text.upper()


def _without_punctuation(text: str, chance: random.Random) -> str:
    del chance
    return _PUNCTUATION.sub(" ", text).lower()


_MANNERS: tuple[Callable[[str, random.Random], str], ...] = (
    _abbreviate,
    _abbreviate,
    _abbreviate_bare,
    _type_telex,
    _shout,
    _without_punctuation,
)
