"""What stands at the top of an officer's page: the shift, what waits, what is due, who is deaf."""

from dataclasses import dataclass
from datetime import datetime

from communes.directory import Directory
from desks.desk import Desk, DeskCode, Officer
from desks.hierarchy import stands_above
from desks.permissions import Action, allowed, commands
from desks.ports import Clock, DeskBook
from desks.roster import Roster
from tips.clock.reminders import Reminder
from tips.clock.watching import Reminders
from tips.triage.lanes import NOTHING_WAITS, Waiting
from tips.triage.officer_moves import OfficerMoves
from tips.triage.triage import Triage


@dataclass(frozen=True, slots=True)
class Work:
    """Of those only who read and work on tips."""

    reminders: tuple[Reminder, ...] = ()
    below: tuple[Desk, ...] = ()  # open desks a coordinator may look into
    waiting: Waiting = NOTHING_WAITS
    troubled: tuple[Desk, ...] = ()  # their groups do not hear as they should


@dataclass(frozen=True, slots=True)
class Overview:
    officer: Officer
    desk_name: str
    on_duty: tuple[str, ...]
    work: Work
    at: datetime


@dataclass(frozen=True, slots=True)
class Overviews:
    triage: Triage
    moves: OfficerMoves
    reminders: Reminders
    roster: Roster
    desks: DeskBook
    directory: Directory
    clock: Clock

    async def of(self, officer: Officer) -> Overview:
        own = (await self.desks.desks([officer.desk])).get(officer.desk)
        return Overview(
            officer,
            own.name if own else "",
            tuple(shift.label for shift in await self.roster.on_duty(officer.desk)),
            await self._work(officer) if allowed(officer, Action.READ, officer.desk) else Work(),
            self.clock.now(),
        )

    async def _work(self, officer: Officer) -> Work:
        return Work(
            tuple(await self.reminders.of(officer)),
            await self.moves.desks_below(officer),
            await self.triage.waiting(officer),
            tuple(
                desk
                for desk in await self.desks.troubled()
                if _hears_of(officer, desk.code, self.directory)
            ),
        )


def _hears_of(officer: Officer, desk: DeskCode, directory: Directory) -> bool:
    """Of the own desk everybody; of those below, whoever commands above them."""
    above = commands(officer) and stands_above(officer.desk, desk, directory)
    return officer.desk == desk or above
