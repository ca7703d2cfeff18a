"""The program's own processes, forked from one that has read every module and the map already: a
house opens in half a second instead of four, and dies by -9 just as well.

`python -m tests.journeys.nursery` takes one order a line: arguments, environment, where to write.
"""

import atexit
import gc
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import IO, Any, cast

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
    def __init__(self) -> None:
        self._parent = subprocess.Popen(
            [sys.executable, "-u", "-m", "tests.journeys.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._numbers = count()
        self._born: dict[int, Born] = {}  # by the number of their order, until asked for
        self._alive: dict[int, Born] = {}  # by their pid
        self._news = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()
        atexit.register(self._close)

    def start(self, arguments: Sequence[str], environment: Mapping[str, str], out: Path) -> Born:
        """Its output and its complaints are added to `out`."""
        told = cast("IO[str]", self._parent.stdin)
        with self._news:
            number = next(self._numbers)
            order = {"number": number, "arguments": arguments, "out": str(out)}
            told.write(json.dumps(order | {"environment": dict(environment)}) + "\n")
            told.flush()
            assert self._news.wait_for(lambda: number in self._born, STARTS_WITHIN)
            return self._born.pop(number)

    def _listen(self) -> None:
        for line in cast("IO[str]", self._parent.stdout):
            word = json.loads(line)
            with self._news:
                if "ended" in word:
                    self._alive.pop(word["ended"]).ended(word["code"])
                else:
                    self._alive[word["born"]] = self._born[word["number"]] = Born(word["born"])
                self._news.notify_all()

    def _close(self) -> None:
        cast("IO[str]", self._parent.stdin).close()
        self._parent.wait(STARTS_WITHIN)
        cast("IO[str]", self._parent.stdout).close()


@cache
def nursery() -> Nursery:
    """One for all tests of this process."""
    return Nursery()


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
    signal.signal(signal.SIGCHLD, lambda *_: _bury())
    for line in sys.stdin:
        order = json.loads(line)
        with _unburied():
            child = os.fork()
            if child:
                _say({"born": child, "number": order["number"]})
        if not child:
            _live(order, bot.cli.app.app)


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
