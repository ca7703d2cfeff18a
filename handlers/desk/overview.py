"""The top of the desk's page, as its API says it."""

from collections.abc import Sequence
from dataclasses import asdict

from communes.directory import Directory
from desks.desk import Desk, Officer
from desks.permissions import Action, allowed, reaches
from handlers.desk.models.officer import Me, ReminderView, TroubleView, WaitingView
from handlers.desk.models.tips import Named
from tips.clock.deadlines import label_of
from tips.clock.reminders import Reminder
from tips.reading.kinds import kind_label
from tips.statuses import urgency_label
from tips.triage.overview import Overview
from wording.catalogue import text


def me_view(overview: Overview, directory: Directory) -> Me:
    officer, work = overview.officer, overview.work
    return Me(
        officer=officer.label,
        role=officer.role,
        desk=officer.desk,
        desk_name=overview.desk_name,
        on_duty=list(overview.on_duty),
        reminders=_reminders(work.reminders, officer, directory),
        troubled=_troubles(work.troubled),
        waiting=WaitingView(**asdict(work.waiting)),
        works=allowed(officer, Action.READ, officer.desk),
        reads_log=allowed(officer, Action.READ_AUDIT, officer.desk),
        below=[Named(id=one.code, label=one.name) for one in work.below],
        now=overview.at,
    )


def _troubles(desks: Sequence[Desk]) -> list[TroubleView]:
    return [
        TroubleView(
            desk=one.code, words=text(f"desk.group_{one.trouble}", desk=one.name), deaf=one.is_deaf
        )
        for one in desks
    ]


def _reminders(
    reminders: Sequence[Reminder], me: Officer, directory: Directory
) -> list[ReminderView]:
    return [
        ReminderView(
            code=one.code,
            kind_label=kind_label(one.kind),
            urgency=one.urgency,
            urgency_label=urgency_label(one.urgency),
            stage=one.stage,
            label=label_of(one.deadline),
            at=one.due_at,
            desk_name=one.desk_name,
            readable=reaches(me, one.desk, directory),
        )
        for one in reminders
    ]
