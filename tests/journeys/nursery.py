"""The program's own processes, forked from one that has read every module and the map already: a
house opens in half a second instead of four, and dies by -9 just as well.

All workers of a run ask the same one: to read everything takes five seconds of CPU.
"""

import atexit
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path

STARTS_WITHIN = 150.0  # seconds, on two cores busy with other tests


@dataclass(eq=False)
class Born:
    """A process of the program, as subprocess.Popen would show it."""

    pid: int
    _code: int | None = None
    _over: threading.Event = field(default_factory=threading.Event)

    def poll(self) -> int | None:
        return self._code

    def wait(self, timeout: float) -> int:
        if not self._over.wait(timeout):
            raise subprocess.TimeoutExpired(str(self.pid), timeout)
        assert self._code is not None
        return self._code

    def send_signal(self, how: signal.Signals) -> None:
        if self._code is None:
            os.kill(self.pid, how)

    def ended(self, code: int) -> None:
        self._code = code
        self._over.set()


class Nursery:
    def __init__(self, address: Path) -> None:
        self._line = _line_to(address)
        self._numbers = count()
        self._born: dict[int, Born] = {}  # by the number of their order, until asked for
        self._alive: dict[int, Born] = {}  # by their pid
        self._news = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()
        atexit.register(self._line.shutdown, socket.SHUT_RDWR)

    def start(self, arguments: Sequence[str], environment: Mapping[str, str], out: Path) -> Born:
        """Its output and its complaints are added to `out`."""
        with self._news:
            number = next(self._numbers)
            order = {"number": number, "arguments": arguments, "out": str(out)}
            say(self._line, order | {"environment": dict(environment)})
            assert self._news.wait_for(lambda: number in self._born, STARTS_WITHIN)
            return self._born.pop(number)

    def _listen(self) -> None:
        with self._line.makefile() as told:
            for word in map(json.loads, told):
                self._note(word)

    def _note(self, word: Mapping[str, int]) -> None:
        with self._news:
            if "ended" in word:
                self._alive.pop(word["ended"]).ended(word["code"])
            else:
                self._alive[word["born"]] = self._born[word["number"]] = Born(word["born"])
            self._news.notify_all()


def _line_to(address: Path) -> socket.socket:
    """Whoever finds nobody there starts one; of several, those that come late leave at once."""
    until, started = time.monotonic() + STARTS_WITHIN, False
    line = socket.socket(socket.AF_UNIX)
    while True:
        try:
            line.connect(str(address))
        except (FileNotFoundError, ConnectionRefusedError):
            assert time.monotonic() < until
        else:
            return line
        if not started:
            _start(address)
            started = True
        time.sleep(0.02)


def _start(address: Path) -> None:
    """It outlives who started it, as long as another worker needs it."""
    silence = [(os.POSIX_SPAWN_OPEN, place, os.devnull, os.O_RDWR, 0) for place in (0, 1)]
    command = [sys.executable, "-m", "tests.journeys.nursery_process", str(address)]
    os.posix_spawn(sys.executable, command, os.environ, file_actions=silence)


@cache
def nursery() -> Nursery:
    """One for all tests of this run."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or secrets.token_hex(8)
    return Nursery(Path(tempfile.gettempdir()) / f"tinbao-nursery-{run[:16]}")


def say(line: socket.socket, word: object) -> None:
    line.sendall(json.dumps(word).encode() + b"\n")
