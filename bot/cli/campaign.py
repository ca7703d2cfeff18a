"""`tinbao campaign …`: write, let out, stop and follow what residents are told. Thin."""

import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

from bot.cli.campaign_words import (
    entry_line,
    ledger_json,
    ledger_table,
    say,
    show,
    silence,
    state_line,
)
from bot.cli.commands import File, with_use_cases
from bot.language import LANGUAGE
from desks.desk import NATIONAL

if TYPE_CHECKING:
    from bot.operators.use_cases import OperatorUseCases
    from broadcasts.campaigns.campaign import Campaign
    from desks.permissions import Author

T = TypeVar("T")


class Delivery(StrEnum):
    AT_LEAST = "atleast"
    AT_MOST = "atmost"


app = typer.Typer(
    help=say("help"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Id = Annotated[str, typer.Argument(help=say("help_id"))]
Lessons = Annotated[str, typer.Argument(help=say("help_lessons_argument"))]
To = Annotated[str, typer.Option("--to", help=say("help_to"))]
At = Annotated[str, typer.Option("--at", help=say("help_at"))]
Desk = Annotated[str, typer.Option("--desk", help=say("help_desk"))]
As = Annotated[str, typer.Option("--as", help=say("help_as"))]
Mode = Annotated[Delivery, typer.Option("--mode", help=say("help_mode"))]
Urgent = Annotated[bool, typer.Option("--urgent", help=say("help_urgent"))]
Text = Annotated[str, typer.Option("--text", help=say("help_text"))]
Title = Annotated[str, typer.Option("--title", help=say("help_title"))]
Proof = Annotated[str, typer.Option("--proof", help=say("help_proof"))]
OneLesson = Annotated[str, typer.Option("--lesson", help=say("help_lesson_option"))]
Json = Annotated[bool, typer.Option("--json", help=say("help_json"))]
Month = Annotated[str, typer.Option("--month", help=say("help_month"))]
Year = Annotated[int, typer.Option("--year", help=say("help_year"))]
SERIES = "19-8"


@app.command(help=say("help_draft"))
def draft(  # noqa: PLR0913 - one for each option
    to: To,
    at: At,
    lesson: Lessons = "",
    desk: Desk = "",
    officer: As = "",
    mode: Mode = Delivery.AT_LEAST,
    urgent: Urgent = False,
    text: Text = "",
    title: Title = "",
    config: File = None,
) -> None:
    from broadcasts.campaigns.drafting import Wanted
    from broadcasts.delivery.shard import Mode as Delivered

    lessons = [one.strip() for one in lesson.split(",") if one.strip()]
    wanted = Wanted(to, at, lessons, title, text, urgent, Delivered(mode))

    async def work(use_cases: "OperatorUseCases") -> None:
        by = await _author(use_cases, desk, officer)
        drafted = await use_cases.lessons.drafting.draft(by, wanted)
        await _shown(use_cases, drafted.id)

    _in_office(config, work)


@app.command(help=say("help_series"))
def series(
    name: Annotated[str, typer.Argument(help=say("help_series_name"))],
    to: To = "all",
    year: Year = 0,
    desk: Desk = "",
    officer: As = "",
    config: File = None,
) -> None:
    if name.replace("/", "-") != SERIES:
        _refuse("series_unknown")

    async def work(use_cases: "OperatorUseCases") -> None:
        by = await _author(use_cases, desk, officer)
        lessons = [one.id for one in use_cases.lessons.lesson_files.library().series()]
        drafted = await use_cases.lessons.drafting.series(by, lessons, to, year or None)
        await _shown(use_cases, drafted.id)

    _in_office(config, work)


@app.command(help=say("help_approve"))
def approve(campaign: Id, officer: As, proof: Proof = "", config: File = None) -> None:
    async def work(use_cases: "OperatorUseCases") -> None:
        by = await _author(use_cases, "", officer)
        seen = proof or await _asked(use_cases, by, campaign)
        await use_cases.lessons.campaigns.approve(by, campaign, seen)
        await _shown(use_cases, campaign, whole=True)

    _in_office(config, work)


@app.command(help=say("help_start"))
def start(campaign: Id, *, officer: As = "", as_json: Json = False, config: File = None) -> None:
    moved = _move(config, officer, lambda o, by: o.lessons.campaigns.start(by, campaign))
    typer.echo(state_line(moved, as_json=as_json))


@app.command(help=say("help_pause"))
def pause(campaign: Id, *, officer: As = "", as_json: Json = False, config: File = None) -> None:
    moved = _move(config, officer, lambda o, by: o.lessons.campaigns.pause(by, campaign))
    typer.echo(state_line(moved, as_json=as_json))


@app.command(help=say("help_cancel"))
def cancel(campaign: Id, *, officer: As = "", as_json: Json = False, config: File = None) -> None:
    moved = _move(config, officer, lambda o, by: o.lessons.campaigns.cancel(by, campaign))
    typer.echo(state_line(moved, as_json=as_json))


@app.command(help=say("help_release"))
def release(campaign: Id, officer: As = "", config: File = None) -> None:
    moved = _move(config, officer, lambda o, by: o.lessons.campaigns.release(by, campaign))
    typer.echo(state_line(moved))


@app.command(help=say("help_correct"))
def correct(
    campaign: Id,
    text: Text,
    lesson: OneLesson = "",
    officer: As = "",
    config: File = None,
) -> None:
    async def work(use_cases: "OperatorUseCases") -> None:
        by = await _author(use_cases, "", officer)
        drafted = await use_cases.lessons.drafting.correct(by, campaign, text, lesson)
        await _shown(use_cases, drafted.id)

    _in_office(config, work)


@app.command(help=say("help_recall"))
def recall(campaign: Id, lesson: OneLesson = "", officer: As = "", config: File = None) -> None:
    async def work(use_cases: "OperatorUseCases") -> None:
        by = await _author(use_cases, "", officer)
        drafted = await use_cases.lessons.drafting.recall(by, campaign, lesson)
        await _shown(use_cases, drafted.id)

    _in_office(config, work)


@app.command(help=say("help_unknown"))
def unknown(
    campaign: Id,
    *,
    as_sent: Annotated[bool, typer.Option("--as-sent", help=say("help_as_sent"))] = False,
    again: Annotated[bool, typer.Option("--again", help=say("help_again"))] = False,
    officer: As = "",
    config: File = None,
) -> None:
    if as_sent == again:
        _refuse("one_of_two")

    async def work(use_cases: "OperatorUseCases") -> int:
        by = await _author(use_cases, "", officer) if officer else None
        return await use_cases.lessons.campaigns.resolve(by, campaign, again=again)

    typer.echo(say("resolved", count=_in_office(config, work)))


@app.command(help=say("help_ledger"))
def ledger(campaign: Id, *, as_json: Json = False, config: File = None) -> None:
    async def work(use_cases: "OperatorUseCases") -> None:
        frozen, found = await use_cases.lessons.overview.ledger_total(None, campaign)
        if as_json:
            typer.echo(ledger_json(frozen, found))
            return
        from handlers.words.campaigns import channel_name

        ledger_table(frozen, found)
        for line in silence(await use_cases.lessons.overview.silence(), channel_name):
            typer.echo(line)

    _in_office(config, work)


@app.command("list", help=say("help_list"))
def list_all(config: File = None) -> None:
    async def work(use_cases: "OperatorUseCases") -> None:
        from handlers.words.campaigns import clock_time

        every = await use_cases.lessons.overview.every(None)
        for one in every:
            due = f"  {clock_time(one.next_due)}" if one.next_due else ""
            what = ",".join(one.lessons) or say(f"kind_{one.kind}")
            typer.echo(f"{one.id}  {one.desk}  {say(f'state_{one.state}')}{due}  {what}")
        if not every:
            typer.echo(say("nothing_listed"))

    _in_office(config, work)


@app.command("show", help=say("help_show"))
def show_one(campaign: Id, config: File = None) -> None:
    async def work(use_cases: "OperatorUseCases") -> None:
        await _shown(use_cases, campaign, whole=True)

    _in_office(config, work)


@app.command(help=say("help_calendar"))
def calendar(month: Month = "", config: File = None) -> None:
    async def work(use_cases: "OperatorUseCases") -> None:
        from handlers.words.months import month_of

        try:
            first, last = month_of(month, use_cases.clock.now())
        except ValueError:
            _refuse("month_wrong")
        entries = await use_cases.lessons.overview.calendar(None, first, last)
        for entry in entries:
            typer.echo(entry_line(entry))
        if not entries:
            typer.echo(say("nothing_planned"))

    _in_office(config, work)


def _move(
    config: File,
    officer: str,
    move: "Callable[[OperatorUseCases, Author | None], Awaitable[Campaign]]",
) -> "Campaign":
    """Without an officer it is an operator's doing, who stands above every desk."""

    async def work(use_cases: "OperatorUseCases") -> "Campaign":
        return await move(use_cases, await _author(use_cases, "", officer) if officer else None)

    return _in_office(config, work)


async def _author(use_cases: "OperatorUseCases", desk: str, officer: str) -> "Author":
    """An officer with the rights of their role; without one, an operator at that desk."""
    from desks.permissions import Author, Right, author_of

    if not officer:
        await use_cases.known_desk(desk or NATIONAL)
        return Author("", desk or NATIONAL, frozenset(Right))
    author = author_of(await use_cases.officer(officer))
    if not desk or desk == author.desk:
        return author
    return replace(author, desk=desk, rights=frozenset())


async def _asked(use_cases: "OperatorUseCases", by: "Author", campaign: str) -> str:
    """The proof of what this person has just seen; whoever sits there is asked, a script is not."""
    seen = await use_cases.lessons.overview.proposal(by, campaign)
    if sys.stdin.isatty():
        show(use_cases, seen, whole=True)
        typer.confirm(say("approve_really"), abort=True)
    return seen.fingerprint


async def _shown(use_cases: "OperatorUseCases", campaign: str, *, whole: bool = False) -> None:
    show(use_cases, await use_cases.lessons.overview.proposal(None, campaign), whole=whole)


def _refuse(key: str) -> NoReturn:
    typer.echo(say(key), err=True)
    raise typer.Exit(1)


def _in_office(config: File, work: "Callable[[OperatorUseCases], Awaitable[T]]") -> T:
    """A refusal is a sentence and exit code 1."""
    from broadcasts.errors import CampaignProblem

    try:
        return with_use_cases(config, work)
    except CampaignProblem as refusal:
        from handlers.words.refusals import sentence

        typer.echo(sentence(refusal, LANGUAGE), err=True)
        raise typer.Exit(1) from None
