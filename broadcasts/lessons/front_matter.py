"""The head of a lesson file: "name: value" between two lines of "---", with the line of each.

Values stay the words that were typed: YAML would turn 2027-06-01 into a date and "no" into False.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import yaml

FENCE = "---"


@dataclass(frozen=True, slots=True)
class Entry:
    told: str | tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Front:
    file: str
    entries: Mapping[str, Entry] = field(default_factory=dict)
    doubled: tuple[tuple[str, int], ...] = ()  # names told twice, with the line of the second
    body: str = ""
    body_line: int = 1  # of the body's first words
    broken: int = 0  # the line that cannot be read, if there is one

    def word(self, name: str) -> str:
        """Empty when it is not there or is a list."""
        told = self.entries[name].told if name in self.entries else ""
        return told if isinstance(told, str) else ""

    def words(self, name: str) -> tuple[str, ...]:
        told = self.entries[name].told if name in self.entries else ()
        return told if isinstance(told, tuple) else ()

    def line(self, name: str) -> int:
        return self.entries[name].line if name in self.entries else 1


@lru_cache(1_024)  # a lesson is looked at alone, beside its neighbours and as a translation
def parse(file: str, text: str) -> Front:
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == FENCE), 0)
    if lines[0].strip() != FENCE or end == 0:
        return Front(file, broken=1)
    entries, doubled, broken = _entries(lines[1:end])
    start = next((n for n in range(end + 1, len(lines)) if lines[n].strip()), end)
    body = "\n".join(lines[end + 1 :]).strip()
    return Front(file, entries, doubled, body, start + 1, broken)


def _entries(
    head: list[str],
) -> tuple[dict[str, Entry], tuple[tuple[str, int], ...], int]:
    found: dict[str, Entry] = {}
    doubled = []
    try:
        pairs = _pairs("\n".join(head))
    except _Unreadable as where:
        return {}, (), min(where.line + 2, len(head) + 1)
    for name, told, at in pairs:
        line = min(at + 2, len(head) + 1)  # YAML knows more line ends than an editor shows
        if name in found:
            doubled.append((name, line))
        found[name] = Entry(told, line)
    return found, tuple(doubled), 0


class _Unreadable(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _pairs(head: str) -> list[tuple[str, str | tuple[str, ...], int]]:
    root = _composed(head)
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode):
        raise _Unreadable(0)
    return [(_word(name), _read_value(value), name.start_mark.line) for name, value in root.value]


def _composed(head: str) -> yaml.Node | None:
    try:
        return yaml.compose(head, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as problem:
        raise _Unreadable(problem.problem_mark.line if problem.problem_mark else 0) from None
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        raise _Unreadable(0) from None


def _word(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    raise _Unreadable(node.start_mark.line)


def _read_value(node: yaml.Node) -> str | tuple[str, ...]:
    if isinstance(node, yaml.SequenceNode):
        return tuple(_word(one) for one in node.value)
    return _word(node)


@dataclass(frozen=True, slots=True)
class Fault:
    file: str
    line: int
    key: str  # entry of lessons.toml: what is wrong and how to mend it
    what: str = ""
    near: str = ""  # the word that was probably meant
