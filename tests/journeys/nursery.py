"""The program's own processes, forked from one that has read every module and the map already: a
house opens in half a second instead of four, and dies by -9 just as well.

`python -m tests.journeys.nursery DOOR` takes one order a line: arguments, environment, where to
write. There is one for a whole run, and a fork of it for each process of the tests.
"""

import atexit
import contextlib
import gc
import json
import os
import secrets
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

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
    def __init__(self, door: Path) -> None:
        self._line = _knocked(door)
        self._told = self._line.makefile("w")
        self._heard = self._line.makefile("r")
        self._numbers = count()
        self._born: dict[int, Born] = {}  # by the number of their order, until asked for
        self._alive: dict[int, Born] = {}  # by their pid
        self._news = threading.Condition()
        self._ear = threading.Thread(target=self._listen, daemon=True)
        self._ear.start()
        atexit.register(self._close)

    def start(self, arguments: Sequence[str], environment: Mapping[str, str], out: Path) -> Born:
        """Its output and its complaints are added to `out`."""
        with self._news:
            number = next(self._numbers)
            order = {"number": number, "arguments": arguments, "out": str(out)}
            self._told.write(json.dumps(order | {"environment": dict(environment)}) + "\n")
            self._told.flush()
            assert self._news.wait_for(lambda: number in self._born, STARTS_WITHIN)
            return self._born.pop(number)

    def _listen(self) -> None:
        for line in self._heard:
            word = json.loads(line)
            with self._news:
                if "ended" in word:
                    self._alive.pop(word["ended"]).ended(word["code"])
                else:
                    self._alive[word["born"]] = self._born[word["number"]] = Born(word["born"])
                self._news.notify_all()

    def _close(self) -> None:
        self._line.shutdown(socket.SHUT_RDWR)
        self._ear.join()
        for one in (self._told, self._heard, self._line):
            one.close()


class Opening:
    """Where the one nursery of a run is found: whoever needs it first opens it. Made before those
    who run tests side by side are forked; it closes when the last of them has ended.
    """

    def __init__(self) -> None:
        self._folder = Path(tempfile.gettempdir()) / f"tinbao-nursery-{secrets.token_hex(8)}"
        self._ended, self._alive = os.pipe()  # nobody writes: it ends with the last that could
        self._opened: list[subprocess.Popen[bytes]] = []  # by this process

    def door(self) -> Path:
        door = self._folder / "door"
        with contextlib.suppress(FileExistsError):
            self._folder.mkdir(0o700)
            command = [sys.executable, "-u", "-m", "tests.journeys.nursery", str(door)]
            self._opened.append(subprocess.Popen(command, stdin=self._ended))
            atexit.register(self._close)
        return door

    def _close(self) -> None:
        os.close(self._alive)
        for process in self._opened:
            process.wait(STARTS_WITHIN)


@cache
def opening() -> Opening:
    return Opening()


@cache
def nursery() -> Nursery:
    """One line for all tests of this process."""
    return Nursery(opening().door())


def _knocked(door: Path) -> socket.socket:
    until = time.monotonic() + STARTS_WITHIN
    while True:
        line = socket.socket(socket.AF_UNIX)
        try:
            line.connect(str(door))
        except OSError:
            line.close()
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return line


# --- the other side -------------------------------------------------------------------------------


def main() -> None:
    gc.disable()  # until all that stays has been read
    from channels.telegram.fast_import import import_aiogram

    import_aiogram()
    import bot.cli.app
    import bot.operators.use_cases
    import bot.running.run
    import storage.migrations.upgrading  # noqa: F401 - so that no child reads it
    from bot.running.reading_ahead import read_ahead
    from communes.atlas import shipped

    shipped()  # the map as well
    read_ahead(datetime.now(UTC))
    gc.freeze()
    door = Path(sys.argv[1])
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(door))
        listening.listen()
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        while listening in select.select([listening, sys.stdin], [], [])[0]:
            line, _ = listening.accept()
            with line:
                if not os.fork():
                    _serve(line, bot.cli.app.app)
    shutil.rmtree(door.parent)


def _serve(line: socket.socket, program: Any) -> None:
    """Those whom one process of the tests orders."""
    os.dup2(line.fileno(), 1)
    signal.signal(signal.SIGCHLD, lambda *_: _bury())
    for told in line.makefile("r"):
        order = json.loads(told)
        with _unburied():
            child = os.fork()
            if child:
                _say({"born": child, "number": order["number"]})
        if not child:
            _live(order, program)
    os._exit(0)


class _unburied:  # noqa: N801  reads as a verb where it is used
    """Nobody is reported dead before they are reported born."""

    def __enter__(self) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])

    def __exit__(self, *_problem: object) -> None:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD])


def _live(order: Mapping[str, Any], program: Any) -> None:
    gc.enable()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(order["environment"])
    out = os.open(order["out"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, place in ((nothing, 0), (out, 1), (out, 2)):
        os.dup2(source, place)
    sys.argv = ["tinbao", *order["arguments"]]
    code = 1
    try:
        program()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - as an interpreter's own end would show it
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _bury() -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        _say({"ended": pid, "code": os.waitstatus_to_exitcode(status)})


def _say(word: object) -> None:
    os.write(1, json.dumps(word).encode() + b"\n")


if __name__ == "__main__":
    main()
