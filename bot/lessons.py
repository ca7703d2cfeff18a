"""Puts together what brings lessons to residents."""

import hashlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

from bot.config import Config
from bot.problem import Problem
from bot.units import unit_of
from bot.wiring import House
from broadcasts.content import Content
from broadcasts.shard import Shard
from broadcasts.shelf import LIBRARY
from broadcasts.subscriber import Person
from broadcasts.telling import words_of
from broadcasts.unit import Unit
from channels.courier import Courier, Orders
from channels.lesson_line import LessonLine, Told
from channels.message import Button, Choice
from channels.web_lessons import WebLessons
from communes.directory import Directory
from storage.lessonbook import SqlLessonBook
from tips.catalogue import text
from tips.desk import NATIONAL

STOP = Choice("dk:stop")
MANY = 4096  # communes and languages remembered at once


def composer(config: Config, directory: Directory) -> Callable[[Shard, Person], Told]:
    """What a person reads: the words that were approved, told by the police of their commune."""
    units: dict[str, Unit] = {}
    made: dict[tuple[int, str, str, str], Told] = {}

    def unit(code: str) -> Unit:
        if code not in units:
            try:
                units[code] = unit_of(code, config, directory)
            except Problem:  # a commune that is no more: the map was replaced meanwhile
                units[code] = unit_of(NATIONAL, config, directory)
        return units[code]

    def compose(shard: Shard, person: Person) -> Told:
        near = person.commune or person.province or shard.desk
        key = (shard.occurrence, shard.lesson, person.language, near)
        if key not in made:
            if len(made) > MANY:
                made.clear()
            made[key] = told_by(unit(near), shard.content, person.language)
        return made[key]

    return compose


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


def courier(house: House, lines: Iterable[LessonLine]) -> Courier:
    """`lines` beside the web chat's, which is always there."""
    stores, world, config = house.stores, house.world, house.config
    book = SqlLessonBook(house.ground.database, house.ground.vault, world.clock)
    web: LessonLine = WebLessons(book, world.bell)
    ways = {line.name: line for line in (web, *lines)}
    return Courier(
        lines=ways,
        store=stores.deliveries,
        freezer=stores.freezer,
        budget=house.budget,
        compose=composer(config, world.atlas.directory),
        clock=world.clock,
        alarm=world.bell,
        orders=Orders(
            owner=world.chance.hex(64),
            rates=config.lessons.rates,
            per_week=config.lessons.per_week,
            night=config.lessons.quiet,
        ),
        count=world.metrics.lesson,
    )
