"""What an officer types to a resident must never look like a scam, nor lead them off this line.

Pure. A request for a one-time code, a password or a picture of an identity paper is refused. A
phone number, a link, money or an account may have its reason ("how much did you transfer to
them?"): it goes out once the officer has said so again.
"""

import re
import tomllib
import unicodedata
from collections.abc import Collection
from functools import cache
from importlib import resources

from tips.errors import WordsHeld, WordsRefused
from wording.catalogue import text

# Dates and times are digits, dots and a zero in front, like phone numbers.
_MOMENTS = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}\b|\b\d{1,2}(?::|h|g| giờ )\d{0,2}\b"
)
_SPELLED = re.compile(r"\bo([ .\-])t\1p\b")
_CLAUSE = re.compile(r"[.!?;\n]")
_CONFIRMED = re.compile(r"\s*x[áa]c\s+nh[ậa]n\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
_GLUED = re.compile("[\u200b-\u200f\u2060\u00ad\ufeff]")  # nobody sees these


class Confirmed(str):
    """Words that their officer sent a second time, knowing what was found in them."""

    __slots__ = ()


def confirmed(words: str) -> str:
    """What begins with "xác nhận:" was sent before and is meant as it stands."""
    said = _CONFIRMED.match(unicodedata.normalize("NFC", words))
    return Confirmed(said[1]) if said else words.strip()


def check(words: str, phones: Collection[str] = ()) -> None:
    """WordsRefused or, unless confirmed, WordsHeld. `phones`: the desk's own printed numbers."""
    refused, held = findings(words, phones)
    if refused:
        raise WordsRefused(_names(refused), refused)
    if held and not isinstance(words, Confirmed):
        raise WordsHeld(_names(held), held)


def findings(words: str, phones: Collection[str] = ()) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is refused, and what is held, by name."""
    typed = unicodedata.normalize("NFKC", _GLUED.sub("", words)).lower()
    plain = _SPELLED.sub("otp", _plain(_MOMENTS.sub(" | ", _without(typed, phones))))
    secrets = [name for name, rule in _rules("secret") if rule.search(plain)]
    refused = tuple(name for name in secrets if _is_asked_for(name, plain))
    named = [name for name in secrets if name not in refused]
    for name, rule in _rules("held"):
        if rule.search(plain):
            named.append(name)
            plain = rule.sub(" | ", plain)  # one number is not a phone's and an account's
    named += [name for name, rule in _rules("held_raw") if rule.search(typed)]
    return refused, tuple(named)


def _is_asked_for(name: str, plain: str) -> bool:
    """In one of its clauses a request, no warning, and not somebody else's request told again."""
    rule, asking = dict(_rules("secret"))[name], dict(_rules("asking"))
    for clause in _CLAUSE.split(plain):
        if rule.search(clause) is None or asking["told"].search(clause):
            continue
        if asking["request"].search(asking["warning"].sub(" ", clause)):
            return True
    return False


def _without(typed: str, phones: Collection[str]) -> str:
    for phone in phones:
        digits = [re.escape(digit) for digit in phone if digit.isdigit()]
        if digits:
            typed = re.sub(r"(?<!\d)\(?" + r"[ .()\-]*".join(digits) + r"(?!\d)", " | ", typed)
    return typed


def _plain(typed: str) -> str:
    """Without diacritics: officers type without them too, and so do those who imitate us."""
    apart = unicodedata.normalize("NFD", typed.replace("đ", "d"))
    return re.sub(r"[ \t]+", " ", "".join(c for c in apart if not unicodedata.combining(c)))


def _names(found: tuple[str, ...]) -> str:
    return ", ".join(text(f"desk.found_{name}") for name in found)


@cache
def _rules(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    file = resources.files("tips.reading").joinpath("asked_words.toml").read_text(encoding="utf-8")
    return tuple((name, re.compile(rule)) for name, rule in tomllib.loads(file)[kind].items())
