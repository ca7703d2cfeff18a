"""What a process of ours leaves on the machine is for its own account, and its memory nowhere."""

import os
import resource
from contextlib import suppress
from pathlib import Path

from bot.config import Config

SQLITE = "sqlite+aiosqlite:///"
BESIDE = ("", "-wal", "-shm")


def keep_to_ourselves() -> None:
    """For this process and whatever it begins. Called before anything is read or written."""
    os.umask(0o077)
    # Nought would still feed a program that collects dumps; at one byte the kernel begins none.
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    least = 0 if most == 0 else 1
    resource.setrlimit(resource.RLIMIT_CORE, (least, least))


def shut_database(config: Config) -> None:
    """A file that was put there by hand, from a copy perhaps: others could read it."""
    for file in database_files(config):
        with suppress(OSError):  # not ours, or not there
            if file.stat().st_mode & 0o077:
                file.chmod(0o600)


def database_files(config: Config) -> tuple[Path, ...]:
    if not config.database_url.startswith(SQLITE):
        return ()
    file = config.database_url.removeprefix(SQLITE)
    return tuple(Path(file + end) for end in BESIDE)
