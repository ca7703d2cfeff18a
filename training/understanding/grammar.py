"""Grows labelled messages from grammars over word classes (grammars/*.toml).

In a pattern {name} takes one word of that class, (a|b|) one of the alternatives, the empty one too.
The same rows come out each time.
"""

import random
import re
import tomllib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from training.understanding.rows import Row

GRAMMARS = Path(__file__).parent / "grammars"
WORDS = GRAMMARS / "words.toml"
_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
_CLASS = re.compile(r"\{(\w+)\}")
_TRIES = 6  # for each row wished, until one comes out that is not there yet

Classes = Mapping[str, Sequence[str]]


def grown_rows() -> list[Row]:
    classes = {
        name: [word.strip() for word in words.split(",")]
        for name, words in tomllib.loads(WORDS.read_text("utf-8")).items()
    }
    return [
        row
        for path in sorted(GRAMMARS.glob("*.toml"))
        if path != WORDS
        for name, table in _read(path).items()
        for row in _grow(f"grown.{name}", table, classes)
    ]


def _read(path: Path) -> dict[str, dict[str, object]]:
    return tomllib.loads(path.read_text("utf-8"))


def _grow(family: str, table: Mapping[str, object], classes: Classes) -> Iterator[Row]:
    chance = random.Random(zlib.crc32(family.encode()))  # noqa: S311
    patterns = str(table["patterns"]).strip().splitlines()
    wished = int(str(table.get("rows", 4 * len(patterns))))
    seen: set[str] = set()
    for turn in range(wished * _TRIES):
        text = _expand(patterns[turn % len(patterns)].strip(), classes, chance)
        if text not in seen:
            seen.add(text)
            yield _labelled(text, family, table)
        if len(seen) == wished:
            return


def _expand(pattern: str, classes: Classes, chance: random.Random) -> str:
    while choice := _CHOICE.search(pattern):
        taken = chance.choice(choice[1].split("|"))
        pattern = pattern[: choice.start()] + taken + pattern[choice.end() :]
    filled = _CLASS.sub(lambda found: chance.choice(classes[found[1]]), pattern)
    return " ".join(filled.split())


def _labelled(text: str, family: str, table: Mapping[str, object]) -> Row:
    def listed(key: str) -> tuple[str, ...]:
        return tuple(str(table.get(key, "")).split())

    return Row(
        text=text,
        intents=listed("intent") or ("tip",),
        kinds=listed("kinds"),
        danger=frozenset(listed("danger")),
        danger_any=tuple(frozenset(group.split("|")) for group in listed("danger_any")),
        danger_ok=frozenset(listed("danger_ok")),
        scopes=listed("scope"),
        persona="grammar",
        family=family,
    )
