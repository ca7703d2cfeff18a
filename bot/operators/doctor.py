"""Looks at everything the line stands on and says what to do. Changes nothing."""

import socket
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import text as sql

from bot import keys
from bot.clock import SystemClock
from bot.config import DEFAULT_FILE, Config
from bot.operators.doctor_machine import cleaning_room, open_files, settings_file
from bot.operators.findings import Finding, State, clock_beside, make_finding
from bot.problem import Problem, Problems
from bot.settings.disk import MB
from bot.startup import explained, fit, holds_something, revision
from messages.channels import WEB
from storage.database.interface import Database
from storage.database.opening import open_database
from storage.health import Health
from storage.migrations import head_revision
from storage.sealing.keys import CannotOpen
from wording.catalogue import text

LITTLE_SPACE = 1_000_000_000  # bytes


async def examine(config: Config, file: Path = DEFAULT_FILE) -> list[Finding]:
    """`file`: where the settings were read from."""
    findings = [
        *settings_file(config, file),
        _mode(config),
        *_address(config),
        *await _keys(config),
        _disk(config),
    ]
    findings += [*_ports(config), open_files(config), await cleaning_room(config)]
    findings += [finding async for finding in _database(config)]
    if config.bot_token():
        from bot.operators.doctor_telegram import telegram  # aiohttp only where there is a token

        findings += await telegram(config)
    if config.zalo_bot.is_on:
        from bot.operators.doctor_zalo import zalo_bot

        findings += await zalo_bot(config)
    return findings


def show(findings: Sequence[Finding], language: str) -> None:
    from rich.console import Console
    from rich.table import Table

    looks = {State.GOOD: "✔", State.DOUBTFUL: "!", State.BAD: "✘"}
    table = Table(*(text(f"operator.doctor_{name}", language) for name in ("what", "found")))
    for finding in findings:
        what = text(f"operator.doctor_{finding.what}", language)
        table.add_row(f"{looks[finding.state]} {what}", finding.sentence)
    Console().print(table)


def _mode(config: Config) -> Finding:
    mode = config.telegram.mode if config.bot_token() else WEB.name
    return make_finding(config, "mode", State.GOOD, f"mode_{mode}", address=config.page())


def _address(config: Config) -> list[Finding]:
    if not config.is_public_in_plain:
        return []
    return [make_finding(config, "mode", State.DOUBTFUL, "address_plain", url=config.page())]


async def _keys(config: Config) -> list[Finding]:
    none_yet = len(keys.missing(config)) == len(keys.places(config))
    if none_yet and not await _needs_keys(config):
        return [make_finding(config, "keys", State.DOUBTFUL, "keys_not_yet")]
    try:
        vault = keys.vault(config)
    except Problems as problems:
        return [Finding("keys", State.BAD, sentence) for sentence in problems.sentences()]
    if rotating := [name for name, ring in vault.rings.items() if len(ring.keys) > 1]:
        names = " ".join(rotating)
        return [make_finding(config, "keys", State.DOUBTFUL, "keys_rotating", names=names)]
    return [make_finding(config, "keys", State.GOOD, "keys_good")]


async def _needs_keys(config: Config) -> bool:
    """Whether a first start would find something sealed and refuse to make new ones."""
    if _is_sqlite(config) and not _sqlite_file(config).exists():
        return False
    try:
        with explained():
            database = await open_database(config.database_url)
            try:
                return await holds_something(database)
            finally:
                await database.close()
    except Problem:  # said below, where the database is looked at
        return False


def _disk(config: Config) -> Finding:
    folder = config.data
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    space = config.model_copy(update={"data": folder}).space
    free = space.free // MB
    for takes, state, key in (
        (space.takes_words(), State.BAD, "disk_no_words"),
        (space.takes_files(), State.BAD, "disk_no_files"),
        (space.free >= LITTLE_SPACE, State.DOUBTFUL, "disk_full"),
    ):
        if not takes:
            return make_finding(config, "disk", state, key, free=free, folder=config.data)
    return make_finding(config, "disk", State.GOOD, "disk_good", free=free)


def _ports(config: Config) -> list[Finding]:
    return [
        _port(config, "web.port", config.web.host, config.web.port, State.BAD),
        _port(config, "metrics.port", config.metrics.host, config.metrics.port, State.DOUBTFUL),
    ]


