"""A backup of a line that runs, and putting one back. The keys are kept apart from both."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot import keys
from bot.config import Config
from bot.operators.moving import is_serving, must_be_newest, opened
from bot.problem import Problem
from bot.startup import explained
from storage.backup.backup import BackedUp, back_up, restore
from storage.migrations import migrate
from storage.moving.moving import NotEmpty, NotTheSame, must_be_free
from storage.names.renewing import LinkRenewal
from storage.sealing.keys import CannotOpen
from storage.sealing.vault import Vault


async def back_up_line(config: Config, file: Path) -> BackedUp:
    vault = keys.vault(config)
    _must_be_new_file(file)
    _must_not_rotate(vault)
    with explained(), _told(file), tempfile.TemporaryDirectory(dir=config.data) as work:
        async with opened(config.database_url) as source:
            await must_be_newest(source)
            return await back_up(source, vault, config.media, file, Path(work))


async def restore_line(config: Config, file: Path) -> BackedUp:
    """Into a line that has its keys and nothing else. Its links to residents are gone: no backup
    has their key.
    """
    if is_serving(config):
        raise Problem("move_line_is_open")
    vault = keys.vault(config)
    with explained(), _told(file), tempfile.TemporaryDirectory(dir=config.data) as work:
        async with opened(config.database_url) as target:
            await must_be_free(target)
            await migrate(config.database_url)
            restored = await restore(file, vault, target, config.media, Path(work))
            await LinkRenewal(target, vault).forget_lost()
            return restored


def _must_be_new_file(file: Path) -> None:
    if file.exists():
        raise Problem("backup_stands_already", file=file)


def _must_not_rotate(vault: Vault) -> None:
    """Half of such a backup would hang on a key that is about to be destroyed."""
    if rotating := [name for name, ring in vault.rings.items() if len(ring.keys) > 1]:
        raise Problem("backup_while_rotating", names=", ".join(rotating))


@contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except NotEmpty:
        raise Problem("restore_not_empty") from None
    except NotTheSame as other:
        raise Problem("move_not_the_same", tables=other) from None
    except CannotOpen:
        raise Problem("backup_does_not_open", file=file) from None
    except FileNotFoundError:
        raise Problem("backup_not_there", file=file) from None
