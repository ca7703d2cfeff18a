"""`tinbao database …`: everything to another database, with proof."""

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.commands import File, group, say, settings

if TYPE_CHECKING:
    from storage.moving.moving import Moved

app = group("help_database")


@app.callback()
def _options() -> None:
    """So that `move` is a command of its own while it is the only one."""


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
