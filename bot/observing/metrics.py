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
        self._into = ("", "", "", self.pages)  # no namespace, subsystem or unit: names are whole
        self.tips = self._counter("tips_filed", "Tips filed.", "channel")
        self.scam_checks = self._counter(
            "scam_checks", "Messages checked for a scam, by answer.", "answer"
        )
        self.out_of_scope = self._counter(
            "out_of_scope", "Messages declined and not kept.", "reason"
        )
        self.letters = self._counter("letters", "What became of letters.", "outcome", "channel")
        self.lessons = self._counter("lessons", "What became of lessons.", "outcome", "channel")
        self.updates = self._counter("telegram_updates", "What became of updates.", "outcome")
        self.arrivals = self._counter("arrivals", "What became of events.", "outcome", "channel")
        self.requests = self._counter("requests", "HTTP requests.", "method", "route", "status")
        self.steps = Histogram(
            "tinbao_chat_step_seconds",
            "From a citizen's message to its committed answer.",
            ["channel"],
            *self._into,
            buckets=STEPS,
        )
        self._begin_standing()

    def _begin_standing(self) -> None:
        """What is so now, and not what happened."""
        self.waiting = self._gauge("letters_waiting", "Letters no platform has taken yet.")
        self.open = self._gauge("tips_open", "Tips that are not closed.")
        self.unclaimed = self._gauge("tips_unclaimed", "Open tips nobody holds.")
        self.late = self._gauge("tips_late", "Open tips past their deadline.")
        self.anchored = self._gauge(
            "last_anchor_timestamp_seconds", "When the log was last anchored."
        )
        self.disk = self._gauge("disk_free_bytes", "Free space where the data folder is.")
        self.room = self._gauge("disk_takes", "1 while the disk has room for it, else 0.", "what")
        self.files = self._gauge("files_open", "Open files and connections.")
        self.files_most = self._gauge("files_most", "How many there may be.")
        self.deaf = self._gauge("desks_deaf", "Open desks whose group hears nothing.")
        self.people = self._gauge("people", "Who wrote on a platform that counts them.", "channel")

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(f"tinbao_{name}", told, labels, *self._into)

    def _gauge(self, name: str, told: str, *labels: str) -> Gauge:
        return Gauge(f"tinbao_{name}", told, labels, *self._into)

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
