"""What happens by the clock, in memory only: rows decide who acts, so every process may run it."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from apscheduler.events import (  # type: ignore[import-untyped]
    EVENT_JOB_ERROR,
    JobExecutionEvent,
)
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

from outreach.reminding import ReportReminders
from tips.clock.watching import Reminders
from tips.expiry import Expiry
from tips.retention import Retention
from tips.triage.silence import Silence
from wording.moments import VIETNAM

SWEEP_MINUTES = 15
SILENCE_MINUTES = 5
COUNT_SECONDS = 15
ANCHOR_MINUTE = 59

log = logging.getLogger(__name__)


class Schedule:
    def __init__(self, count: Callable[[], Awaitable[None]]) -> None:
        # A loop that was blocked for a moment must not lose a sweep: the default grace is 1 s.
        patient = {"misfire_grace_time": 3600, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone=VIETNAM, job_defaults=patient)
        self._scheduler.add_job(count, "interval", seconds=COUNT_SECONDS)
        self._scheduler.add_listener(_failed, EVENT_JOB_ERROR)

    def sweep(self, retention: Retention) -> None:
        self._scheduler.add_job(_swept(retention), "interval", minutes=SWEEP_MINUTES)

    def expire(self, expiry: Expiry) -> None:
        self._scheduler.add_job(_expired(expiry), "interval", minutes=SWEEP_MINUTES)

    def anchor_hourly(self, anchor: Callable[[], Awaitable[object]]) -> None:
        """Every hour into the table, so that little is unguarded; printed a file a day. And at
        once: a killed process left its last hour open.
        """
        now = datetime.now(VIETNAM)  # noqa: TID251 - a scheduler lives on the machine's own time
        self._scheduler.add_job(anchor, "cron", minute=ANCHOR_MINUTE, next_run_time=now)

    def remind_every(self, seconds: int, reminders: Reminders) -> None:
        """The first look at once: what fell due while nobody looked is said now."""
        now = datetime.now(VIETNAM)  # noqa: TID251 - a scheduler lives on the machine's own time
        job = _reminded(reminders)
        self._scheduler.add_job(job, "interval", seconds=seconds, next_run_time=now)

    def remind_of_reports(self, reminders: ReportReminders | None) -> None:
        if reminders:
            job = _reports_reminded(reminders)
            self._scheduler.add_job(job, "interval", minutes=SWEEP_MINUTES)

    def free_silent_tips(self, silence: Silence) -> None:
        job = _freed(silence)
        self._scheduler.add_job(job, "interval", minutes=SILENCE_MINUTES)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)


def _swept(retention: Retention) -> Callable[[], Awaitable[None]]:
    async def sweep() -> None:
        swept = await retention.sweep()
        done = {name: getattr(swept, name) for name in ("drafts", "links", "events", "media")}
        if any(done.values()):
            log.info("swept", extra=done)

    return sweep


def _expired(expiry: Expiry) -> Callable[[], Awaitable[None]]:
    async def sweep() -> None:
        if gone := await expiry.sweep():
            log.info("words of closed tips erased", extra={"tips": gone})

    return sweep


def _reminded(reminders: Reminders) -> Callable[[], Awaitable[None]]:
    async def sweep() -> None:
        if given := await reminders.sweep():
            log.info("reminded", extra={"reminders": given})
        if reminders.unheard:
            log.error("reminders reached nobody", extra={"reminders": reminders.unheard})

    return sweep


def _reports_reminded(reminders: ReportReminders) -> Callable[[], Awaitable[None]]:
    async def sweep() -> None:
        if told := await reminders.sweep():
            log.info("reminded of reports", extra={"desks": told})

    return sweep


def _freed(silence: Silence) -> Callable[[], Awaitable[None]]:
    async def sweep() -> None:
        if freed := await silence.sweep():
            log.info("tips of silent holders freed", extra={"tips": freed})

    return sweep


def _failed(event: JobExecutionEvent) -> None:
    log.error("job failed", extra={"problem": type(event.exception).__name__})
