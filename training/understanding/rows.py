"""Reads the labelled messages of rows/*.txt: a header line "@ intent=… kinds=…", then one a line.

A line may end with " ## key=value …", which overrides the header for that message.
"""

import json
import shlex
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROWS = Path(__file__).parent / "rows"
NEVER_TRAINED_ON = Path(__file__).parent / "apart"
_KEPT_OUT = 5  # one persona in five is never trained on


@dataclass(frozen=True, slots=True)
class Row:
    text: str
    intents: tuple[str, ...]  # best first
    kinds: tuple[str, ...] = ()
    danger: frozenset[str] = frozenset()  # must come
    danger_any: tuple[frozenset[str], ...] = ()  # one of each group must come
    danger_ok: frozenset[str] = frozenset()  # may come
    scopes: tuple[str, ...] = ()
    told: tuple[str, ...] | None = None  # None: nobody labelled what the text tells
    persona: str = ""
    family: str = ""
    language: str = "vi"

    @property
    def intent(self) -> str:
        return self.intents[0]

    @property
    def is_kept_out(self) -> bool:
        return zlib.crc32(self.persona.encode()) % _KEPT_OUT == 0


def read_rows(paths: Iterable[Path]) -> list[Row]:
    return [row for path in sorted(paths) for row in _rows_of(path)]


def read_json_lines(path: Path) -> list[Row]:
    """Rows in the JSON form of the project's test sets; those marked unsure are left out."""
    raw = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [_from_json(row) for row in raw if not row.get("unsure")]


def _rows_of(path: Path) -> Iterator[Row]:
    head: dict[str, str] = {}
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("@ "):
            head = _pairs(line[2:])
        elif line.strip() and not line.startswith("#"):
            text, _, over = line.partition(" ## ")
            yield _row(unicodedata.normalize("NFC", text.strip()), {**head, **_pairs(over)})


def _pairs(text: str) -> dict[str, str]:
    parts = (part.partition("=") for part in shlex.split(text))
    return {key: value for key, _, value in parts}


def _row(text: str, keys: Mapping[str, str]) -> Row:
    return Row(
        text=text.replace("\\n", "\n"),
        intents=(keys["intent"], *_listed(keys, "intent_ok")),
        kinds=_listed(keys, "kinds"),
        danger=frozenset(_listed(keys, "danger")),
        danger_any=tuple(
            frozenset(group.split("|")) for group in keys.get("danger_any", "").split(";") if group
        ),
        danger_ok=frozenset(_listed(keys, "danger_ok")),
        scopes=(*_listed(keys, "scope"), *_listed(keys, "scope_ok")),
        persona=keys.get("persona", ""),
        family=keys.get("family", ""),
        language=keys.get("lang", "vi"),
    )


def _listed(keys: Mapping[str, str], key: str) -> tuple[str, ...]:
    return tuple(part for part in keys.get(key, "").split(",") if part)


def _from_json(row: Mapping[str, Any]) -> Row:
    return Row(
        text=row["text"],
        intents=(row["intent"], *row["intent_ok"]),
        kinds=tuple(row["kinds"]),
        danger=frozenset(row["danger"]),
        danger_any=tuple(frozenset(group) for group in row["danger_any"]),
        danger_ok=frozenset(row["danger_ok"]),
        scopes=(*([row["scope"]] if row["scope"] else []), *row["scope_ok"]),
        told=tuple(row["told"]),
        persona=row["persona"],
        family=row["family"],
        language=row["lang"],
    )
