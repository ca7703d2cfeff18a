"""A whole Tin Báo as its own process, as an operator starts it, for journeys over real HTTP."""

import contextlib
import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import uuid
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from tests.journeys.nursery import Born, nursery
from tests.prepared import prepared

STARTS_WITHIN = 150.0  # seconds, on two cores busy with other tests
ENDS_WITHIN = 60.0


def free_port() -> int:
    """Below those the system gives to clients: one that knocks at a dead house's port may be given
    that very port, is then connected to itself, and keeps the house from opening again.
    """
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


class House:
    """`tinbao run` on a folder of its own. Kill it, start it again: the folder stays."""

    def __init__(
        self,
        folder: Path,
        database_url: str = "",
        settings: str = "",
        *,
        forked: bool = True,
        fresh: bool = False,
    ) -> None:
        """Not `forked`: by a new interpreter, as an operator starts it, and slower. `fresh`: its
        folder is not there yet."""
        self.folder = folder
        if not fresh and not database_url:
            prepared(folder / "data")
        self.forked = forked
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "house.log"
        self._config = folder / "config.toml"
        self._config.write_text(_config(database_url, settings), encoding="utf-8")
        self._config.chmod(0o600)
        self._process: subprocess.Popen[bytes] | Born | None = None
        self._browsers: list[httpx.Client] = []

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        for browser in self._browsers:
            browser.close()
        self.stop()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def add_settings(self, settings: str) -> None:
        """What needs to know its address; before the first start."""
        self._config.write_text(self._config.read_text("utf-8") + settings, "utf-8")

    def start(self) -> None:
        self._process = self._begin("run", out=self.log)
        self._wait_until_ready()

    def _begin(self, *arguments: str, out: Path) -> "subprocess.Popen[bytes] | Born":
        whole = [*arguments, "--config", str(self._config)]
        if self.forked:
            return nursery().start(whole, self._environment(), out)
        with out.open("ab") as log:
            command = [sys.executable, "-m", "bot", *whole]
            return subprocess.Popen(command, env=self._environment(), stdout=log, stderr=log)

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            assert self._process is not None
            if self._process.poll() is not None:
                break
            try:
                # Not to verify spares reading certificates at each knock.
                if httpx.get(f"{self.url}/readyz", timeout=2, verify=False).status_code == 200:  # noqa: S501
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        self.kill()
        raise AssertionError("the house did not start:\n" + self.logs()[-4000:])

    def stop(self) -> int:
        """SIGTERM, as an operator stops it. Returns the exit code."""
        return self._end(signal.SIGTERM)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> int:
        if self._process is None:
            return 0
        self._process.send_signal(how)
        code = self._process.wait(ENDS_WITHIN)
        self._process = None
        return code

    def tinbao(self, *arguments: str) -> str:
        """Run an operator's command against this house; its output."""
        out = self.folder / f"tinbao-{uuid.uuid4().hex}.out"
        code = self._begin(*arguments, out=out).wait(STARTS_WITHIN)
        printed = out.read_text("utf-8")
        out.unlink()
        assert code == 0, printed
        return printed

    def invite(self, desk: str = "00", role: str = "officer") -> str:
        """The path of a one-time sign-in link: "/desk/join/…"."""
        printed = self.tinbao("officer", "invite", "--desk", desk, "--role", role)
        [link] = [word for word in printed.split() if "/desk/join/" in word]
        return "/desk/join/" + link.split("/desk/join/")[1]

    def officer(self, desk: str = "00", role: str = "officer") -> httpx.Client:
        """A browser signed in at a desk."""
        client = self.browser()
        assert client.post(self.invite(desk, role)).status_code in (200, 303)
        return client

    def resident(self) -> "Resident":
        return Resident(self.browser())

    def browser(self, *, verify: bool = True) -> httpx.Client:
        """Closed with the house. Not to `verify` spares reading certificates, which takes long."""
        self._browsers.append(httpx.Client(base_url=self.url, timeout=20, verify=verify))
        return self._browsers[-1]

    def waiting_letters(self) -> int:
        """On SQLite: those that are not written down as delivered yet."""
        file = f"file:{self.folder}/data/tinbao.sqlite3?mode=ro"
        with contextlib.closing(sqlite3.connect(file, uri=True)) as database:
            wanted = "SELECT count(*) FROM letters WHERE state = 'waiting'"
            return int(database.execute(wanted).fetchone()[0])

    def memory(self) -> int:
        """The most it ever held, in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text("ascii")
        [peak] = [line for line in status.splitlines() if line.startswith("VmHWM")]
        return int(peak.split()[1]) // 1024

    def logs(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def _environment(self) -> dict[str, str]:
        here = {"TINBAO_DATA": str(self.folder / "data"), "TINBAO_PORT": str(self.port)}
        return {**os.environ, **here, "PYTHONUNBUFFERED": "1"}


class Resident:
    """Somebody with a phone, over the chat API of the issue."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http
        self.messages: list[dict[str, Any]] = []
        opened = self.http.post("/api/chat")
        assert opened.status_code == 201, opened.text
        self._keep(opened)

    def _keep(self, answer: httpx.Response) -> list[dict[str, Any]]:
        assert answer.status_code in (200, 201), answer.text
        messages: list[dict[str, Any]] = answer.json()["messages"]
        self.messages += messages
        return messages

    def say(self, text: str, key: str = "") -> list[dict[str, Any]]:
        headers = {"Idempotency-Key": key} if key else {}
        return self._keep(
            self.http.post("/api/chat/messages", json={"text": text}, headers=headers)
        )

    def press(self, choice: str) -> list[dict[str, Any]]:
        return self._keep(self.http.post("/api/chat/messages", json={"choice": choice}))

    def attach(self, name: str, content: bytes, mime: str) -> list[dict[str, Any]]:
        files = {"file": (name, content, mime)}
        return self._keep(self.http.post("/api/chat/messages", files=files))

    def news(self, after: int = 0) -> list[dict[str, Any]]:
        answer = self.http.get("/api/chat/messages", params={"after": after})
        assert answer.status_code == 200, answer.text
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages

    def button(self, starts: str) -> str:
        """The choice of the newest button whose label starts so."""
        for message in reversed(self.messages):
            for button in message["buttons"]:
                if button["label"].startswith(starts):
                    return str(button["choice"])
        raise AssertionError(f"no button {starts!r} among {self.messages[-2:]}")


def _config(database_url: str, settings: str) -> str:
    database = f'[database]\nurl = "{database_url}"\n' if database_url else ""
    return f"{database}\n[metrics]\nport = 0\n{settings}\n"
