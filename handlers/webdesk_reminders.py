"""What an officer is reminded of."""

from collections.abc import Sequence

from communes.directory import Directory
from desks.desk import Officer
from desks.permissions import reaches
from handlers.webdesk_models import ReminderView
from tips.deadlines import label_of
from tips.kinds import kind_label
from tips.reminders import Reminder
from tips.statuses import urgency_label


def reminder_views(
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
