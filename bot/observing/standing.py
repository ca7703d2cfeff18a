"""Reads off what stands now: letters, tips, the log's last anchor, the disk."""

import logging
from datetime import datetime

from bot.observing import open_files
from bot.observing.metrics import Metrics
from storage.health import Health
from storage.space import DiskSpace

log = logging.getLogger(__name__)


async def measure(metrics: Metrics, health: Health, space: DiskSpace, at: datetime) -> None:
    count_files(metrics)
    metrics.disk.set(space.free)
    metrics.room.labels("files").set(space.takes_files())
    metrics.room.labels("words").set(space.takes_words())
    metrics.waiting.set(await health.letters_waiting())
    backlog = await health.backlog(at)
    metrics.open.set(backlog.open)
    metrics.unclaimed.set(backlog.unclaimed)
    metrics.late.set(backlog.late)
    metrics.deaf.set(len(await health.deaf_desks()))
    for channel, people in (await health.people()).items():
        metrics.people.labels(channel).set(people)
    if anchored := await health.last_anchor():
        metrics.anchored.set(anchored.timestamp())


def count_files(metrics: Metrics) -> None:
    held, most = open_files.count(), open_files.limit()
    metrics.files.set(held)
    metrics.files_most.set(most)
    if held > most * open_files.NEARLY_ALL:
        log.warning("nearly all files are open", extra={"open": held, "most": most})
