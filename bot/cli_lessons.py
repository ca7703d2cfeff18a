"""`tinbao lessons …`: what residents may be told, and what is wrong with it. Thin."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_office import group, say
from tips.catalogue import text

if TYPE_CHECKING:
    from broadcasts.lesson import Lesson
    from broadcasts.shelf import Library

app = group("help_lessons")

Folder = Annotated[Path | None, typer.Option("--folder", help=say("help_lessons_folder"))]


@app.command("check", help=say("help_lessons_check"))
def check(folder: Folder = None) -> None:
    library = _library(folder)
    for fault in library.faults:
        fix = text(f"lessons.{fault.key}", "vi", what=fault.what)
        typer.echo(f"{fault.file}:{fault.line}: {fix}", err=True)
    if library.faults:
        raise typer.Exit(1)
    held = sum(_held(lesson) != "" for lesson in library.lessons)
    typer.echo(text("lessons.all_good", "vi", count=len(library.lessons), held=held))


@app.command("list", help=say("help_lessons_list"))
def show_all(folder: Folder = None) -> None:
    for lesson in _library(folder).lessons:
        held = _held(lesson)
        typer.echo(f"{lesson.id}  {lesson.title}" + (f"  [{held}]" if held else ""))


@app.command("show", help=say("help_lessons_show"))
def show_one(
    lesson: Annotated[str, typer.Argument(help=say("help_lesson"))], folder: Folder = None
) -> None:
    found = _library(folder).lesson(lesson)
    if found is None:
        typer.echo(text("lessons.unknown", "vi", what=lesson), err=True)
        raise typer.Exit(1)
    typer.echo(f"{found.title}\n\n{found.body}")
    if held := _held(found):
        typer.echo(f"\n[{held}]")


def _library(folder: Path | None) -> "Library":
    from broadcasts.shelf import LIBRARY, open_library

    return open_library(folder or LIBRARY)


def _held(lesson: "Lesson") -> str:
    from bot.clock import SystemClock

    held = lesson.held_on(SystemClock().now().date())
    return text(f"lessons.{held}", "vi") if held else ""
