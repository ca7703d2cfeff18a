"""What a decoder that was taken over could do: each attempt in a process that shut itself in."""

import json
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest

from bot.config import Config
from bot.operators import doctor_machine
from bot.operators.findings import State

HOUSE = Path(__file__).resolve().parents[3]
ATTEMPTS = """
import ctypes, json, mmap, os, signal, socket, sys, threading
from channels.cleaning import confinement
key = sys.argv[1]
before = open(key, "rb")
if "bare" not in sys.argv:
    confinement.confine()
libc = ctypes.CDLL(None, use_errno=True)
seen = []

def begin_a_thread():
    thread = threading.Thread(target=seen.append, args=(1,))
    thread.start()
    thread.join()

attempts = {
    "open": lambda: open(key, "rb").read(),
    "write": lambda: open(key + ".new", "wb"),
    "close and open": lambda: (os.close(0), open(key, "rb").read()),
    "list": lambda: os.listdir(os.path.dirname(key)),
    "network": lambda: socket.socket().connect(("127.0.0.1", 9)),
    "fork": lambda: os.fork() or os._exit(0),
    "begin": lambda: os.posix_spawn(sys.executable, [sys.executable, "-c", ""], {}),
    "become": lambda: os.execv("/bin/true", ["/bin/true"]),
    "signal": lambda: os.kill(os.getppid(), 0),
    "loosen": lambda: __import__("resource").setrlimit(7, (64, 64)),
    "watch": lambda: libc.ptrace(16, os.getppid(), 0, 0) == 0 or 1 / 0,
    "run what it wrote": lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_EXEC | mmap.PROT_WRITE),
    "read what was open": lambda: before.read(),
    "compute": begin_a_thread,
}
done = []
for name, attempt in attempts.items():
    if "bare" in sys.argv and name in ("become", "watch", "signal"):
        continue
    try:
        attempt()
    except (OSError, ZeroDivisionError, ValueError):
        continue
    done.append(name)
os.write(1, json.dumps(done).encode())
"""


@cache
def _succeeded(key: str, *how: str) -> frozenset[str]:
    command = [sys.executable, "-c", ATTEMPTS, key, *how]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, check=True)
    return frozenset(json.loads(done.stdout))


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("keys") / "content.key"
    file.write_text("secret")
    return str(file)


def test_shut_in_it_can_compute_and_read_what_it_was_given_and_nothing_else(key: str) -> None:
    assert _succeeded(key) == {"read what was open", "compute"}


def test_the_attempts_succeed_where_nothing_is_shut(key: str) -> None:
    """Else the test above would prove nothing."""
    assert _succeeded(key, "bare") >= {
        "open",
        "write",
        "list",
        "fork",
        "begin",
        "run what it wrote",
    }


LIMITED = "import os, resource\nfrom channels.cleaning.sandbox import limit\nlimit(1)\n"


def _limited(what: str, *files: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", LIMITED + what, *files]
    return subprocess.run(command, cwd=HOUSE, capture_output=True, check=False)


def test_its_memory_is_bounded() -> None:
    assert b"MemoryError" in _limited("bytearray(2 * 1024**3)").stderr


def test_its_computing_is_bounded() -> None:
    began = time.monotonic()
    done = _limited("while True: pass")

    assert done.returncode < 0
    assert time.monotonic() - began < 60


def test_it_writes_no_file_even_into_one_that_is_open(tmp_path: Path) -> None:
    file = tmp_path / "film"
    opened = f"handle = os.open({str(file)!r}, os.O_WRONLY | os.O_CREAT)\n"
    command = [
        sys.executable,
        "-c",
        opened.join(("import os\n", LIMITED)) + "os.write(handle, b'x')",
    ]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, check=False)

    assert b"File too large" in done.stderr
    assert file.read_bytes() == b""


def test_it_leaves_no_core() -> None:
    assert _limited("assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)").returncode == 0


async def test_the_doctor_says_how_well_the_room_is_shut() -> None:
    found = await doctor_machine.cleaning_room(Config(language="en"))

    assert found.state in {State.GOOD, State.DOUBTFUL}
    assert "seccomp ✔" in found.sentence
