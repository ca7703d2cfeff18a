"""Processes that send, and what may happen to them: killed, stood still, started again."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from queue import Empty, Queue
from types import TracebackType
from typing import IO, Any, Self, cast

from bot.rehearsal.worker import Job

STARTS_WITHIN = 120.0  # seconds, on a busy machine
ENDS_WITHIN = 60.0  # what is on its way is still finished

Word = dict[str, Any]


@dataclass(eq=False)
class Senders:
    """One process for each job; those that die are replaced, under a new name."""

    jobs: Sequence[Job]
    house: Word = field(default_factory=dict)  # settings that show in the words: map, desks
    log: IO[str] | None = None  # where they complain; without it, where we do
    names: list[str] = field(default_factory=list, init=False)  # of those that live
    pids: list[int] = field(default_factory=list, init=False)
    costs: list[Word] = field(default_factory=list, init=False)  # of those that ended well
    _started: int = field(default=0, init=False)
    _words: "Queue[Word]" = field(default_factory=Queue, init=False)
    _forker: "list[subprocess.Popen[str]]" = field(default_factory=list, init=False)

    def __enter__(self) -> Self:
        forker = subprocess.Popen(  # noqa: S603 -- our own module
            [sys.executable, "-m", "bot.rehearsal.worker", json.dumps(self.house)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )
        self._forker.append(forker)
        threading.Thread(target=self._listen, args=(forker.stdout,), daemon=True).start()
        self._wait_for("ready")
        for job in self.jobs:
            self.names.append("")
            self.pids.append(0)
            self._start(job, len(self.names) - 1)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for pid in self.pids:
            _signal(pid, signal.SIGCONT)
            _signal(pid, signal.SIGTERM)
        with contextlib.suppress(Empty):
            self.costs += [self._wait_for("cpu", ENDS_WITHIN) for _ in self.pids]
        for forker in self._forker:
            cast("IO[str]", forker.stdin).close()  # whoever still lives ends with it
            forker.wait(ENDS_WITHIN)

    def __len__(self) -> int:
        return len(self.pids)

    def kill(self, place: int) -> None:
        """-9, in the middle of whatever it did; another one takes its place at once."""
        _signal(self.pids[place], signal.SIGKILL)
        self._start(self.jobs[place], place)

    @contextlib.contextmanager
    def stalled(self, place: int) -> Iterator[None]:
        """As when a machine is paused: it goes on afterwards as if nothing had been."""
        _signal(self.pids[place], signal.SIGSTOP)
        try:
            yield
        finally:
            _signal(self.pids[place], signal.SIGCONT)

    def _start(self, job: Job, place: int) -> None:
        self._started += 1
        named = replace(job, owner=f"{job.owner}-{self._started}")
        told = cast("IO[str]", self._forker[0].stdin)
        told.write(named.dumps() + "\n")
        told.flush()
        self.names[place], self.pids[place] = named.owner, self._wait_for("started")["started"]

    def _wait_for(self, what: str, seconds: float = STARTS_WITHIN) -> Word:
        while what not in (word := self._words.get(timeout=seconds)):
            pass
        return word

    def _listen(self, told: IO[str]) -> None:
        with told:
            for line in told:
                self._words.put(json.loads(line))


def _signal(pid: int, what: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, what)
