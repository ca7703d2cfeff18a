"""The one catalogue of every text a person reads, in Vietnamese and English.

One TOML file a reader's place (chat, desk, page, operator …); a key is "file.name", e.g.
`[ask_place]` in chat.toml with `vi` and `en` is `text("chat.ask_place", "vi")`.
"""

import tomllib
from functools import cache
from importlib import resources
from typing import Protocol

LANGUAGES = ("vi", "en")


def text(key: str, language: str = "vi", /, **values: object) -> str:
    """The sentence for `key`, with `{name}` filled from `values`. An unknown key is a KeyError."""
    entry = catalogue()[key]
    sentence = entry.get(language) or entry["vi"]
    return sentence.format_map(values) if values else sentence


@cache
def catalogue() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for file in resources.files(__name__).iterdir():
        if file.name.endswith(".toml"):
            entries = tomllib.loads(file.read_text(encoding="utf-8"))
            found |= {f"{file.name.removesuffix('.toml')}.{key}": e for key, e in entries.items()}
    return found


class Wording(Protocol):
    """`text`, for rules that are handed it: the sentence for a key, with values filled in."""

    def __call__(self, key: str, language: str = "vi", /, **values: object) -> str: ...
