"""Recognises who asks for lessons, or for no more of them, among what people type."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from communes.spelling import fold, shape

_LONGEST = 60
_WORD = re.compile(r"[^\W_]+")
_AGREED_TO = re.compile(r"dong y nhan bai ([a-z0-9_]{5,40})")


@dataclass(frozen=True, slots=True)
class Order:
    name: str  # "begin", "agree", "stop", "leave"
    is_sure: bool = True  # False: the words may also answer a question of a tip
    has_marks: bool = True  # False: "dung" may be "dừng" as well as "đúng"
    code: str = ""  # the preset agreed to, where there are no buttons to carry it


def recognise(text: str) -> Order | None:
    """The order the whole text is, if it is one."""
    stripped = " ".join(text.split())
    if not stripped or len(stripped) > _LONGEST:
        return None
    if agreed := _AGREED_TO.fullmatch(fold(stripped)):
        return Order("agree", code=agreed[1])
    # "/dangky@tinbao_bot", "/dangky phường Bến Thành": the place is asked for next anyway.
    bare = re.split(r"[@ ]", stripped)[0] if stripped.startswith("/") else stripped
    for phrase, order in _known().get(_folded(bare), ()):
        if bare.startswith("/") == phrase.startswith("/") and _is_spelled_so(bare, phrase):
            return Order(order.name, order.is_sure, has_marks=not _is_bare(bare, phrase))
    return None


def _is_spelled_so(typed: str, phrase: str) -> bool:
    """What is typed with diacritics must match with them: "đúng" is not "dừng"."""
    words, meant = _WORD.findall(typed.lower()), _WORD.findall(phrase)
    return typed.isascii() or [shape(word) for word in words] == [shape(word) for word in meant]


def _is_bare(typed: str, phrase: str) -> bool:
    return typed.isascii() and not phrase.isascii()


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))


@cache
def _known() -> Mapping[str, list[tuple[str, Order]]]:
    found: dict[str, list[tuple[str, Order]]] = {}
    for name, row in _rows().items():
        for list_, is_sure in (("slash", True), ("words", True), ("unsure", False)):
            for written in row[list_]:
                phrase = f"/{written}" if list_ == "slash" else written
                found.setdefault(_folded(phrase), []).append((phrase, Order(name, is_sure)))
    return found


def _rows() -> Mapping[str, Mapping[str, list[str]]]:
    file = resources.files("broadcasts.subscribing") / "orders.toml"
    return tomllib.loads(file.read_text("utf-8"))
