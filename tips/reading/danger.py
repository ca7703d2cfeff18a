"""Hears words of present danger, so that the emergency number comes before anything else."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from communes.spelling import fold
from tips.reading.phrases import Words, read


@dataclass(frozen=True, slots=True)
class Danger:
    numbers: tuple[str, ...] = ()  # "113" …, to be shown at once
    present: bool = False  # not clearly about the past


def hear(text: str) -> Danger:
    words = read(_without_harmless(text))
    levels = {number: _level(words, row) for number, row in _numbers().items()}
    numbers = tuple(number for number, level in levels.items() if level)
    if not numbers:
        return Danger()
    past = bool(words.having(_table()["past"])) and not words.having(_table()["present"])
    return Danger(numbers, present="now" in levels.values() and not past)


def _level(words: Words, row: Mapping[str, list[str]]) -> str:
    return next((level for level in ("now", "mention") if words.having(row[level])), "")


def _without_harmless(text: str) -> str:
    """A "nghiên cứu" is no cry for help. Only the phrase goes; what stands beside it stays."""
    folded = fold(text)
    if len(folded) != len(text):  # letters that fold to two: rare, and then nothing is taken out
        return text
    kept = list(text)
    for found in _harmless().finditer(folded):
        if read(text[found.start() : found.end()]).having(_table()["harmless"]):
            kept[found.start() : found.end()] = "\n" * (found.end() - found.start())
    return "".join(kept)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((resources.files("tips.reading") / "danger.toml").read_text("utf-8"))


@cache
def _numbers() -> Mapping[str, Mapping[str, list[str]]]:
    return {key: row for key, row in _table().items() if key.isdigit()}


@cache
def _harmless() -> re.Pattern[str]:
    phrases = sorted((fold(phrase) for phrase in _table()["harmless"]), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b")
