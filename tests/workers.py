"""`--workers=4`: the tests are read once, and who runs them is forked from there.

pytest-xdist lets each worker import and collect everything anew, and the one who waits for them
as well: seventy seconds of computing, of which one worker's are enough.
"""

import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any, cast

import pytest

TOGETHER = 10  # tests of one file in one go: they share what stands for a whole file
FORK = get_context("fork")
Hand = Sequence[pytest.Item]


@dataclass(eq=False)
class Worker:
    process: ForkProcess
    line: Connection
    at: tuple[str, Any] | None = None  # the test it is at, and where that stands

    def is_over(self) -> bool:
        return self.line.closed


class Hands:
    """What is to be run, hand by hand: whoever is free takes the next one."""

    def __init__(self, items: Sequence[pytest.Item], alone: int) -> None:
        """The first `alone` tests are long: nobody waits for the second of a hand."""
        self._hands = [[item] for item in items[:alone]]
        for _, of_file in groupby(items[alone:], lambda item: item.path):
            tests = list(of_file)
            self._hands += [tests[i : i + TOGETHER] for i in range(0, len(tests), TOGETHER)]
        self._next = FORK.Value("i", 0)

    def taken(self) -> Iterator[Hand]:
        while (number := self._take()) < len(self._hands):
            yield self._hands[number]

    def are_left(self) -> bool:
        return int(self._next.value) < len(self._hands)

    def put_away(self) -> None:
        with self._next.get_lock():
            self._next.value = len(self._hands)

    def _take(self) -> int:
        with self._next.get_lock():
            self._next.value += 1
            return int(self._next.value) - 1


def run_side_by_side(session: pytest.Session, many: int, alone: int) -> None:
    hands = Hands(session.items, alone)
    root = session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    session.config.pluginmanager.getplugin("terminalreporter").showfspath = False
    started = [_start(session, hands, root / f"worker-{number}") for number in range(many)]
    while working := [worker for worker in started if not worker.is_over()]:
        for line in wait([worker.line for worker in working]):
            [worker] = [worker for worker in working if worker.line is line]
            _hear(session, worker)
            if worker.is_over() and hands.are_left():  # it died: somebody takes its place
                started.append(_start(session, hands, root / f"worker-{len(started)}"))
        if session.shouldfail or session.shouldstop:
            hands.put_away()
    if session.shouldfail:
        raise session.Failed(session.shouldfail)
    if session.shouldstop:
        raise session.Interrupted(session.shouldstop)


def _start(session: pytest.Session, hands: Hands, folder: Path) -> Worker:
    ours, theirs = FORK.Pipe(duplex=False)
    process = FORK.Process(target=_work, args=(session, hands, folder, theirs))
    process.start()
    theirs.close()
    return Worker(process, ours)


def _hear(session: pytest.Session, worker: Worker) -> None:
    hook = session.config.hook
    try:
        kind, told = worker.line.recv()
    except EOFError:
        worker.line.close()
        worker.process.join()
        if worker.at is not None or worker.process.exitcode:
            hook.pytest_runtest_logreport(report=_died(worker))
        return
    if kind == "begun":
        worker.at = told
    elif kind == "finished":
        worker.at = None
    else:
        report = hook.pytest_report_from_serializable(config=session.config, data=told)
        hook.pytest_runtest_logreport(report=report)


def _died(worker: Worker) -> pytest.TestReport:
    nodeid, location = worker.at or ("tests", ("tests", 0, "what stands for all of them"))
    said = f"the worker ended with {worker.process.exitcode}"
    return pytest.TestReport(nodeid, location, {}, "failed", said, "call")


# --- the other side -------------------------------------------------------------------------------


class Telling:
    def __init__(self, config: pytest.Config, line: Connection) -> None:
        self._config = config
        self._line = line

    def pytest_runtest_logstart(self, nodeid: str, location: Any) -> None:
        self._line.send(("begun", (nodeid, location)))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        told = self._config.hook.pytest_report_to_serializable(config=self._config, report=report)
        self._line.send(("report", told))

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        self._line.send(("finished", nodeid))


def _work(session: pytest.Session, hands: Hands, folder: Path, line: Connection) -> None:
    _stand_alone(session.config, folder)
    session.config.pluginmanager.register(Telling(session.config, line))
    try:
        for hand in hands.taken():
            # What stands for the whole run stays: the session itself counts as the next one.
            for test, following in zip(hand, [*hand[1:], session], strict=True):
                test.ihook.pytest_runtest_protocol(item=test, nextitem=following)
    finally:
        session._setupstate.teardown_exact(None)


def _stand_alone(config: pytest.Config, folder: Path) -> None:
    """What a fork must not share with those beside it: chance, its folder, who prints, and the
    file that holds what tests print."""
    random.seed()
    folder.mkdir(0o700)
    cast("Any", config)._tmp_path_factory._basetemp = folder
    plugins = config.pluginmanager
    # Kept, for others ask it how wide a line is.
    plugins.getplugin("terminalreporter")._tw._file = open(os.devnull, "w")  # noqa: SIM115
    for written in [one for one in plugins.get_plugins() if type(one).__name__ == "LogXML"]:
        plugins.unregister(written)
    capture = plugins.getplugin("capturemanager")
    capture.stop_global_capturing()
    capture.start_global_capturing()
    capture.suspend_global_capture()
