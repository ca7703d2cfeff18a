"""`tinbao desk register` and `tinbao desk handover-sheet`: what a desk prints."""

import os
from collections.abc import AsyncIterator
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from bot.cli.commands import File, say, settings, with_use_cases

if TYPE_CHECKING:
    from bot.operators.reporting import Sheet
    from bot.operators.use_cases import OperatorUseCases


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


class SheetFormat(StrEnum):
    TEXT = "text"
    CSV = "csv"


Desk = Annotated[str, typer.Option("--desk", help=say("help_code"))]
First = Annotated[str, typer.Option("--from", help=say("help_from_day"))]
Last = Annotated[str, typer.Option("--to", help=say("help_to_day"))]
PeriodNamed = Annotated[str, typer.Option("--period", help=say("help_period"))]
OnDay = Annotated[str, typer.Option("--on", help=say("help_on_day"))]
Output = Annotated[Path, typer.Option("--output", help=say("help_output"))]
SheetOutput = Annotated[Path | None, typer.Option("--output", help=say("help_output"))]


def add_to(desk: typer.Typer) -> None:
    desk.command("register", help=say("help_register"))(register)
    desk.command("handover-sheet", help=say("help_sheet"))(handover_sheet)


def register(  # noqa: PLR0913 - one for each option
    desk: Desk,
    output: Output,
    first: First = "",
    last: Last = "",
    period: PeriodNamed = "",
    on: OnDay = "",
    kind: Annotated[Format, typer.Option("--format")] = Format.XLSX,
    config: File = None,
) -> None:
    async def work(use_cases: "OperatorUseCases") -> None:
        window = use_cases.reporting.window(first, last, period, on)
        await _write(output, await use_cases.reporting.register(desk, window, kind))

    with_use_cases(config, work)
    typer.echo(say("written", file=output))


def handover_sheet(
    desk: Desk,
    kind: Annotated[SheetFormat, typer.Option("--format")] = SheetFormat.TEXT,
    output: SheetOutput = None,
    config: File = None,
) -> None:
    sheet = with_use_cases(config, lambda use_cases: use_cases.reporting.sheet(desk))
    content = _commas(sheet) if kind is SheetFormat.CSV else _plain(sheet)
    if output is None:
        typer.echo(content.removeprefix("\ufeff"), nl=False)
        return
    with settings(config), _private(output) as file:
        file.write(content.encode())
    typer.echo(say("written", file=output))


async def _write(output: Path, pieces: AsyncIterator[bytes]) -> None:
    with _private(output) as file:
        async for piece in pieces:
            file.write(piece)


def _private(output: Path) -> IO[bytes]:
    """Readable by its owner only: it holds what residents told."""
    from bot.problem import Problem

    try:
        output.unlink(missing_ok=True)
        return os.fdopen(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    except OSError:
        raise Problem("output_unwritable", file=output) from None


def _plain(sheet: "Sheet") -> str:
    from tips.reports.handover_sheet import plain

    table = f"\n\n{plain(sheet.table)}" if len(sheet.table) > 1 else ""
    return f"{sheet.title}\n{sheet.counts}{table}\n"


def _commas(sheet: "Sheet") -> str:
    from handlers.words.sheets import line

    return "\ufeff" + "".join(map(line, sheet.table))
