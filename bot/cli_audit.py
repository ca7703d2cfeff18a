"""`tinbao audit …`: is the log as it was written?"""

from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import typer

from bot.cli_office import File, group, in_office, say

if TYPE_CHECKING:
    from bot.anchoring import Difference
    from bot.office import Office
    from storage.audit import Break

app = group("help_audit")


@app.command(help=say("help_audit_verify"))
def verify(config: File = None) -> None:
    breaks, differences = in_office(config, _examine)
    if not breaks and not differences:
        typer.echo(say("audit_whole"))
        return
    if breaks:
        first, rest = breaks[0], len(breaks) - 1
        at = first.at.astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).isoformat()
        told = {"subject": first.subject, "number": first.number, "at": at, "rest": rest}
        typer.echo(say("audit_broken", **told), err=True)
    for one in differences[:1]:
        typer.echo(say("anchor_differs", number=one.number, file=_short(one.file)), err=True)
    raise typer.Exit(1)


@app.command(help=say("help_audit_anchor"))
def anchor(config: File = None) -> None:
    made = in_office(config, lambda office: office.anchoring.run())
    if made is None:
        typer.echo(say("anchor_nothing_new"))
        return
    typer.echo(say("anchor_made", number=made.number, entries=made.entries, hash=made.hash))


async def _examine(office: "Office") -> "tuple[list[Break], list[Difference]]":
    return await office.anchoring.book.breaks(), await office.anchoring.differences()


def _short(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"
