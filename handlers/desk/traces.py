"""Traces of tips handed over, and what can be chosen in the dialogs, as the API shows them."""

from collections.abc import Sequence

from desks.desk import Desk, Officer
from handlers.desk.models.moves import Choices, TraceRow
from handlers.desk.models.tips import FullTip, Named, TraceView
from handlers.desk.views import Showing
from tips.reading.kinds import every_kind
from tips.tasks import hamlet_of
from tips.tip import Tip
from tips.triage.transfer_ports import Trace


def shown(showing: Showing, seen: Tip | Trace) -> FullTip:
    """A trace is the tip as it was, with nothing that could be done to it."""
    if isinstance(seen, Tip):
        return showing.tip(seen)
    view = TraceView(at=seen.at, desk=seen.to_desk, desk_name=seen.to_name, reason=seen.reason)
    was = {
        "trace": view,
        "moves": [],
        "again": [],
        "foretold": {},
        "statuses": [],
        "splittable": [],
        "deadline": None,
    }
    was |= {"mine": False, "deadline": None}
    return showing.tip(seen.tip).model_copy(update=was)


def trace_rows(found: Sequence[Trace]) -> list[TraceRow]:
    return [
        TraceRow(
            code=one.tip.code,
            at=one.at,
            desk=one.to_desk,
            desk_name=one.to_name,
            reason=one.reason,
        )
        for one in found
    ]


def choices_view(
    people: Sequence[Officer],
    desks: Sequence[Desk],
    likely: Sequence[Desk],
    teams: Sequence[Officer],
) -> Choices:
    return Choices(
        officers=[Named(id=one.id, label=one.label) for one in people],
        likely_desks=[Named(id=one.code, label=one.name) for one in likely],
        desks=[Named(id=one.code, label=one.name) for one in desks],
        kinds=[Named(id=kind.id, label=kind.label()) for kind in every_kind()],
        hamlets=[Named(id=one.id, label=hamlet_of(one)) for one in teams],
    )
