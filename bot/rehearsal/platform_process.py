"""Starts the platform beside us, asks it what it saw, and ends it."""

import http.client
import json
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from types import TracebackType
from typing import IO, Any, Self, cast

import numpy as np
from numpy.typing import NDArray

from bot.rehearsal.faults import Faults, dumps
from bot.rehearsal.loopback import ensure_loopback

HOST = "127.0.0.1"
FIRST_CHAT = 700_000_000


@dataclass(eq=False)
class PlatformProcess:
    """`with PlatformProcess(people=1000) as platform:` and the courier is given `platform.url`."""

    people: int
    faults: Faults = field(default_factory=Faults)
    first: int = FIRST_CHAT
    host: str = HOST
    port: int = field(default=0, init=False)
    _processes: "list[subprocess.Popen[str]]" = field(default_factory=list, init=False)

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    def __enter__(self) -> Self:
        ensure_loopback(self.host)
        told = {
            "host": self.host,
            "port": 0,
            "first": self.first,
            "people": self.people,
            "faults": asdict(self.faults),
        }
        process = subprocess.Popen(  # noqa: S603 -- our own module
            [sys.executable, "-m", "bot.rehearsal", json.dumps(told)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.port = int(cast("IO[str]", process.stdout).readline())
        self._processes.append(process)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in self._processes:
            process.communicate(timeout=20)  # closes its input: it ends

    def report(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self._asked("/control/report"))
        return told

    def counts(self) -> NDArray[np.uint16]:
        """How many messages each of the audience got."""
        return np.frombuffer(self._asked("/control/counts"), "<u2")

    def seconds(self) -> list[int]:
        """How many requests arrived in each second since the first."""
        told: list[int] = json.loads(self._asked("/control/seconds"))
        return told

    def messages(self, chat: int) -> list[tuple[int, float]]:
        """Each message's id and moment, as they arrived."""
        told = json.loads(self._asked(f"/control/messages?chat={chat}"))
        return [(int(number), float(at)) for number, at in told]

    def change(self, faults: Faults) -> None:
        self.faults = faults
        self._asked("/control/faults", dumps(faults))

    def halt(self, seconds: float) -> None:
        """429 for everything, until then."""
        self._asked(f"/control/halt?seconds={seconds}", "")

    def forget(self) -> None:
        self._asked("/control/forget", "")

    def _asked(self, path: str, body: str | None = None) -> bytes:
        line = http.client.HTTPConnection(self.host, self.port, timeout=60)
        try:
            line.request("GET" if body is None else "POST", path, body)
            return line.getresponse().read()
        finally:
            line.close()
