"""How Vietnamese is written, and what is left of it when people type in a hurry."""

import re
import unicodedata
from functools import cache

# Zero-width characters and direction marks are invisible: they may hide a name from every lookup.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_MARKS = re.compile("[\u0300-\u036f]+")
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng
_VOWELS = "aăâeêioôơuưy"
_DIGIT_OF_TONE = {
    unicodedata.normalize("NFC", vowel + tone): digit
    for vowel in _VOWELS
    for tone, digit in _TONES.items()
}
# Lower case, composed: what nearly everybody types is read without taking every letter apart.
_TONELESS = str.maketrans(
    {unicodedata.normalize("NFC", vowel + tone): vowel for vowel in _VOWELS for tone in _TONES}
)
_PLAIN = str.maketrans(
    {letter: unicodedata.normalize("NFD", letter)[0] for letter in (*_DIGIT_OF_TONE, *_VOWELS)}
    | {"đ": "d"}
)
_ONLY_TONES = dict.fromkeys([*range(128), *map(ord, (*_VOWELS, "đ"))]) | str.maketrans(
    {letter: str(digit) for letter, digit in _DIGIT_OF_TONE.items()}
)
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_LETTERS, start=1)}


def fold(text: str) -> str:
    """Lower case without diacritics: "Đường Hòa" → "duong hoa"."""
    plain = text.lower().translate(_PLAIN)
    return plain if plain.isascii() else _fold_letter_by_letter(text)


def _fold_letter_by_letter(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", _INVISIBLE.sub("", text).lower())
    return _MARKS.sub("", decomposed).replace("đ", "d")


def unhide(text: str) -> str:
    """The composed form without invisible characters."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def glue(text: str) -> str:
    """The letters and digits alone: "Ea H'Leo" → "eahleo"."""
    return "".join(c for c in fold(text) if c.isalnum())


def shape(word: str) -> str:
    """One spelling for "hòa" and "hoà": the tone goes to the end of the word."""
    lower = word.lower()
    if lower.isascii():
        return lower
    if lower.translate(_PLAIN).isascii():
        return lower.translate(_TONELESS) + lower.translate(_ONLY_TONES)[-1:]
    return _shape_letter_by_letter(word)


def _shape_letter_by_letter(word: str) -> str:
    letters, tone = [], ""
    for character in unicodedata.normalize("NFD", word.lower()):
        if character in _TONES:
            tone = str(_TONES[character])
        else:
            letters.append(character)
    return unicodedata.normalize("NFC", "".join(letters)) + tone


def alphabetical(name: str) -> tuple[list[int], list[int]]:
    """A key in the order of a Vietnamese dictionary: letters first, tones only to break ties."""
    letters, tones = [], []
    for character in unicodedata.normalize("NFC", name.lower()):
        plain, tone = _without_tone(character)
        letters.append(_RANK.get(plain, 0) if not plain.isdigit() else -100 + int(plain))
        tones.append(tone)
    return letters, tones


@cache
def _without_tone(character: str) -> tuple[str, int]:
    parts = unicodedata.normalize("NFD", character)
    tone = next((_TONES[p] for p in parts if p in _TONES), 0)
    return unicodedata.normalize("NFC", "".join(p for p in parts if p not in _TONES)), tone
