"""Recognises orders ("/huy", "quay lại", "khong ro") among what people type."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from communes.remembering import remembered
from communes.spelling import fold
from tips.reading.phrases import read

_LONGEST = 60
# Said around an order out of politeness: "dạ không ạ", "gửi đi cháu", "bà không biết".
_PARTICLES = (
    "dạ", "vâng", "ạ", "à", "em", "con", "cháu", "tôi", "tui", "tớ", "bạn", "anh", "chị", "ông",
    "bà", "bác", "cô", "chú", "ad", "nhé", "nha", "nhe", "nè", "đi", "luôn", "nữa", "giùm", "dùm",
    "hộ", "ơi", "rồi", "r", "lắm", "thì", "thôi", "đâu", "nghe", "nghen", "nhen", "ok", "uk", "ừ",
)  # fmt: skip
_BARE_PARTICLES = frozenset(map(fold, _PARTICLES))
_PART = re.compile(r"[^\W_]+")
_MOST_PARTICLES = 2  # on each side
_ALWAYS_WHOLE = {"help", "start", "new", "erase"}  # "giúp em" is a cry for help
_REMEMBERED = 4  # one message is asked about several times in its turn
_CLAUSE = re.compile(r"[,.;!\n]+")
_BESIDE_OTHERS = {"cancel", "greeting", "thanks", *_ALWAYS_WHOLE}
# As it is typed and said: "ko bik", "hổng nhớ".
_NO = re.compile(r"\b(?:ko|k|kg|hok|hem|h[ôoổ]ng|chẳng|chả)\b", re.IGNORECASE)
_KNOW = re.compile(r"\b(?:b[iíị][kct]|bt)\b", re.IGNORECASE)
_MISTYPED = re.compile(r"/[^\W\d]\w{1,30}(@\w+)?")


@dataclass(frozen=True, slots=True)
class Order:
    name: str  # a table of commands.toml
    rest: str = ""  # what followed a slash command
    slash: bool = False


def recognise(text: str) -> Order | None:
    """The order the whole text is, if it is one."""
    stripped = text.strip()
    if stripped.startswith("/"):
        return _slash(stripped)
    return _spoken_order(stripped) if len(stripped) <= _LONGEST else None


@remembered(_REMEMBERED)
def _spoken_order(text: str) -> Order | None:
    text = _NO.sub("không", _KNOW.sub("biết", text))
    return _named(text) or _named_politely(text) or _last_of_several(text)


def _last_of_several(text: str) -> Order | None:
    """In "thôi khỏi, bác không nhớ" nothing is told: who gives up one question cancels no tip."""
    clauses = [clause for clause in _CLAUSE.split(text) if clause.strip()]
    if len(clauses) < 2:
        return None
    orders = [_named(clause) or _named_politely(clause) for clause in clauses]
    kept = [order for order in orders if order and order.name not in _BESIDE_OTHERS]
    return kept[-1] if kept and None not in orders else None


def is_unknown(text: str) -> bool:
    """What is mistyped like "/trogip" was meant for us: no story, and no word for an officer."""
    return bool(_MISTYPED.fullmatch(text.strip())) and recognise(text) is None


def _named(text: str) -> Order | None:
    likely = _spoken().get(_plain(text), ())
    if not likely:
        return None
    heard = read(text)
    # "dừng" is not "đúng": what is typed with diacritics must match with them.
    for name, phrase in likely:
        if heard.has(phrase) or text == phrase:
            return Order(name)
    return None


def _named_politely(text: str) -> Order | None:
    said = [word for word in text.split() if any(letter.isalnum() for letter in word)]
    before = next((i for i, word in enumerate(said) if not _is_polite(word)), len(said))
    after = next((i for i, word in enumerate(reversed(said)) if not _is_polite(word)), 0)
    for first in range(min(before, _MOST_PARTICLES) + 1):
        for last in range(min(after, _MOST_PARTICLES) + 1):
            order = _named(" ".join(said[first : len(said) - last]))
            if order and order.name not in _ALWAYS_WHOLE:
                return order
    return None


def _is_polite(word: str) -> bool:
    if not any(part in _BARE_PARTICLES for part in _PART.findall(fold(word))):
        return False
    heard = read(word)
    return any(heard.has(particle) for particle in _PARTICLES)


def _slash(text: str) -> Order | None:
    head, _, rest = text[1:].partition(" ")
    head, newline, more = head.partition("\n")
    name = _slashed().get(fold(head.partition("@")[0]))  # groups write "/tin@name_of_the_bot"
    return Order(name, (more + newline + rest).strip(), slash=True) if name else None


def _plain(text: str) -> str:
    bare = fold(text).replace("’", "'").strip(" .,!;:\"'…?")
    return " ".join(bare.split()) or text


@cache
def _orders() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(
        (resources.files("tips.conversation") / "commands.toml").read_text("utf-8")
    )


@cache
def _slashed() -> Mapping[str, str]:
    return {word: name for name, row in _orders().items() for word in row["slash"]}


@cache
def _spoken() -> Mapping[str, list[tuple[str, str]]]:
    spoken: dict[str, list[tuple[str, str]]] = {}
    for name, row in _orders().items():
        for phrase in row["words"]:
            spoken.setdefault(_plain(phrase), []).append((name, phrase))
    return spoken
