"""`tinbao roster …`: who is on duty, entered by an operator."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.commands import File, group, say, with_use_cases

if TYPE_CHECKING:
    from desks.roster import Shift

app = group("help_roster")

Desk = Annotated[str, typer.Option("--desk", help=say("help_code"))]
Officer = Annotated[str, typer.Option("--officer", help=say("help_roster_officer"))]
Starts = Annotated[str, typer.Option("--from", help=say("help_roster_from"))]
Ends = Annotated[str, typer.Option("--to", help=say("help_roster_to"))]


@app.command("set", help=say("help_roster_set"))
def set_shift(
    desk: Desk, officer: Officer, starts: Starts, ends: Ends, config: File = None
) -> None:
    shift = with_use_cases(
        config, lambda use_cases: use_cases.set_shift(desk, officer, starts, ends)
    )
    begun, over = _clock(shift.starts), _clock(shift.ends)
    typer.echo(say("roster_set", officer=shift.label, code=desk, starts=begun, ends=over))


@app.command("show", help=say("help_roster_show"))
def show(desk: Desk, config: File = None) -> None:
    from rich.console import Console
    from rich.table import Table

    shifts, now = with_use_cases(config, lambda use_cases: use_cases.shifts(desk))
    if not shifts:
        typer.echo(say("roster_empty", code=desk))
        return
    table = Table(*(say(f"column_{name}") for name in ("officer", "from", "to", "now")))
    for shift in shifts:
        table.add_row(shift.label, _clock(shift.starts), _clock(shift.ends), _mark(shift, now))
    Console().print(table)


def _mark(shift: "Shift", now: datetime) -> str:
    return "●" if shift.starts <= now < shift.ends else ""


def _clock(at: datetime) -> str:
    from wording.moments import VIETNAM

    return f"{at.astimezone(VIETNAM):%Y-%m-%d %H:%M}"
