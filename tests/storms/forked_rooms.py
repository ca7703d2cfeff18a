"""The cleaning room itself, shut as ever, but forked from a process that has read its libraries:
a tenth of the time, so that thousands of files can be tried.

`python -m tests.storms.forked_rooms COUNT SEED` prints what became of them, as JSON.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from channels.cleaning import papers, pictures, recordings, sandbox
from channels.cleaning.magic import Format, format_of
from tests.storms.hostile_files import hostile_files

HOUSE = Path(__file__).resolve().parents[2]
READ_BEFORE = (papers, pictures, recordings)
# Whatever takes longer is ended by the kernel, as in the line, only sooner.
SECONDS = 1
NOT_OURS = "unknown_type"  # not even begun


@dataclass
class Outcome:
    verdicts: Counter[str] = field(default_factory=Counter)
    deaths: Counter[str] = field(default_factory=Counter)  # of the room, by kind of file
    slowest: float = 0.0  # seconds
    slowest_kind: str = ""

    @property
    def files(self) -> int:
        return sum(self.verdicts.values()) + sum(self.deaths.values())

    def add(self, kind: str, verdict: str, seconds: float) -> None:
        counted, name = (self.deaths, f"{kind}: {verdict}"), (self.verdicts, verdict)
        which, key = counted if verdict.startswith("SIG") else name
        which[key] += 1
        if seconds > self.slowest:
            self.slowest, self.slowest_kind = seconds, kind


def tried(count: int, seed: int) -> Outcome:
    """In a process of its own: whoever forks should have no threads."""
    command = [sys.executable, "-m", "tests.storms.forked_rooms", str(count), str(seed)]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, check=True)
    told = json.loads(done.stdout.splitlines()[-1])
    return Outcome(**{**told, "verdicts": Counter(told["verdicts"]), "deaths": told["deaths"]})


def main(count: int, seed: int) -> None:
    sandbox.SECONDS = sandbox.PICTURE_SECONDS = sandbox.PAPER_SECONDS = SECONDS
    outcome = Outcome()
    for kind, content in hostile_files(count, seed):
        began = time.perf_counter()
        found = format_of(content)
        verdict = NOT_OURS if found is None else _of_room(content, found)
        outcome.add(kind, verdict, time.perf_counter() - began)
    sys.stdout.write(json.dumps(vars(outcome)) + "\n")


def _of_room(content: bytes, found: Format) -> str:
    into = os.memfd_create("file")
    os.write(into, content)
    os.lseek(into, 0, os.SEEK_SET)
    out, answer = os.pipe()
    room = os.fork()
    if not room:
        _be_the_room(into, answer, found)
    os.close(into)
    os.close(answer)
    with os.fdopen(out, "rb") as told:
        head = told.read().partition(b"\n")[0]
    return _verdict(head, os.waitpid(room, 0)[1])


def _be_the_room(into: int, answer: int, found: Format) -> NoReturn:
    os.dup2(into, 0)
    os.dup2(answer, 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    os.closerange(3, 1_024)
    sys.argv = ["room", found.value]
    sandbox.main()
    sys.stdout.flush()
    os._exit(0)


def _verdict(head: bytes, status: int) -> str:
    if os.WIFSIGNALED(status):
        return signal.Signals(os.WTERMSIG(status)).name
    said = json.loads(head)
    return str(said.get("refusal") or said["kind"])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
