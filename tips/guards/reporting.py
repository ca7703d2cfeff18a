"""Short reports of the local security team: a kind and their hamlet; words if they have any."""

from dataclasses import dataclass

from communes.directory import CommuneCode
from desks.desk import Officer
from desks.permissions import Action, require
from tips.reading.kinds import kind_label
from tips.tasks import hamlet_of
from tips.tip import KindId
from tips.triage.by_phone import Counter, SpokenTip, Taking
from wording.catalogue import text

SOURCE = "guard"  # in messages/channels.py


@dataclass(frozen=True, slots=True)
class ShortReport:
    kind: KindId
    words: str = ""
    is_named: bool = False  # by their own choice: else the desk and the log learn the hamlet only


@dataclass(frozen=True, slots=True)
class ShortReports:
    counter: Counter

    async def send(self, guard: Officer, report: ShortReport, event_id: str) -> None:
        """A tip of their own desk. Nobody is given a receipt: guards read no tips."""
        require(guard, Action.PATROL, guard.desk)
        told = SpokenTip(
            report.kind,
            report.words if report.words.strip() else self._said(guard, report),
            hamlet_of(guard),
            when="",
            channel=SOURCE,
            commune=self._commune(guard),
        )
        taking = Taking(guard, told, _reason(guard, report), report.is_named)
        await self.counter.file(taking, event_id)

    def _said(self, guard: Officer, report: ShortReport) -> str:
        return text("guards.story", kind=kind_label(report.kind), hamlet=hamlet_of(guard))

    def _commune(self, guard: Officer) -> CommuneCode | None:
        own = CommuneCode(guard.desk)
        return own if own in self.counter.places.directory.communes else None


def _reason(guard: Officer, report: ShortReport) -> str:
    if report.is_named:
        return text("guards.route_named", guard=guard.label)
    return text("guards.route", hamlet=hamlet_of(guard))
