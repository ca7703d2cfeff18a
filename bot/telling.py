"""What residents near a unit read: the same words on the approver's page and in their chats."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from bot.config import Config
from bot.problem import Problem
from broadcasts.lessons.content import Content
from broadcasts.lessons.library import LIBRARY
from broadcasts.lessons.unit import Unit, words_of
from communes.artifact import read
from communes.directory import CommuneCode, Directory, ProvinceCode
from communes.shelf import Shelf
from desks.desk import NATIONAL
from messages.channels import CHANNELS, WEB, ChannelRow
from messages.fitting import parts_of
from messages.lesson_line import LessonMessage
from messages.message import Button, Choice
from tips.triage.departments import KNOWN
from wording.catalogue import text

STOP = Choice("dk:stop")


def directory_of(config: Config) -> Directory:
    """The places of the map that is in use."""
    return read(Shelf(config.data / "communes").map()).directory


def teller(code: str, config: Config, directory: Directory) -> Unit:
    """The unit of a desk or commune; one that is no more is spoken for by the national desk."""
    try:
        return unit_of(code, config, directory)
    except Problem:
        return unit_of(NATIONAL, config, directory)


def lesson_message(
    unit: Unit, content: Content, language: str, row: ChannelRow = WEB
) -> LessonMessage:
    words = words_of(content, unit, language)
    footer = text("lessons.footer" if row.has_buttons else "lessons.footer_words", language)
    button = Button(text("lessons.stop_button", language), STOP)
    whole = f"{words}\n\n{footer}"
    return LessonMessage(
        whole,
        (button,) if row.has_buttons else (),
        _file(content.picture),
        _file(content.voice),
        pieces=len(parts_of(whole, row.longest_text)),
    )


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


def desk_name(code: str, directory: Directory) -> str:
    if code == NATIONAL:
        return text("operator.national_desk")
    commune = directory.communes.get(CommuneCode(code))
    if commune is not None:
        return text("operator.police_of", place=commune.full_name)
    head, dash, department = code.partition("-")
    province = directory.provinces.get(ProvinceCode(head))
    if province is None or (dash and department not in KNOWN):
        raise Problem("desk_unknown", code=code)
    if not department:
        return text("operator.police_of", place=province.name)
    name = text(f"operator.department_{department.lower()}")
    return text("operator.department_of", name=name, number=department, place=province.name)


def unit_of(code: str, config: Config, directory: Directory) -> Unit:
    """Problem when no desk has this code. Above a commune or a department is its province."""
    name = desk_name(code, directory)
    phone, office = config.desks.phones.get(code, ""), config.desks.offices.get(code, "")
    commune = directory.communes.get(CommuneCode(code))
    province = commune.province.code if commune else code.partition("-")[0]
    above = unit_of(province, config, directory) if province != code else None
    return Unit(name, phone.strip(), office.strip(), above)


class Previewing:
    def __init__(self, config: Config, directory: Directory) -> None:
        self._config = config
        self._directory = directory

    @property
    def channels(self) -> Sequence[str]:
        return CHANNELS.with_lessons()

    def texts(self, content: Content, desk: str, channel: str) -> tuple[str, ...]:
        """Exactly what is sent to somebody who has told no commune."""
        unit, row = teller(desk, self._config, self._directory), CHANNELS.row(channel)
        return tuple(parts_of(lesson_message(unit, content, "vi", row).text, row.longest_text))
