"""Hosts and numbers that operators know better than we do: a file of their own, one row a line."""

import re
from dataclasses import dataclass

_HOST = re.compile(r"(?=.{4,253}$)(?:[\w-]{1,63}\.)+(?:xn--[a-z0-9-]+|[^\W\d_]{2,24})")
_NUMBER = re.compile(r"\+?\d{3,19}")
_WORDS = {"luadao": "scam", "chinhthuc": "official", "scam": "scam", "official": "official"}


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line that cannot be taken, and why: a word of operator.toml."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Lists:
    scam: frozenset[str] = frozenset()
    official: frozenset[str] = frozenset()

    def names_scam_host(self, host: str) -> bool:
        return _is_under(host, self.scam)

    def names_official_host(self, host: str) -> bool:
        return _is_under(host, self.official)

    def names_scam_number(self, digits: str) -> bool:
        return digits in self.scam

    def names_official_number(self, digits: str) -> bool:
        return digits in self.official


NOTHING_ADDED = Lists()


def read_lists(text: str) -> tuple[Lists, tuple[Wrong, ...]]:
    """Rows like "luadao vidu-ngan-hang.top" and "chinhthuc 028 3829 7643", with their faults."""
    found: dict[str, str] = {}
    wrong: list[Wrong] = []
    for number, row in enumerate(text.splitlines(), start=1):
        word, _, named = row.partition("#")[0].strip().lower().partition(" ")
        if not word:
            continue
        entry, why = _entry(named), ""
        if word not in _WORDS:
            why = "no_word"
        elif not entry:
            why = "no_entry"
        elif found.setdefault(entry, _WORDS[word]) != _WORDS[word]:
            why = "on_both"
        wrong += [Wrong(number, why)] if why else []
    scam = frozenset(entry for entry, label in found.items() if label == "scam")
    return Lists(scam, frozenset(found) - scam), tuple(wrong)


def digits_of(number: str) -> str:
    """One spelling for one number: "+84 912…", "0084 912…" and "0912…" are the same."""
    digits = re.sub(r"[^\d+]", "", number)
    for abroad in ("+84", "0084"):
        if digits.startswith(abroad):
            return f"0{digits.removeprefix(abroad)}"
    return digits.lstrip("+") if digits.startswith("+00") else digits


def _entry(named: str) -> str:
    bare = re.sub(r"^https?://(?:www\.)?|/.*$", "", named.strip())
    if _HOST.fullmatch(bare):
        return bare
    digits = digits_of(named)
    is_number = re.fullmatch(r"[\d\s.()+-]+", named) and _NUMBER.fullmatch(digits)
    return digits if is_number else ""


def _is_under(host: str, listed: frozenset[str]) -> bool:
    labels = host.split(".")
    return any(".".join(labels[at:]) in listed for at in range(len(labels) - 1))
