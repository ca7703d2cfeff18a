"""What an officer typed in a desk's group: which tip, which number, which words. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communes.spelling import fold
from tips.cards.more import MORE, label_of
from tips.cards.typed import EVERYDAY, RARE
from tips.tip import Tip, tip_code
from wording.catalogue import text

_CODE = re.compile(r"\s*([a-z][0-9][a-z]-?[0-9]{3,6})\b[\s:,.]*", re.IGNORECASE)
_MENTION = re.compile(
    r"^(?:@[^\d\n]{1,60}?)(?=\s(?:\d|[a-z]\d[a-z]-?\d{3,6}\b|/))\s+", re.IGNORECASE
)
_NUMBER = re.compile(r"\s*(?:số\s+|so\s+)?(\d{1,2})(?![\w/-]|:\d)[\s.:,)]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reply:
    code: str  # of the tip it names at its head; empty: of none
    words: str


def read_reply(words: str) -> Reply:
    """Whoever wakes the account by its name need not do without the number after it."""
    said = _MENTION.sub("", words.strip())
    found = _CODE.match(said)
    return Reply(tip_code(found[1]), said[found.end() :]) if found else Reply("", said)


def begins_with_number(words: str) -> bool:
    return _NUMBER.match(words) is not None


def take_number(words: str) -> tuple[int, str]:
    """The number at the head and what follows; 0 where there is none."""
    found = _NUMBER.match(words)
    return (int(found[1]), words[found.end() :]) if found else (0, words)


def take_button(words: str, tip: Tip) -> tuple[str, str]:
    """The button that is meant, by number or name, and what follows; "" for none."""
    name, rest = _picked(words, EVERYDAY, {one: _everyday(one) for one in EVERYDAY})
    if name != MORE:
        return name, rest
    chosen, after = _picked(rest, RARE, {one: label_of(one, tip) for one in RARE})
    return (chosen, after) if chosen else (MORE, rest)


def _picked(words: str, names: Sequence[str], labels: Mapping[str, str]) -> tuple[str, str]:
    number, rest = take_number(words)
    if 0 < number <= len(names):
        return names[number - 1], rest
    said = fold(words)
    for name in names if not number else ():
        label = fold(labels[name].rstrip("…"))
        if said == label or said.startswith((f"{label}:", f"{label} :")):
            return name, words.partition(":")[2]
    return "", words


def _everyday(name: str) -> str:
    return text(f"desk.button_{name}")
