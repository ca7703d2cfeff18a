"""Finds a position that somebody wrote: figures, degrees, a map's link, a plus code."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from communes.coordinates.plus_codes import decode, find_code, is_full

LONGEST = 4000  # characters of a message that are looked at
NORTH, EAST = (6.0, 24.0), (102.0, 118.0)
VIEW = 300.0  # metres: a link to what the map showed, not to a pin
_NUMBER = r"(-?\d{1,3}\.\d+)"
_PAIR = rf"{_NUMBER}(?:,|%2C|\+|\s)+{_NUMBER}"
_PINS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"!3d{_NUMBER}!4d{_NUMBER}",
        rf"\bgeo:{_NUMBER},{_NUMBER}",
        rf"[?&/#](?:q|query|ll|daddr|destination|center|coordinate|address|mlat|marker|near|sll)="
        rf"(?:loc:)?{_PAIR}",
        rf"mlat={_NUMBER}&mlon={_NUMBER}",
        rf"/(?:place|search|dir/[^/\s]*)/{_PAIR}",
    )
)
_VIEWS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (rf"@{_NUMBER},{_NUMBER}", rf"#map=\d+/{_NUMBER}/{_NUMBER}",
                    rf"[?&]cp={_NUMBER}~{_NUMBER}")
)  # fmt: skip
_DEGREES = re.compile(
    r"(\d{1,3})\s*(?:°|º|˚|độ)\s*(\d{1,2}(?:[.,]\d+)?)\s*(?:['’′`]|phút)"
    r"(?:\s*(\d{1,2}(?:[.,]\d+)?)\s*(?:[\"”″]|''|giây)?)?"
)
_WORDS_BETWEEN = r"[^\d]{1,24}?"
_DECIMALS = (
    re.compile(rf"(?<![\w.,-])(\d{{1,3}}\.\d{{2,}}){_WORDS_BETWEEN}(\d{{1,3}}\.\d{{2,}})(?![\d,])"),
    re.compile(r"(?<![\d.,])(\d{1,3},\d{3,})(?:\s*[;/|]\s*|\s+)[^\d]{0,24}?"
               r"(\d{1,3},\d{3,})(?![\d.])"),
)  # fmt: skip
_SAYS_POSITION = re.compile(
    r"to[aạ] ?đ[oộ]|t[oọ]a đ[oộ]|v[iị] tr[ií]|v[iĩ] đ[oộ]|kinh đ[oộ]|gps|lat|định vị|dinh vi",
    re.IGNORECASE,
)
_MAP_LINK = re.compile(
    r"maps\.app\.goo\.gl|goo\.gl/maps|google\.[a-z.]+/maps|maps\.google\.|g\.co/kgs|maps\.apple|"
    r"g\.page|waze\.com|openstreetmap|osm\.org|plus\.codes",
    re.IGNORECASE,
)
_FEW_LETTERS = 12
# What every way to write one needs; most texts hold none of it, and each pattern costs its while.
_MAY_BE_WRITTEN = re.compile(r"\d[.,]\d|\d\s*(?:[°º˚]|độ)|[+%]")


@dataclass(frozen=True, slots=True)
class Spoken:
    latitude: float
    longitude: float
    accuracy: float  # metres around it that are meant as well; 0 for a pin or figures


def find_position(text: str) -> Spoken | None:
    """The position a text gives, inside the country's frame; None when it gives none."""
    text = text[:LONGEST]
    if not _MAY_BE_WRITTEN.search(text):
        return None
    return _of_link(text) or _of_code(text) or _of_degrees(text) or _of_figures(text)


def is_map_link(text: str) -> bool:
    """Is there a link to a map, be it one whose letters tell nothing?"""
    return _MAP_LINK.search(text[:LONGEST]) is not None


def _of_link(text: str) -> Spoken | None:
    if ":" not in text and "/" not in text:
        return None
    plain = unquote(text)
    for patterns, accuracy in ((_PINS, 0.0), (_VIEWS, VIEW)):
        for pattern in patterns:
            for match in pattern.finditer(plain):
                found = _placed((match[1], match[2]), accuracy)
                if found:
                    return found
    return None


def _of_code(text: str) -> Spoken | None:
    code = find_code(text)
    if code is None or not is_full(code):
        return None
    return _placed(decode(code))


def _of_degrees(text: str) -> Spoken | None:
    found = [_in_degrees(match) for match in _DEGREES.finditer(text)]
    return _placed(found[:2]) if len(found) >= 2 else None


def _in_degrees(match: re.Match[str]) -> float:
    degrees, minutes, seconds = (float((part or "0").replace(",", ".")) for part in match.groups())
    return degrees + minutes / 60 + seconds / 3600


def _of_figures(text: str) -> Spoken | None:
    for pattern in _DECIMALS:
        for match in pattern.finditer(text):
            if _is_meant(text, match):
                found = _placed(part.replace(",", ".") for part in match.groups())
                if found:
                    return found
    return None


def _is_meant(text: str, match: re.Match[str]) -> bool:
    """Two prices may look like it: short figures need a word for it, or to stand alone."""
    if max(len(re.split("[.,]", part)[1]) for part in match.groups()) > 3:
        return True
    rest = text[: match.start()] + text[match.end() :]
    alone = sum(character.isalpha() for character in rest) <= _FEW_LETTERS
    return alone or _SAYS_POSITION.search(text) is not None


def _placed(pair: Iterable[str | float], accuracy: float = 0.0) -> Spoken | None:
    first, second = (float(value) for value in pair)
    for latitude, longitude in ((first, second), (second, first)):
        if NORTH[0] <= latitude <= NORTH[1] and EAST[0] <= longitude <= EAST[1]:
            return Spoken(latitude, longitude, accuracy)
    return None
