"""`tinbao audit …`: is the log as it was written?"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.commands import File, group, say, with_use_cases
from wording.moments import VIETNAM

if TYPE_CHECKING:
    from bot.anchoring import Difference
    from bot.operators.use_cases import OperatorUseCases
    from storage.audit.anchors import Loose
    from storage.audit.chain import Break

app = group("help_audit")


@app.command(help=say("help_audit_verify"))
def verify(config: File = None) -> None:
    breaks, differences, loose = with_use_cases(config, _examine)
    if not breaks and not differences:
        typer.echo(say("audit_whole"))
        if loose.since:
            told = {"entries": loose.entries, "since": _clock(loose.since)}
            typer.echo(say("audit_loose", **told))
        return
    if breaks:
        first, rest = breaks[0], len(breaks) - 1
        at = _clock(first.at)
        told = {"subject": first.subject, "number": first.number, "at": at, "rest": rest}
        typer.echo(say("audit_broken", **told), err=True)
    for one in differences[:1]:
        typer.echo(say("anchor_differs", number=one.number, file=_short(one.file)), err=True)
    raise typer.Exit(1)


@app.command(help=say("help_audit_anchor"))
def anchor(config: File = None) -> None:
    made = with_use_cases(config, lambda use_cases: use_cases.anchoring.run())
    if made is None:
        typer.echo(say("anchor_nothing_new"))
        return
    typer.echo(say("anchor_made", number=made.number, entries=made.entries, hash=made.hash))


async def _examine(use_cases: "OperatorUseCases") -> "tuple[list[Break], list[Difference], Loose]":
    anchoring = use_cases.anchoring
    breaks, differences = await anchoring.book.breaks(), await anchoring.differences()
    return breaks, differences, await anchoring.book.unanchored()


def _clock(at: datetime) -> str:
    return at.astimezone(VIETNAM).isoformat()


def _short(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"
