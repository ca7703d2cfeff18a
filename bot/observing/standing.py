"""Reads off what stands now: letters, tips, the log's last anchor, the disk."""

import shutil
from datetime import datetime
from pathlib import Path

from bot.observing.metrics import Metrics
from storage.health import Health


async def measure(metrics: Metrics, health: Health, data: Path, at: datetime) -> None:
    metrics.disk.set(shutil.disk_usage(data).free)
    metrics.waiting.set(await health.letters_waiting())
    backlog = await health.backlog(at)
    metrics.open.set(backlog.open)
    metrics.unclaimed.set(backlog.unclaimed)
    metrics.late.set(backlog.late)
    metrics.deaf.set(len(await health.deaf_desks()))
    if anchored := await health.last_anchor():
        metrics.anchored.set(anchored.timestamp())
