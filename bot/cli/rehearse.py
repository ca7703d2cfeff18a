"""`tinbao campaign rehearse ID`: the whole campaign, on nobody real. Thin."""

import asyncio
import json
import random
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.commands import File, settings
from bot.language import LANGUAGE
from wording.catalogue import text

if TYPE_CHECKING:
    from bot.config import Config
    from bot.rehearsal.rehearse import LessonOutcome, Rehearsal

RATE = 500.0  # messages a second: faster than allowed for real, slower than this machine


class Faults(StrEnum):
    NONE = "none"
    SOME = "some"
    HARSH = "harsh"


def say(key: str, **values: object) -> str:
    return text(f"rehearsal.{key}", LANGUAGE, **values)


def add_to(group: typer.Typer) -> None:
    group.command("rehearse", help=say("help"))(rehearse)


def rehearse(
    campaign: Annotated[str, typer.Argument(help=say("help_id"))],
    people: Annotated[int, typer.Option(min=0, max=10**7, help=say("help_people"))] = 0,
    faults: Annotated[Faults, typer.Option(help=say("help_faults"))] = Faults.SOME,
    seed: Annotated[int, typer.Option(help=say("help_seed"))] = 0,
    *,
    as_json: Annotated[bool, typer.Option("--json", help=say("help_json"))] = False,
    config: File = None,
) -> None:
    with settings(config) as chosen:
        rehearsal = _rehearsal(chosen, campaign, people)
        rehearsal = _with(rehearsal, faults, seed or random.randrange(1, 10**6))  # noqa: S311
        if not as_json:
            lessons = len(rehearsal.pieces)
            typer.echo(
                say("begins", campaign=campaign, lessons=lessons, people=f"{rehearsal.people:,}")
            )
        outcomes = _rehearsed(rehearsal, quiet=as_json)
        _show(rehearsal, outcomes, as_json=as_json)
        if not all(outcome.is_good for outcome in outcomes):
            raise typer.Exit(1)


def _rehearsal(config: "Config", campaign: str, people: int) -> "Rehearsal":
    from bot.rehearsal.planned import CannotRehearse, read_campaign
    from bot.rehearsal.rehearse import Real, Rehearsal
    from broadcasts.campaigns.forecast import FREE_RATE

    try:
        read = asyncio.run(read_campaign(config, campaign, people))
    except CannotRehearse as problem:
        typer.echo(say(problem.key, campaign=campaign), err=True)
        raise typer.Exit(1) from None
    house = {"data": str(config.data), "desks": config.desks.model_dump(mode="json")}
    real = Real(min(config.lessons.telegram_rate, FREE_RATE), config.lessons.quiet)
    return Rehearsal(read.pieces, read.people, RATE, real, house=house)


def _with(rehearsal: "Rehearsal", faults: Faults, seed: int) -> "Rehearsal":
    from dataclasses import replace

    return replace(rehearsal, faults=faults.value, seed=seed)


def _rehearsed(rehearsal: "Rehearsal", *, quiet: bool) -> "list[LessonOutcome]":
    from rich.console import Console
    from rich.progress import Progress

    from bot.rehearsal.rehearse import rehearse as run_rehearsal

    with (
        tempfile.TemporaryDirectory(prefix="tinbao-rehearsal-") as folder,
        Progress(console=Console(stderr=True), transient=True, disable=quiet) as bar,
    ):
        bars = {piece.lesson: bar.add_task(piece.lesson, total=None) for piece in rehearsal.pieces}

        def progress(lesson: str, done: int, people: int) -> None:
            bar.update(bars[lesson], completed=done, total=people or None)

        return asyncio.run(run_rehearsal(rehearsal, Path(folder), progress))


def _show(rehearsal: "Rehearsal", outcomes: "list[LessonOutcome]", *, as_json: bool) -> None:
    from bot.rehearsal.summary import as_table, as_words, verdict

    if as_json:
        told = [as_words(rehearsal, outcome) for outcome in outcomes]
        typer.echo(
            json.dumps({"people": rehearsal.people, "seed": rehearsal.seed, "lessons": told})
        )
        return
    from rich.console import Console

    console = Console()
    for outcome in outcomes:
        console.print(as_table(rehearsal, outcome))
        console.print(verdict(outcome))
