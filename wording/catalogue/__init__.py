"""The one catalogue of every text a person reads, in Vietnamese and English.

One TOML file a reader's place (chat, desk, page, operator …); a key is "file.name", e.g.
`[ask_place]` in chat.toml with `vi` and `en` is `text("chat.ask_place", "vi")`.
"""

import tomllib
from functools import cache
from importlib import resources
from typing import Protocol

LANGUAGES = ("vi", "en")

Entries = dict[str, dict[str, str]]
_read: Entries = {}


def text(key: str, language: str = "vi", /, **values: object) -> str:
    """The sentence for `key`, with `{name}` filled from `values`. An unknown key is a KeyError."""
    entry = _read.get(key) or read_file(key.partition(".")[0])[key]
    sentence = entry.get(language) or entry["vi"]
    return sentence.format_map(values) if values else sentence


def catalogue() -> Entries:
    """All of it, which takes a moment where not every file was read yet."""
    for name in files():
        read_file(name)
    return _read


@cache
def files() -> tuple[str, ...]:
    found = (file.name.rpartition(".") for file in resources.files(__name__).iterdir())
    return tuple(sorted(name for name, _, ending in found if ending == "toml"))


@cache
def read_file(name: str) -> Entries:
    """When its first sentence is asked for: a command needs a fifth of them all."""
    if name in files():
        file = resources.files(__name__) / f"{name}.toml"
        entries = tomllib.loads(file.read_text(encoding="utf-8"))
        _read.update({f"{name}.{key}": entry for key, entry in entries.items()})
    return _read


class Wording(Protocol):
    """`text`, for rules that are handed it: the sentence for a key, with values filled in."""

    def __call__(self, key: str, language: str = "vi", /, **values: object) -> str: ...
