"""`tinbao lessons …`: what residents may be told, and what is wrong with it. Thin."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import lesson_sheets as cli_lesson_sheets
from bot.cli.commands import File, group, say
from bot.cli.library import (
    DeskOption,
    Folder,
    LessonId,
    lesson_in,
    lessons_say,
    library_in,
    today,
    unit_at,
)
from desks.desk import NATIONAL
from messages.channels import CHANNELS

if TYPE_CHECKING:
    from broadcasts.lessons.lesson import Lesson
    from broadcasts.lessons.unit import Unit

if TYPE_CHECKING:
    Medium = str
else:
    Medium = StrEnum("Medium", [(name, name) for name in CHANNELS.for_residents()])

NOW = "now"  # --season now: what fits today

app = group("help_lessons")
cli_lesson_sheets.add_to(app)


Kind = Annotated[str, typer.Option("--kind", help=say("help_lessons_kind"))]
Topic = Annotated[str, typer.Option("--topic", help=say("help_lessons_topic"))]
Audience = Annotated[str, typer.Option("--audience", help=say("help_lessons_audience"))]
Season = Annotated[str, typer.Option("--season", help=say("help_lessons_season"))]
OnlyHeld = Annotated[bool, typer.Option("--held", help=say("help_lessons_held"))]
Channel = Annotated[Medium | None, typer.Option("--channel", help=say("help_lessons_channel"))]
Language = Annotated[str, typer.Option("--language", help=say("help_lessons_language"))]
Footer = Annotated[str, typer.Option("--footer", help=say("help_lessons_footer"))]


@app.command("check", help=say("help_lessons_check"))
def check(folder: Folder = None) -> None:
    library = library_in(folder)
    for fault in library.faults:
        fix = lessons_say(fault.key, what=fault.what, near=fault.near)
        typer.echo(f"{fault.file}:{fault.line}: {fix}", err=True)
    if library.faults:
        raise typer.Exit(1)
    held = sum(lesson.held_on(today()) is not None for lesson in library.lessons)
    typer.echo(lessons_say("all_good", count=len(library.lessons), held=held))


@app.command("list", help=say("help_lessons_list"))
def show_all(
    kind: Kind = "",
    topic: Topic = "",
    audience: Audience = "",
    season: Season = "",
    only_held: OnlyHeld = False,
    folder: Folder = None,
) -> None:
    wanted: tuple[tuple[object, Callable[[Lesson], object]], ...] = (
        (kind, lambda lesson: lesson.kind == kind),
        (topic, lambda lesson: topic in lesson.topics),
        (audience, lambda lesson: audience in lesson.audience),
        (season, lambda lesson: _is_of(lesson, season)),
        (only_held, lambda lesson: lesson.held_on(today())),
    )
    for lesson in library_in(folder).lessons:
        if all(fits(lesson) for asked, fits in wanted if asked):
            held = "".join(f"  [{note}]" for note in _held(lesson))
            typer.echo(f"{lesson.id}  {lesson.title}{held}")


@app.command("show", help=say("help_lessons_show"))
def show_one(  # noqa: PLR0913 - one for each option
    lesson: LessonId,
    channel: Channel = None,
    desk: DeskOption = NATIONAL,
    language: Language = "vi",
    footer: Footer = "",
    folder: Folder = None,
    config: File = None,
) -> None:
    found = lesson_in(folder, lesson)
    if channel is None:
        version = found.translate(language, today())
        typer.echo(f"{version.title}\n\n{version.body}")
    else:
        _preview(found, channel, unit_at(desk, config), footer, language)
    for note in _notes(found):
        typer.echo(f"\n[{note}]")


def _preview(lesson: "Lesson", channel: str, unit: "Unit", footer: str, language: str) -> None:
    from broadcasts.lessons.limits import LIMITS
    from broadcasts.lessons.rendering import render
    from messages.fitting import length

    limits = LIMITS[channel]
    parts = render(lesson, unit, limits, footer, language, today())
    for number, part in enumerate(parts, 1):
        wall = limits.caption if lesson.picture and number == 1 else limits.text
        size = {"number": number, "count": len(parts), "length": length(part), "limit": wall}
        typer.echo(lessons_say("preview", channel=channel, **size))
        typer.echo(f"{part}\n" if number < len(parts) else part)


def _notes(lesson: "Lesson") -> Iterator[str]:
    yield from _held(lesson)
    if lesson.picture:
        yield lessons_say("with_picture", what=lesson.picture.name)
    if lesson.voice:
        yield lessons_say("with_voice", what=lesson.voice.name)
    if lesson.translations:
        named = ", ".join(one.language for one in lesson.translations)
        yield lessons_say("translated", what=named)


def _held(lesson: "Lesson") -> Iterator[str]:
    held = lesson.held_on(today())
    if held:
        yield lessons_say(held)


def _is_of(lesson: "Lesson", season: str) -> bool:
    from broadcasts.lessons.lesson import in_season

    return in_season(lesson, today()) if season == NOW else lesson.season == season
