"""How far one lesson came, by chat and by what desks logged of it, and whom it missed.

By chat is an estimate: those who read lessons here and whom it was for, times the share that got
it. It is said in fives, and a sum adds what was rounded, so that nobody's subscription can be told
from two figures. Who these people are, nothing here knows.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from communes.directory import CommuneCode, Directory
from desks.desk import NATIONAL, Officer
from desks.hierarchy import below, province_of
from desks.permissions import Action, require
from outreach.movement import MOST_LISTED, Movement

SMALLEST = 5


@dataclass(frozen=True, slots=True)
class Area:
    """Whom is asked about: a commune, the communes of a province, or the whole country."""

    province: str = ""
    communes: frozenset[str] = frozenset()
    provinces: tuple[str, ...] = ()  # of the country


@dataclass(frozen=True, slots=True)
class Span:
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class SentByChat:
    """What the couriers know of a lesson."""

    last: date | None = None  # it went out
    people: Mapping[str, int] | None = None  # by commune: those it was for; empty: of no commune
    tried: int = 0
    arrived: int = 0


@dataclass(frozen=True, slots=True)
class Logged:
    """What the desks of one commune noted of a lesson."""

    activities: int = 0
    households: int = 0
    heads: int = 0

    def __add__(self, other: "Logged") -> "Logged":
        return Logged(
            self.activities + other.activities,
            self.households + other.households,
            self.heads + other.heads,
        )


@dataclass(frozen=True, slots=True)
class LessonRow:
    code: str
    name: str
    chat: int  # in fives
    logged: Logged

    @property
    def is_missed(self) -> bool:
        return not self.chat and not self.logged.activities


@dataclass(frozen=True, slots=True)
class LessonReach:
    lesson: str
    year: int
    last_sent: date | None
    whole: LessonRow
    rows: tuple[LessonRow, ...]  # below a province or the country; of a commune none
    missed: tuple[str, ...]  # names: as many as a list shows
    more_missed: bool


class ChatReach(Protocol):
    """Answered by whoever knows the readers; no reader comes out of it."""

    async def lessons(self, area: Area, span: Span) -> Mapping[str, date]:
        """Those that went out there lately, with their newest day."""
        ...

    async def sent(self, lesson: str, area: Area, span: Span) -> SentByChat: ...


class LessonLog(Protocol):
    async def lessons_logged(self, communes: Collection[str], span: Span) -> Mapping[str, date]:
        """With their newest day."""
        ...

    async def logged(
        self, lesson: str, communes: Collection[str] | None, span: Span
    ) -> Mapping[str, Logged]:
        """By commune; None: of every one."""
        ...

    async def missed(self, lesson: str, commune: str, span: Span, most: int) -> tuple[str, ...]:
        """Hamlets and organisations that no activity told this lesson, by name. One for the whole
        commune tells its hamlets.
        """
        ...


def in_fives(count: int) -> int:
    return count // SMALLEST * SMALLEST


def estimate(sent: SentByChat) -> Mapping[str, int]:
    """By commune, each rounded alone."""
    tried = max(sent.tried, 1)
    return {
        commune: in_fives(people * sent.arrived // tried)
        for commune, people in (sent.people or {}).items()
    }


@dataclass(frozen=True, slots=True)
class LessonReaches:
    movement: Movement
    log: LessonLog
    chat: ChatReach
    directory: Directory

    async def lessons(self, officer: Officer) -> Mapping[str, date]:
        """Told this year, by chat or by hand; of the whole country what went out by chat."""
        require(officer, Action.READ_OUTREACH, officer.desk)
        area, span = self._area(officer.desk), _year(self.movement.today.year)
        by_chat = await self.chat.lessons(area, span)
        by_hand = await self.log.lessons_logged(area.communes, span)
        every = {**by_hand, **by_chat}
        return {one: max(every[one], by_hand.get(one, date.min)) for one in every}

    async def reach(self, officer: Officer, lesson: str, year: int) -> LessonReach:
        require(officer, Action.READ_OUTREACH, officer.desk)
        area, span = self._area(officer.desk), _year(year)
        sent = await self.chat.sent(lesson, area, span)
        chat = estimate(sent)
        logged = await self.log.logged(lesson, _logged_in(area), span)
        name = self.movement.name_of(officer.desk)
        every = sum(logged.values(), Logged())
        whole = LessonRow(officer.desk, name, sum(chat.values()), every)
        rows = () if self.movement.is_commune(officer.desk) else self._rows(area, chat, logged)
        missed = await self._missed(officer.desk, lesson, span, rows)
        return LessonReach(
            lesson, year, sent.last, whole, rows,
            missed[:MOST_LISTED], more_missed=len(missed) > MOST_LISTED,
        )  # fmt: skip

    async def _missed(
        self, desk: str, lesson: str, span: Span, rows: Sequence[LessonRow]
    ) -> tuple[str, ...]:
        if self.movement.is_commune(desk):
            return await self.log.missed(lesson, desk, span, MOST_LISTED + 1)
        return tuple(row.name for row in rows if row.is_missed)

    def _rows(
        self, area: Area, chat: Mapping[str, int], logged: Mapping[str, Logged]
    ) -> tuple[LessonRow, ...]:
        """By commune of a province, by province of the country."""
        places = sorted(area.communes) if area.province else sorted(self.directory.provinces)
        found = {code: (0, Logged()) for code in places}
        for commune in sorted(chat.keys() | logged.keys()):
            code = commune if area.province else province_of(commune, self.directory)
            if code in found:
                people, noted = found[code]
                more = logged.get(commune, Logged())
                found[code] = (people + chat.get(commune, 0), noted + more)
        return tuple(
            LessonRow(code, self.movement.name_of(code), *told) for code, told in found.items()
        )

    def _area(self, desk: str) -> Area:
        if desk == NATIONAL:
            return Area(provinces=tuple(sorted(self.directory.provinces)))
        if CommuneCode(desk) in self.directory.communes:
            return Area(province_of(desk, self.directory), frozenset({desk}))
        return Area(province_of(desk, self.directory), below(desk, self.directory) or frozenset())


def _logged_in(area: Area) -> frozenset[str] | None:
    return area.communes if area.province else None


def _year(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31))
