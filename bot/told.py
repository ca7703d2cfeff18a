"""What residents near a unit read: the same words on the approver's page and in their chats."""

import hashlib
from functools import lru_cache
from pathlib import Path

from bot.config import Config
from bot.problem import Problem
from bot.units import unit_of
from broadcasts.lessons.content import Content
from broadcasts.lessons.library import LIBRARY
from broadcasts.lessons.unit import Unit, words_of
from communes.directory import Directory
from desks.desk import NATIONAL
from messages.lesson_line import Told
from messages.message import Button, Choice
from wording.catalogue import text

STOP = Choice("dk:stop")


def teller(code: str, config: Config, directory: Directory) -> Unit:
    """The unit of a desk or commune; one that is no more is spoken for by the national desk."""
    try:
        return unit_of(code, config, directory)
    except Problem:
        return unit_of(NATIONAL, config, directory)


def told_by(unit: Unit, content: Content, language: str) -> Told:
    words = words_of(content, unit, language)
    footer = text("lessons.footer", language)
    button = Button(text("lessons.stop_button", language), STOP)
    return Told(f"{words}\n\n{footer}", (button,), _file(content.picture), _file(content.voice))


def _file(told: str) -> str:
    """The picture or voice that was approved, empty if another one lies there now."""
    name, _, seal = told.partition("#")
    file = LIBRARY / name
    unchanged = bool(name) and file.is_file() and digest(file) == seal
    return str(file) if unchanged else ""


def digest(file: Path) -> str:
    return _digest(file, file.stat().st_mtime_ns)


@lru_cache(256)
def _digest(file: Path, _changed: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
