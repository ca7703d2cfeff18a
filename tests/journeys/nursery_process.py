"""`python -m tests.journeys.nursery_process SOCKET`: reads the whole program and forks whoever is
asked for, by one order a line: arguments, environment, where to write.
"""

import gc
import json
import os
import select
import signal
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.journeys.nursery import say


def main() -> None:
    door = socket.socket(socket.AF_UNIX)
    try:
        door.bind(sys.argv[1])
    except OSError:
        return  # another one is there already
    door.listen()
    Parent(door, read_everything()).serve()


def read_everything() -> Any:
    """What the command line calls, with all that it may need: no child reads it again."""
    gc.disable()  # until all that stays has been read
    from channels.telegram.fast_import import import_aiogram

    import_aiogram()
    import bot.cli.app
    import bot.operators.use_cases
    import bot.running.run
    import storage.migrations.upgrading  # noqa: F401 - so that no child reads it
    from bot.running.reading_ahead import read_ahead
    from communes.atlas import shipped
    from wording.catalogue import catalogue

    shipped()  # the map as well
    catalogue()
    read_ahead(datetime.now(UTC))
    gc.freeze()
    return bot.cli.app.app


@dataclass(eq=False)
class Parent:
    door: socket.socket
    program: Any
    _is_open: bool = True  # to those who do not wait before it yet
    _came: bool = False  # anybody
    # Who asks, and what has come of their next order; and who asked for whom, by their pid.
    _half_said: dict[socket.socket, bytes] = field(default_factory=dict)
    _asked_by: dict[int, socket.socket] = field(default_factory=dict)

    def serve(self) -> None:
        """Until the last has hung up."""
        signal.signal(signal.SIGCHLD, lambda *_: self._bury())
        while self._half_said or not self._is_over():
            for line in select.select([self.door, *self._half_said], [], [])[0]:
                if line is self.door:
                    self._half_said[self.door.accept()[0]], self._came = b"", True
                else:
                    self._hear(line)

    def _is_over(self) -> bool:
        """Whoever knocked while the door was taken away is still let in."""
        if not self._came:
            return False
        if self._is_open:
            Path(self.door.getsockname()).unlink()
            self.door.setblocking(False)
            self._is_open = False
        with suppress(BlockingIOError):
            self._half_said[self.door.accept()[0]] = b""
        return not self._half_said

    def _hear(self, line: socket.socket) -> None:
        try:
            said = line.recv(65_536)
        except ConnectionError:
            said = b""
        *orders, rest = (self._half_said.pop(line) + said).split(b"\n")
        if not said:
            line.close()
            return
        self._half_said[line] = rest
        for order in orders:
            self._bear(json.loads(order), line)

    def _bear(self, order: Mapping[str, Any], line: socket.socket) -> None:
        with _unburied():
            child = os.fork()
            if child:
                self._asked_by[child] = line
                say(line, {"born": child, "number": order["number"]})
        if not child:
            for one in (self.door, *self._half_said):
                one.close()
            _live(order, self.program)

    def _bury(self) -> None:
        with suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                pid, status = ended
                word = {"ended": pid, "code": os.waitstatus_to_exitcode(status)}
                with suppress(OSError):  # nobody asks any more
                    say(self._asked_by.pop(pid), word)


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


if __name__ == "__main__":
    main()
