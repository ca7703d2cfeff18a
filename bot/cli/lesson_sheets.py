"""What is made of a lesson: a loudspeaker script, a poster, a picture to share. Thin."""

import asyncio
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.commands import File, say, settings
from bot.cli.library import (
    DeskOption,
    Folder,
    LessonId,
    lesson_in,
    lessons_say,
    library_in,
    today,
)
from desks.desk import NATIONAL
from messages.channels import TELEGRAM, WEB

if TYPE_CHECKING:
    from bot.config import Config
    from bot.posters.invitation import Invitation
    from bot.posters.sheet import Format, Sheet
    from broadcasts.lessons.lesson import Lesson
    from broadcasts.lessons.unit import Unit


class Invites(StrEnum):
    TELEGRAM = TELEGRAM.name
    WEB = WEB.name


class PaperFormat(StrEnum):
    PDF = "pdf"
    PNG = "png"


Output = Annotated[Path, typer.Option("-o", "--output", help=say("help_poster_output"))]
ScriptOutput = Annotated[
    Path | None, typer.Option("-o", "--output", help=say("help_script_output"))
]
AsFormat = Annotated[PaperFormat | None, typer.Option("--format", help=say("help_poster_format"))]
Through = Annotated[Invites | None, typer.Option("--channel", help=say("help_poster_channel"))]
Given = Annotated[Path, typer.Argument(help=say("help_attached_file"))]
SpokenIn = Annotated[str, typer.Option("--language", help=say("help_attached_language"))]
BotName = Annotated[str, typer.Option("--bot", help=say("help_poster_bot"))]


def add_to(lessons: typer.Typer) -> None:
    lessons.command("script", help=say("help_lessons_script"))(script)
    lessons.command("poster", help=say("help_lessons_poster"))(poster)
    lessons.command("picture", help=say("help_lessons_picture"))(picture)
    lessons.command("attach", help=say("help_lessons_attach"))(attach)


def script(
    lesson: LessonId,
    desk: DeskOption,
    output: ScriptOutput = None,
    folder: Folder = None,
    config: File = None,
) -> None:
    found = _checked(folder, lesson)
    with settings(config) as chosen:
        from broadcasts.lessons.script import script as written

        sheet = written(found, _unit(desk, chosen))
        head = lessons_say("script_head", what=found.id, seconds=sheet.seconds)
        content = f"{head}\n\n{sheet.text}\n"
        if output is None:
            typer.echo(content, nl=False)
        else:
            write(output, content.encode())


def poster(  # noqa: PLR0913 - one for each option
    lesson: LessonId,
    desk: DeskOption,
    output: Output,
    kind: AsFormat = None,
    channel: Through = None,
    bot: BotName = "",
    folder: Folder = None,
    config: File = None,
) -> None:
    found = _checked(folder, lesson)
    with settings(config) as chosen:
        invited = _invitation(chosen, desk, channel, bot)
        with_fonts(chosen)
        from bot.posters.lesson_poster import draw_poster

        drawn = draw_poster(found, _unit(desk, chosen), invited)
        write(output, drawn_as(drawn, kind, output))


def picture(
    lesson: LessonId, desk: DeskOption, output: Output, folder: Folder = None, config: File = None
) -> None:
    found = _checked(folder, lesson)
    with settings(config) as chosen:
        with_fonts(chosen)
        from bot.posters.share_picture import DPI, draw_picture

        write(output, draw_picture(found, _unit(desk, chosen)).drawn("png", DPI))


def attach(
    lesson: LessonId,
    file: Given,
    language: SpokenIn = "vi",
    folder: Folder = None,
    config: File = None,
) -> None:
    """A recording in another language goes beside its translation."""
    found = lesson_in(folder, lesson)
    if language not in {"vi", *(one.language for one in found.translations)}:
        typer.echo(lessons_say("not_translated", what=language), err=True)
        raise typer.Exit(1)
    beside = library_in(folder).file_of(found)
    if language != "vi":
        beside = beside.with_suffix(f".{language}.md")
    with settings(config):
        from bot.operators.attaching import attach as put

        typer.echo(say("written", file=asyncio.run(put(file, beside))))


def drawn_as(sheet: "Sheet", kind: PaperFormat | None, output: Path) -> bytes:
    by_name: Format = "png" if output.suffix.lower() == ".png" else "pdf"
    return sheet.drawn(kind.value if kind else by_name)


def with_fonts(chosen: "Config") -> None:
    from bot.config import keep_fonts

    keep_fonts(chosen.data)


def write(output: Path, content: bytes) -> None:
    from bot.problem import Problem

    try:
        output.write_bytes(content)
    except OSError:
        raise Problem("output_unwritable", file=output) from None
    typer.echo(say("written", file=output))


def _checked(folder: Path | None, lesson: str) -> "Lesson":
    """An officer may print what is not sent by itself, but is told that it is not."""
    found = lesson_in(folder, lesson)
    held = found.held_on(today())
    if held:
        typer.echo(lessons_say("printed_though", what=lessons_say(held)), err=True)
    return found


def _unit(desk: str, chosen: "Config") -> "Unit":
    from bot.telling import directory_of, unit_of

    return unit_of(desk, chosen, directory_of(chosen))


def _invitation(chosen: "Config", desk: str, channel: str | None, bot: str) -> "Invitation | None":
    with_fonts(chosen)
    from bot.posters.invitations import best_channel, invitation, place_of
    from broadcasts.lessons.deep_links import Preset

    through = channel or best_channel(chosen, bot)
    if not through or desk == NATIONAL:
        typer.echo(lessons_say("without_code"), err=True)
        return None
    return invitation(chosen, through, Preset(place_of(desk)), bot)
