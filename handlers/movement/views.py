"""The movement as its API shows it."""

from collections.abc import Iterable

from desks.desk import Officer
from desks.permissions import Action, allowed
from handlers.movement.models import (
    ActivityView,
    Choice,
    FaultView,
    MovementView,
    OrganisationView,
    PlacesView,
    PlaceView,
    ReachView,
    RowView,
    TargetsView,
)
from outreach.activity import TAGS, Activity, Form
from outreach.meters import Measured, Targets, percent
from outreach.movement import MOST_LISTED, Row, Stand
from outreach.places import Hamlet, Organisation, Places
from outreach.sheets import Fault
from wording.catalogue import text


def forms() -> list[Choice]:
    return [Choice(id=one, label=text(f"movement.form_{one}")) for one in Form]


def tags(words: Iterable[str] = TAGS) -> list[Choice]:
    return [Choice(id=one, label=text(f"movement.tag_{one}")) for one in words if one in TAGS]


def reach_view(measured: Measured) -> ReachView:
    reach = measured.reach
    return ReachView(
        households=reach.households,
        least=reach.least,
        most=reach.most,
        least_percent=percent(reach.least, reach.households),
        most_percent=percent(reach.most, reach.households),
        hamlets=reach.hamlets,
        hamlets_told=reach.hamlets_told,
        organisations=reach.organisations,
        organisations_told=reach.organisations_told,
        organisations_percent=percent(reach.organisations_told, reach.organisations),
        members=reach.members,
        members_told=reach.members_told,
        activities=reach.activities,
        heads=reach.heads,
        last=measured.last,
    )


def movement_view(stand: Stand, lessons: list[Choice]) -> MovementView:
    officer, places = stand.officer, stand.places
    return MovementView(
        desk=officer.desk,
        is_commune=stand.is_commune,
        may_log=stand.is_commune and allowed(officer, Action.LOG_OUTREACH, officer.desk),
        may_set=allowed(officer, Action.SET_TARGETS, officer.desk),
        year=stand.today.year,
        today=stand.today,
        whole=reach_view(stand.whole),
        targets=targets_view(stand.targets),
        forms=forms(),
        tags=tags(),
        lessons=lessons,
        hamlets=[hamlet_view(one) for one in places.hamlets],
        organisations=[counted_view(one) for one in places.organisations[:MOST_LISTED]],
        more=len(places.organisations) > MOST_LISTED,
        latest=[activity_view(one) for one in stand.latest],
    )


def places_view(officer: Officer, places: Places) -> PlacesView:
    return PlacesView(
        may_log=allowed(officer, Action.LOG_OUTREACH, officer.desk),
        hamlets=[hamlet_view(one) for one in places.hamlets],
        organisations=[organisation_view(one) for one in places.organisations[:MOST_LISTED]],
        more=len(places.organisations) > MOST_LISTED,
    )


def row_view(row: Row) -> RowView:
    return RowView(code=row.code, name=row.name, reach=reach_view(row.measured))


def targets_view(targets: Targets) -> TargetsView:
    return TargetsView(
        households=targets.households,
        organisations=targets.organisations,
        silent_days=targets.silent_days,
    )


def hamlet_view(one: Hamlet) -> PlaceView:
    return PlaceView(id=one.id, name=one.name, kind="", households=one.households, heads=one.heads)


def counted_view(one: Organisation) -> PlaceView:
    kind = text(f"movement.kind_{one.kind}")
    return PlaceView(id=one.id, name=one.name, kind=kind, households=0, heads=one.heads)


def organisation_view(one: Organisation) -> OrganisationView:
    counted = counted_view(one).model_dump()
    return OrganisationView(**counted, focal=one.focal, phone=one.phone)


def activity_view(one: Activity) -> ActivityView:
    return ActivityView(
        id=one.id,
        day=one.day,
        form=one.form,
        form_label=text(f"movement.form_{one.form}"),
        place=one.place,
        households=one.households,
        heads=one.heads,
        lesson=one.lesson,
        tags=tags(one.tags),
    )


def fault_view(fault: Fault) -> FaultView:
    words = text(
        f"movement.fault_{fault.reason}",
        row=fault.row,
        column=text(f"movement.column_{fault.column}"),
    )
    return FaultView(row=fault.row, column=fault.column, reason=fault.reason, words=words)
