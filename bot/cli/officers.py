"""`tinbao officer list` and `tinbao officer remove`: who sits at a desk, and who no longer does."""

from typing import Annotated

import typer

from bot.cli.commands import File, say, with_use_cases

Desk = Annotated[str, typer.Option("--desk", help=say("help_code"))]
Label = Annotated[str, typer.Option("--label", help=say("help_label"))]


def add_to(officer: typer.Typer) -> None:
    officer.command("list", help=say("help_officer_list"))(list_officers)
    officer.command("remove", help=say("help_officer_remove"))(remove)


def list_officers(desk: Desk, config: File = None) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*(say(f"column_{name}") for name in ("officer", "role")))
    for one in with_use_cases(config, lambda use_cases: use_cases.seated(desk)):
        table.add_row(one.label, say(f"role_{one.role}"))
    Console().print(table)


def remove(desk: Desk, label: Label, config: File = None) -> None:
    left = with_use_cases(config, lambda use_cases: use_cases.remove(desk, label))
    typer.echo(say("officer_removed", label=left.officer.label, code=desk, n=left.freed))
