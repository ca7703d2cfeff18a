"""What every command on lessons needs: the library, one lesson of it, and who tells it."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.commands import say, settings
from bot.language import LANGUAGE
from wording.catalogue import text

if TYPE_CHECKING:
    from broadcasts.lessons.lesson import Lesson
    from broadcasts.lessons.library import Library
    from broadcasts.lessons.unit import Unit

Folder = Annotated[Path | None, typer.Option("--folder", help=say("help_lessons_folder"))]
LessonId = Annotated[str, typer.Argument(help=say("help_lesson"))]
DeskOption = Annotated[str, typer.Option("--desk", help=say("help_code"))]


def lessons_say(key: str, **values: object) -> str:
    return text(f"lessons.{key}", LANGUAGE, **values)


def library_in(folder: Path | None) -> "Library":
    from broadcasts.lessons.library import LIBRARY, open_library

    return open_library(folder or LIBRARY)


def lesson_in(folder: Path | None, wanted: str) -> "Lesson":
    found = library_in(folder).lesson(wanted)
    if found is None:
        typer.echo(lessons_say("unknown", what=wanted), err=True)
        raise typer.Exit(1)
    return found


def unit_at(desk: str, config: Path | None) -> "Unit":
    with settings(config) as chosen:
        from bot.telling import directory_of, unit_of

        return unit_of(desk, chosen, directory_of(chosen))
    raise AssertionError


def today() -> date:
    from bot.clock import SystemClock
    from wording.moments import VIETNAM

    return SystemClock().now().astimezone(VIETNAM).date()
