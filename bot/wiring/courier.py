"""Puts together what brings lessons to residents."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.config import Config
from bot.telling import lesson_message, teller
from broadcasts.audience.subscriber import Person
from broadcasts.campaigns.digest import digest
from broadcasts.delivery.shard import Shard
from broadcasts.lessons.content import Content
from broadcasts.lessons.unit import Unit
from channels.courier.courier import Courier, Orders
from channels.courier.fitting import fitting
from communes.directory import Directory
from messages.channels import CHANNELS
from messages.lesson_line import LessonLine, LessonMessage
from wording.catalogue import text

if TYPE_CHECKING:  # a rehearsal's sender needs no web server and no spreadsheets
    from bot.wiring.application import Application

MANY = 4096  # communes and languages remembered at once


def composer(config: Config, directory: Directory) -> Callable[[Shard, Person], LessonMessage]:
    """What a person reads: the words that were approved, told by the police of their commune."""
    return _Composer(config, directory).compose


@dataclass(eq=False)
class _Composer:
    """Remembers what it made: the next of very many reads the same."""

    config: Config
    directory: Directory
    _units: dict[str, Unit] = field(default_factory=dict)
    _made: dict[tuple[object, ...], LessonMessage] = field(default_factory=dict)
    _digests: dict[tuple[int, tuple[str, ...]], Content] = field(default_factory=dict)

    def compose(self, shard: Shard, person: Person) -> LessonMessage:
        near = person.commune or person.province or shard.desk
        theirs = shard.picked.of.get(person.id, ())
        key = (shard.occurrence, shard.lesson, shard.channel, person.language, near, theirs)
        if key not in self._made:
            if len(self._made) > MANY:
                self._made.clear()
            content = self._digest(shard, theirs) if theirs else shard.content
            self._made[key] = lesson_message(
                self._unit(near), content, person.language, CHANNELS.row(shard.channel)
            )
        return self._made[key]

    def _digest(self, shard: Shard, theirs: tuple[str, ...]) -> Content:
        """The same choice of lessons is many people's, in many communes."""
        key = (shard.occurrence, theirs)
        if key not in self._digests:
            if len(self._digests) > MANY:
                self._digests.clear()
            self._digests[key] = digest([shard.picked.contents[one] for one in theirs], text)
        return self._digests[key]

    def _unit(self, code: str) -> Unit:
        if code not in self._units:
            self._units[code] = teller(code, self.config, self.directory)
        return self._units[code]


def courier(application: "Application", lines: Iterable[LessonLine]) -> Courier:
    stores, config = application.stores, application.config
    return Courier(
        lines={line.name: fitting(line) for line in lines},
        store=stores.deliveries,
        freezer=stores.freezer,
        budget=application.budget,
        compose=composer(config, application.directory),
        clock=application.clock,
        alarm=application.bell,
        orders=Orders(
            owner=application.chance.hex(64),
            rates=config.rates,
            per_week=config.lessons.per_week,
            night=config.lessons.quiet,
        ),
        count=application.metrics.lesson,
    )