def _port(config: Config, field: str, host: str, port: int, when_taken: State) -> Finding:
    if not port:
        return make_finding(config, "port", State.GOOD, "port_any", field=field)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError:
        # The line itself, most likely: doctor is for a running one too.
        ours = _answers(host, port)
        state = State.GOOD if ours else when_taken
        key = "port_ours" if ours else "port_busy"
        return make_finding(config, "port", state, key, field=field, port=port)
    return make_finding(config, "port", State.GOOD, "port_free", field=field, port=port)


def _answers(host: str, port: int) -> bool:
    """Whether it is a tip line, or its numbers, that holds the port."""
    try:
        with socket.create_connection((host, port), timeout=2) as line:
            line.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
            return line.recv(12)[9:10] == b"2"  # "HTTP/1.1 200"
    except OSError:
        return False


async def _database(config: Config) -> AsyncIterator[Finding]:
    if _is_sqlite(config) and not _sqlite_file(config).exists():
        yield make_finding(config, "database", State.DOUBTFUL, "database_not_yet")
        return
    try:
        with explained():
            database = await open_database(config.database_url)
            try:
                yield (head := await _head(config, database))
                if head.state is State.GOOD:
                    for finding in await _fit(config, database):
                        yield finding
                    for finding in await _tip_keys(config, database):
                        yield finding
                    for finding in await _zalo(config, database):
                        yield finding
                    for finding in await _groups(config, database):
                        yield finding
                yield await _clock(config, database)
            finally:
                await database.close()
    except Problem as problem:
        yield Finding("database", State.BAD, problem.sentence(config.language))


async def _head(config: Config, database: Database) -> Finding:
    at, head = await revision(database), head_revision()
    if at == head:
        return make_finding(config, "database", State.GOOD, "database_good", revision=at)
    return make_finding(
        config, "database", State.BAD, "database_outdated", revision=at or "–", head=head
    )


async def _fit(config: Config, database: Database) -> list[Finding]:
    """The right files, not just well-formed ones; what is wrong with the files was said above."""
    try:
        await fit(config, database, keys.vault(config))
    except Problems as problems:
        strange = [
            problem for problem in problems.found if problem.key in ("keys_strange", "links_lost")
        ]
        return [Finding("keys", State.BAD, one.sentence(config.language)) for one in strange]
    return []


async def _tip_keys(config: Config, database: Database) -> list[Finding]:
    own, every = await Health(database).tip_keys()
    state, key = (State.GOOD, "tip_keys_good") if own == every else (State.DOUBTFUL, "tip_keys_few")
    return [make_finding(config, "tip_keys", state, key, own=own, every=every)] if every else []


async def _zalo(config: Config, database: Database) -> list[Finding]:
    """Of what stands in the database: who wrote, and the account's token."""
    if not (config.zalo_oa.is_on or config.zalo_bot.is_on):
        return []
    from bot.operators.doctor_zalo import zalo_oa, zalo_people

    found = await zalo_people(config, database) if config.zalo_bot.is_on else []
    if not config.zalo_oa.is_on:
        return found
    try:
        return found + (await zalo_oa(config, database, keys.vault(config)))
    except (Problems, CannotOpen):  # what is wrong with the keys was said
        return found


async def _groups(config: Config, database: Database) -> list[Finding]:
    """Desks that hear nothing: tips wait there unseen."""
    deaf = await Health(database).deaf_desks()
    if not deaf:
        return [make_finding(config, "groups", State.GOOD, "groups_good")]
    return [
        make_finding(config, "groups", State.BAD, f"group_{trouble}", code=code)
        for code, trouble in deaf.items()
    ]


async def _clock(config: Config, database: Database) -> Finding:
    """Against the database server's clock; SQLite has none of its own."""
    if _is_sqlite(config):
        return make_finding(config, "clock", State.GOOD, "clock_alone")
    told = await database.read(lambda connection: connection.scalar(sql("SELECT now()")))
    return clock_beside(config, told if isinstance(told, datetime) else SystemClock().now())


def _is_sqlite(config: Config) -> bool:
    return config.database_url.startswith("sqlite")


def _sqlite_file(config: Config) -> Path:
    return Path(config.database_url.partition(":///")[2])
