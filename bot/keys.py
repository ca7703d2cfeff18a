"""The two keys on disk: one seals what was told, the other who told it."""

import os
import secrets
import stat
from pathlib import Path
from typing import NamedTuple

from typing_extensions import override

from bot.config import Config
from bot.problem import Problem, Problems

BYTES = 32


class KeyPair(NamedTuple):
    content: bytes
    identity: bytes

    @override
    def __repr__(self) -> str:  # a key must not reach a traceback or a log by accident
        return "KeyPair(…)"


def places(config: Config) -> dict[str, Path]:
    return {"keys.content": config.content_key, "keys.identity": config.identity_key}


def missing(config: Config) -> list[str]:
    return [field for field, file in places(config).items() if not file.exists()]


def read(config: Config) -> KeyPair:
    found: list[bytes] = []
    problems: list[Problem] = []
    for field, file in places(config).items():
        try:
            found.append(_read_one(field, file))
        except Problem as problem:
            problems.append(problem)
    if not problems and found[0] == found[1]:
        problems.append(Problem("keys_the_same"))
    if problems:
        raise Problems(problems, config.language)
    return KeyPair(*found)


def make(config: Config) -> None:
    """Write both, readable by the owner only. An existing file is never touched."""
    files = places(config).values()
    for file in files:
        if file.exists():
            raise Problem("keys_stand_already", file=file)
    for file in files:
        _write_one(file)


def _read_one(field: str, file: Path) -> bytes:
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
        if mode & 0o077:
            raise Problem("key_readable_by_others", field=field, file=file, mode=f"{mode:04o}")
        key = bytes.fromhex(file.read_text("ascii").strip())
    except OSError:
        raise Problem("key_missing", field=field, file=file) from None
    except ValueError:
        raise Problem("key_malformed", field=field, file=file) from None
    if len(key) != BYTES:
        raise Problem("key_malformed", field=field, file=file)
    return key


def _write_one(file: Path) -> None:
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # O_EXCL: two programs starting at once must not each believe their key is the one.
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as opened:
            opened.write(secrets.token_hex(BYTES) + "\n")
            opened.flush()
            os.fsync(opened.fileno())
    except FileExistsError:
        raise Problem("keys_stand_already", file=file) from None
    except OSError:
        raise Problem("keys_unwritable", file=file) from None
