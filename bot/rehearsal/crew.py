"""Processes that send, and what may happen to them: killed, stood still, started again."""

import contextlib
import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import IO, Any, Self, cast

from bot.rehearsal.worker import Job

ENDS_WITHIN = 60.0  # seconds: what is on its way is still finished


@dataclass(eq=False)
class Crew:
    """One process for each job; those that die are replaced, under a new name."""

    jobs: Sequence[Job]
    module: str = "bot.rehearsal.worker"
    log: IO[str] | None = None  # where they complain; nowhere in particular
    costs: list[dict[str, Any]] = field(default_factory=list, init=False)  # of those that ended
    names: list[str] = field(default_factory=list, init=False)  # of those that live
    _processes: "list[subprocess.Popen[str]]" = field(default_factory=list, init=False)
    _born: int = field(default=0, init=False)

    def __enter__(self) -> Self:
        self.names = [job.owner for job in self.jobs]
        self._processes = [self._started(place) for place in range(len(self.jobs))]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in self._processes:
            process.send_signal(signal.SIGCONT)
            process.terminate()
        for process in self._processes:
            self._end(process)

    def __len__(self) -> int:
        return len(self._processes)

    @property
    def pids(self) -> list[int]:
        return [process.pid for process in self._processes]

    def kill(self, place: int) -> None:
        """-9, in the middle of whatever it did; another one takes its place at once."""
        self._processes[place].kill()
        with contextlib.closing(cast("IO[str]", self._processes[place].stdin)):
            self._processes[place].wait()
        cast("IO[str]", self._processes[place].stdout).close()
        self._processes[place] = self._started(place)

    @contextlib.contextmanager
    def stalled(self, place: int) -> Iterator[None]:
        """As when a machine is paused: it goes on afterwards as if nothing had been."""
        process = self._processes[place]
        process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            process.send_signal(signal.SIGCONT)

    def _started(self, place: int) -> "subprocess.Popen[str]":
        self._born += 1
        job = self.jobs[place]
        job = replace(job, owner=f"{job.owner}-{self._born}")
        self.names[place] = job.owner
        return subprocess.Popen(  # noqa: S603 -- our own module
            [sys.executable, "-m", self.module, job.dumps()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )

    def _end(self, process: "subprocess.Popen[str]") -> None:
        try:
            told, _ = process.communicate(timeout=ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            told, _ = process.communicate()
        if told.strip():
            self.costs.append(json.loads(told))
