"""The three key files, and what may be wrong with them in an operator's words."""

from pathlib import Path

from bot.config import Config
from bot.key_commands import CommandFailed, ring_of
from bot.problem import Problem, Problems
from storage.sealing.key_files import new_key_file
from storage.sealing.keys import (
    KeyExists,
    KeyExposed,
    KeyMissing,
    KeyProblem,
    Ring,
)
from storage.sealing.links import LinkKeys
from storage.sealing.vault import Vault
from storage.sealing.watched import WatchedRing


def places(config: Config) -> dict[str, Path]:
    return {
        "keys.content": config.content_key,
        "keys.identity": config.identity_key,
        "keys.subscribers": config.subscribers_key,
    }


def named(config: Config) -> dict[str, Path]:
    """For the sentence that tells where they were put."""
    held = {name: Path(command[0]) for name, command in config.keys.commands.items()}
    return {field.removeprefix("keys."): file for field, file in places(config).items()} | held


def files(config: Config) -> dict[str, Path]:
    """Of the keys that no other program holds."""
    held = _commands(config)
    return {field: file for field, file in places(config).items() if field not in held}


def missing(config: Config) -> list[str]:
    return [field for field, file in files(config).items() if not file.exists()]


def vault(config: Config) -> Vault:
    found: list[Ring] = []
    problems: list[Problem] = []
    for field in places(config):
        try:
            found.append(_ring(config, field))
        except KeyProblem as problem:
            problems.append(_explained(problem, field))
        except CommandFailed:
            problems.append(Problem("key_command_failed", field=field))
    if not problems and len({ring.current.secret for ring in found}) < len(found):
        problems.append(Problem("keys_the_same"))
    if problems:
        raise Problems(problems, config.language)
    content, identity, subscribers = found
    return Vault(content, identity, subscribers, _links(config))


def make(config: Config) -> None:
    """Write those of files, readable by their owner only. A file that is there is never touched."""
    wanted = files(config).values()
    for file in wanted:
        if file.exists():
            raise Problem("keys_stand_already", file=file)
    for file in wanted:
        make_one(file)


def make_one(file: Path) -> None:
    try:
        new_key_file(file)
    except KeyExists:
        raise Problem("keys_stand_already", file=file) from None
    except OSError:
        raise Problem("keys_unwritable", file=file) from None


def _ring(config: Config, field: str) -> Ring:
    command = _commands(config).get(field)
    return ring_of(command) if command else WatchedRing(places(config)[field])


def _commands(config: Config) -> dict[str, list[str]]:
    return {f"keys.{name}": words for name, words in config.keys.commands.items()}


def _links(config: Config) -> LinkKeys:
    try:
        return LinkKeys(config.link_keys)
    except KeyProblem as problem:
        raise Problems([_explained(problem, "keys.links")], config.language) from None


def _explained(problem: KeyProblem, field: str) -> Problem:
    file = problem.path
    if isinstance(problem, KeyExposed):
        return Problem("key_readable_by_others", field=field, file=file, mode=f"{problem.mode:04o}")
    if isinstance(problem, KeyMissing):
        return Problem("key_missing", field=field, file=file)
    return Problem("key_malformed", field=field, file=file)
