"""Numbers for Prometheus: what came, how long it took, what became of letters. Labels are codes."""

import logging
from collections.abc import Callable
from threading import Thread
from wsgiref.simple_server import WSGIServer

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    start_http_server,
)

STEPS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

log = logging.getLogger(__name__)


class Metrics:
    def __init__(self) -> None:
        # A second series for each, which nobody reads.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.pages = CollectorRegistry()
        into = ("", "", "", self.pages)  # no namespace, subsystem or unit: names are whole
        self.tips = Counter("tinbao_tips_filed", "Tips filed.", ["channel"], *into)
        self.scam_checks = Counter(
            "tinbao_scam_checks", "Messages checked for a scam, by answer.", ["answer"], *into
        )
        self.out_of_scope = Counter(
            "tinbao_out_of_scope", "Messages declined and not kept.", ["reason"], *into
        )
        self.letters = Counter(
            "tinbao_letters", "What became of letters.", ["outcome", "channel"], *into
        )
        self.lessons = Counter(
            "tinbao_lessons", "What became of lessons.", ["outcome", "channel"], *into
        )
        self.waiting = Gauge(
            "tinbao_letters_waiting", "Letters no platform has taken yet.", [], *into
        )
        self.open = Gauge("tinbao_tips_open", "Tips that are not closed.", [], *into)
        self.unclaimed = Gauge("tinbao_tips_unclaimed", "Open tips nobody holds.", [], *into)
        self.late = Gauge("tinbao_tips_late", "Open tips past their deadline.", [], *into)
        self.anchored = Gauge(
            "tinbao_last_anchor_timestamp_seconds", "When the log was last anchored.", [], *into
        )
        self.disk = Gauge(
            "tinbao_disk_free_bytes", "Free space where the data folder is.", [], *into
        )
        self.files = Gauge("tinbao_files_open", "Open files and connections.", [], *into)
        self.files_most = Gauge("tinbao_files_most", "How many there may be.", [], *into)
        self.room = Gauge(
            "tinbao_disk_takes", "1 while the disk has room for it, else 0.", ["what"], *into
        )
        self.deaf = Gauge("tinbao_desks_deaf", "Open desks whose group hears nothing.", [], *into)
        self.people = Gauge(
            "tinbao_people", "Who wrote on a platform that counts them.", ["channel"], *into
        )
        self.steps = Histogram(
            "tinbao_chat_step_seconds",
            "From a citizen's message to its committed answer.",
            ["channel"],
            *into,
            buckets=STEPS,
        )
        self.updates = Counter(
            "tinbao_telegram_updates", "What became of updates.", ["outcome"], *into
        )
        self.arrivals = Counter(
            "tinbao_arrivals", "What became of events.", ["outcome", "channel"], *into
        )
        self.requests = Counter(
            "tinbao_requests", "HTTP requests.", ["method", "route", "status"], *into
        )

    def letter(self, outcome: str, channel: str) -> None:
        self.letters.labels(outcome, channel).inc()

    def lesson(self, outcome: str, channel: str) -> None:
        self.lessons.labels(outcome, channel).inc()


def publish(metrics: Metrics, host: str, port: int) -> Callable[[], None]:
    """Serve them on their own port; returns how to stop. The tip line goes on without them."""
    if not port:
        return _nothing
    try:
        server, thread = start_http_server(port, host, metrics.pages)
    except OSError:
        log.warning("metrics port taken", extra={"port": port})
        return _nothing
    return lambda: _stop(server, thread)


def _stop(server: WSGIServer, thread: Thread) -> None:
    server.shutdown()
    server.server_close()
    thread.join(timeout=2)


def _nothing() -> None:
    """There was no port to close."""
