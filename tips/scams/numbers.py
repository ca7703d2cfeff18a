"""Finds the numbers of a message that somebody is to call, or to send money to."""

import re
from dataclasses import dataclass
from enum import StrEnum

from tips.scams.lists import NOTHING_ADDED, Lists, digits_of

_PHONE = re.compile(
    r"(?<![\w/.,+])(?:(?:\+|00)\d[\d .()-]{6,16}\d|\(?0\d[\d .()-]{6,12}\d|1[89]00[ .-]?\d{2,4}"
    r"(?:[ .-]?\d{2,4})?)(?![\d])"
)
_ACCOUNT = re.compile(
    r"(?:\bstk\b|\bs[oố] ?(?:t[aà]i kho[aả]n|tk)\b|\b(?:t[aà]i kho[aả]n|tk)\b(?= ?:? ?\d))"
    r"[^\d\n]{0,12}(\d[\d .-]{4,22}\d)",
    re.IGNORECASE,
)
_HOTLINES = {"111", "112", "113", "114", "115", "156", "5656", "1022", "119", "116", "117"}


class Kind(StrEnum):
    HOTLINE = "hotline"  # of a company or office: 1800, 1900, three digits
    PRIVATE = "private"  # anybody's mobile or house phone
    FOREIGN = "foreign"
    ACCOUNT = "account"
    LISTED = "listed"  # an operator named it
    OFFICIAL = "official"  # … as theirs


@dataclass(frozen=True, slots=True)
class Number:
    text: str
    digits: str
    kind: Kind
    place: tuple[int, int] = (0, 0)


def numbers_in(text: str, lists: Lists = NOTHING_ADDED) -> list[Number]:
    accounts = [
        Number(
            found[1], digits_of(found[1]), _of_account(digits_of(found[1]), lists), found.span(1)
        )
        for found in _ACCOUNT.finditer(text)
    ]
    taken = [one.place for one in accounts]
    phones = [
        Number(
            found[0].strip(" .-("), digits_of(found[0]), _of_phone(found[0], lists), found.span()
        )
        for found in _PHONE.finditer(text)
        if not any(start <= found.start() < end for start, end in taken)
    ]
    return [*accounts, *phones]


def bare_number(text: str, lists: Lists = NOTHING_ADDED) -> Number | None:
    """The whole text is a number, with hardly a word beside it."""
    if not re.fullmatch(r"(?:\D{0,20}\s)?[\d\s.()+-]{3,30}", text.strip()):
        return None
    found = numbers_in(text, lists)
    if found:
        return found[0]
    digits = digits_of(text)
    if digits in _HOTLINES:
        return Number(digits, digits, Kind.HOTLINE)
    return Number(text.strip(), digits, _of_account(digits, lists)) if len(digits) > 5 else None


def _of_phone(written: str, lists: Lists) -> Kind:
    digits = digits_of(written)
    if lists.names_scam_number(digits):
        return Kind.LISTED
    if lists.names_official_number(digits):
        return Kind.OFFICIAL
    if digits.startswith(("+", "00")):
        return Kind.FOREIGN
    return Kind.HOTLINE if digits.startswith(("1800", "1900")) else Kind.PRIVATE


def _of_account(digits: str, lists: Lists) -> Kind:
    if lists.names_scam_number(digits):
        return Kind.LISTED
    return Kind.OFFICIAL if lists.names_official_number(digits) else Kind.ACCOUNT
