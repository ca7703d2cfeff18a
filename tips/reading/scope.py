"""Tells what this line does not take: declined kindly, counted, never kept."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from tips.reading.danger import hear
from tips.reading.kinds import names_a_crime
from tips.reading.phrases import read

# "paperwork" has an answer of its own; it is counted with the petitions.
COUNTED_AS = {"paperwork": "petition"}


def out_of_scope(text: str) -> str | None:
    """The topic the text is about, None for anything that may be a tip. Crime words win."""
    words = read(text)
    about = [
        topic
        for topic, row in _topics().items()
        if words.having(row["words"]) and ("needs" not in row or words.having(row["needs"]))
    ]
    if not about or names_a_crime(words) or hear(text).present:
        return None
    return about[0]


@cache
def _topics() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads((resources.files("tips.reading") / "scope.toml").read_text("utf-8"))
