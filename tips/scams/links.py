"""Finds the links of a message and says of each host whose it is, or pretends to be."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from communes.remembering import remembered
from communes.spelling import fold
from tips.scams.lists import NOTHING_ADDED, Lists

_HOST = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+(?:xn--[a-z0-9-]{2,59}|[^\W\d_]{2,18})"
_LINK = re.compile(
    rf"(?P<scheme>h(?:tt|xx)ps?\s?[:.]/{{1,2}}\s?)?(?:[\w.-]{{1,40}}@)?"
    rf"(?P<host>\d{{1,3}}(?:\.\d{{1,3}}){{3}}|{_HOST})\.?(?P<port>:\d{{2,5}})?(?P<path>/[^\s]*)?",
    re.IGNORECASE,
)
_PARTED = re.compile(r"(?<=[a-z\d])\s\.\s?(?=(?:com|net|vn|top|vip|xyz|cc|club|site|info|shop)\b)")
_PARTED_BEHIND = re.compile(r"(//[\w.-]+)\s?\.\s(\w{2,6}\b)")
_MOST_LINKS = 20  # of one message
_LOOKS_LIKE = str.maketrans(
    "авсԁеһіјкӏмոорԛгѕтυνѡхуαβγεικορτχзӡ0134578",
    "abcdehijklmnopqrstuvwxyabyeikoptx33oieastb",
)
_FEWEST_LETTERS = 5  # of a name that counts anywhere in a host; "vcb" must stand alone
_FEWEST_MISTYPED = 7  # "vietcombark"
_REMEMBERED = 512


class Whose(StrEnum):
    OFFICIAL = "official"
    LOOK_ALIKE = "look_alike"
    LISTED = "listed"  # an operator named it
    NAMED = "named"  # bears a name, and ends in .vn, where nobody registers without papers
    BARE_ADDRESS = "bare_address"  # 103.21.4.5
    SHORT = "short"  # hides where it leads
    CODED = "coded"  # letters that are not what they look like
    ODD_ENDING = "odd_ending"
    CHAT = "chat"  # into a chat with somebody
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    host: str
    whose: Whose
    meant: str = ""  # whom a look-alike imitates
    place: tuple[int, int] = (0, 0)  # in the message


def close_up(text: str) -> str:
    """Takes out the blank of "vidu .top", put in so that filters miss the link."""
    return _PARTED.sub(".", _PARTED_BEHIND.sub(r"\1.\2", text))


def links_in(text: str, lists: Lists = NOTHING_ADDED) -> list[Link]:
    found: list[Link] = []
    for match in _LINK.finditer(text):
        host = match["host"].lower().rstrip(".")
        if _is_link(match, host) and len(found) < _MOST_LINKS:
            whose, meant = whose_host(host, lists)
            found.append(Link(match[0].rstrip(".,;:!?)"), host, whose, meant, match.span()))
    return found


def _is_link(match: re.Match[str], host: str) -> bool:
    """Not of "trọng.Công ty"; "vidu.top" is one, though nothing stands before it."""
    if match["scheme"] or host.startswith(("www.", "xn--")) or ".xn--" in host:
        return True
    if host.replace(".", "").isdigit():
        return bool(match["path"] or match["port"])
    written = match["host"].rpartition(".")[2]
    is_sentence = written[:1].isupper() and not match["host"].isupper() and not match["path"]
    ending = written.lower()
    return ending in _table()["endings"]["plain"] or (
        ending in _table()["endings"]["known"] and not is_sentence
    )


@remembered(_REMEMBERED)
def whose_host(host: str, lists: Lists = NOTHING_ADDED) -> tuple[Whose, str]:
    """And for a look-alike the name it imitates."""
    owned = registered(host)
    if lists.names_scam_host(host):
        return Whose.LISTED, ""
    if owned in _official() or lists.names_official_host(host) or _is_state(host):
        return Whose.OFFICIAL, ""
    imitated = _imitated(host)
    if imitated:
        return (Whose.NAMED if host.endswith(".vn") else Whose.LOOK_ALIKE), imitated
    return _by_form(host, owned), ""


def registered(host: str) -> str:
    """The part that somebody had to register: "a.b.com.vn" → "b.com.vn"."""
    labels = host.split(".")
    two = ".".join(labels[-2:])
    return ".".join(labels[-3:]) if two in _table()["endings"]["second"] else two


def _is_state(host: str) -> bool:
    return host.endswith(tuple(f".{one}" for one in _table()["endings"]["closed"]))


def _by_form(host: str, owned: str) -> Whose:
    if host.replace(".", "").isdigit():
        return Whose.BARE_ADDRESS
    if not fold(".".join(map(_decoded, host.split(".")))).isascii():
        return Whose.CODED
    if owned in _table()["hosts"]["chat"]:
        return Whose.CHAT
    if owned in _table()["hosts"]["short"]:
        return Whose.SHORT
    odd = host.rpartition(".")[2] in _table()["endings"]["odd"]
    return Whose.ODD_ENDING if odd else Whose.UNKNOWN


# --- look-alikes ---------------------------------------------------------------------------------


def _imitated(host: str) -> str:
    """The name that the host bears, plainly or by letters that look alike."""
    shown = _shown(host)
    whole = re.sub(r"[^a-z]", "", shown)
    pieces = [piece for piece in re.split(r"[^a-z]+", shown) if piece]
    for name, meant in _names():
        if name in pieces or (len(name) >= _FEWEST_LETTERS and name in whole):
            return meant
    return next(_mistyped(pieces), "")


def _shown(host: str) -> str:
    """As an eye reads it: "vietcоmbаnk", "v1etcombank" and "vietcombank" are one."""
    labels = (_decoded(label) for label in host.split("."))
    seen = unicodedata.normalize("NFKC", ".".join(labels)).lower().translate(_LOOKS_LIKE)
    return fold(seen).replace("rn", "m").replace("vv", "w")


def _decoded(label: str) -> str:
    try:
        return label.encode("ascii").decode("idna") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def _mistyped(pieces: list[str]) -> Iterator[str]:
    """One letter more, less or other than a long name."""
    for name, meant in _names():
        if len(name) >= _FEWEST_MISTYPED:
            for piece in pieces:
                if abs(len(piece) - len(name)) <= 1 and _is_one_off(piece, name):
                    yield meant


def _is_one_off(left: str, right: str) -> bool:
    short, long_ = sorted((left, right), key=len)
    at = next((i for i, letter in enumerate(short) if letter != long_[i]), len(short))
    rest = short[at + 1 :] if len(short) == len(long_) else short[at:]
    return rest == long_[at + 1 :]


@dataclass(frozen=True, slots=True)
class _Owner:
    called: str
    names: tuple[str, ...]
    hosts: tuple[str, ...]


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """Longest first, so that "vietcombank" is not taken for somebody shorter."""
    named = [(_shown(name), owner.called) for owner in _owners() for name in owner.names]
    return tuple(sorted(named, key=lambda pair: -len(pair[0])))


@cache
def _official() -> frozenset[str]:
    return frozenset(host for owner in _owners() for host in owner.hosts)


@cache
def _owners() -> tuple[_Owner, ...]:
    return tuple(
        _Owner(row["called"], tuple(row["names"]), tuple(row["hosts"]))
        for row in _read()["owners"].values()
    )


@cache
def _table() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Endings and kinds of hosts, each a set."""
    return {
        part: {name: frozenset(listed) for name, listed in _read()[part].items()}
        for part in ("endings", "hosts")
    }


@cache
def _read() -> Mapping[str, Any]:
    file = resources.files("tips.scams") / "hosts.toml"
    return tomllib.loads(file.read_text("utf-8"))
