"""Puts the reminders of owed reports together."""

from collections.abc import Mapping

from bot.wiring.application import Application
from channels.post.desk_groups import DeskGroups
from messages.channel import Channel
from outreach.calendar import shipped
from outreach.reminding import ReportReminders
from storage.outreach.reminders import SqlReportReminders


def report_reminders(
    application: Application, channels: Mapping[str, Channel]
) -> ReportReminders | None:
    """None: switched off."""
    config = application.config
    if not config.movement.remind_days:
        return None
    return ReportReminders(
        SqlReportReminders(application.stores.database),
        DeskGroups(channels),
        application.clock,
        shipped(),
        config.movement.remind_days,
        config.page("/desk/movement/reports"),
    )
