"""`tinbao database …`: everything to another database, into a backup and back, with proof."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.commands import File, group, say, settings

if TYPE_CHECKING:
    from storage.backup.backup import BackedUp
    from storage.moving.moving import Moved

app = group("help_database")
Backup = Annotated[Path, typer.Argument(help=say("help_backup_file"))]


@app.command(help=say("help_database_move"))
def move(
    to: Annotated[
        str, typer.Option(help=say("help_database_to"), prompt=say("database_to"), hide_input=True)
    ],
    config: File = None,
) -> None:
    with settings(config) as chosen:
        from bot.operators.moving import move_database

        moved = asyncio.run(move_database(chosen, to, _tell))
    _show(moved)


@app.command(help=say("help_database_backup"))
def backup(file: Backup, config: File = None) -> None:
    with settings(config) as chosen:
        from bot.operators.backing_up import back_up_line

        done = asyncio.run(back_up_line(chosen, file))
    _show_backup("backed_up", done, file)


@app.command(help=say("help_database_restore"))
def restore(file: Backup, config: File = None) -> None:
    with settings(config) as chosen:
        from bot.operators.backing_up import restore_line

        done = asyncio.run(restore_line(chosen, file))
    _show_backup("restored", done, file)


def _show_backup(key: str, done: "BackedUp", file: Path) -> None:
    rows = sum(one.rows for one in done.holdings)
    typer.echo(say(key, file=file, tables=len(done.holdings), rows=rows, files=done.files))
    if done.lost:
        typer.echo(say("backup_without", n=done.lost))


def _tell(table: str) -> None:
    typer.echo(say("database_arrived", table=table), err=True)


def _show(moved: "Moved") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*(say(f"column_{name}") for name in ("table", "rows", "hash")))
    for one in moved.holdings:
        table.add_row(one.table, str(one.rows), one.hash[:16])
    Console().print(table)
    rows = sum(one.rows for one in moved.holdings)
    typer.echo(say("database_moved", tables=len(moved.holdings), rows=rows))
    for broken in moved.breaks:
        typer.echo(say("database_broken_before", subject=broken.subject, number=broken.number))
