"""The command line. Heavy imports wait inside commands, so that --help answers at once."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot import cli_communes
from bot.config import Config, load, spoken
from bot.problem import Problem, Problems
from tips.catalogue import text

if TYPE_CHECKING:
    from bot.office import Office

T = TypeVar("T")
LANGUAGE = spoken()


def _say(key: str, **values: object) -> str:
    return text(f"operator.{key}", LANGUAGE, **values)


def _group(key: str) -> typer.Typer:
    return typer.Typer(
        help=_say(key),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,  # they print locals, which hold keys and stories
        rich_markup_mode=None,
    )


app, keys, desk, officer = (
    _group(key) for key in ("help", "help_keys", "help_desk", "help_officer")
)
app.add_typer(keys, name="keys")
app.add_typer(desk, name="desk")
app.add_typer(officer, name="officer")
app.add_typer(cli_communes.app, name="communes")

File = Annotated[Path | None, typer.Option("--config", help=_say("help_config"))]
Code = Annotated[str, typer.Argument(help=_say("help_code"))]


@app.command(help=_say("help_run"))
def run(config: File = None) -> None:
    with settings(config) as chosen:
        from bot.runner import run as serve

        serve(chosen)


@app.command(help=_say("help_doctor"))
def doctor(config: File = None) -> None:
    with settings(config) as chosen:
        from bot.doctor import examine, show

        findings = asyncio.run(examine(chosen))
        show(findings, chosen.language)
        if any(finding.is_bad for finding in findings):
            raise typer.Exit(1)


@app.command(help=_say("help_migrate"))
def migrate(config: File = None) -> None:
    with settings(config) as chosen:
        from bot.office import migrate as bring_up

        typer.echo(_say("migrated", revision=asyncio.run(bring_up(chosen))))


@keys.command("new", help=_say("help_keys_new"))
def new_keys(config: File = None) -> None:
    with settings(config) as chosen:
        from bot.keys import make

        make(chosen)
        typer.echo(_say("keys_made", content=chosen.content_key, identity=chosen.identity_key))


@desk.command("open", help=_say("help_desk_open"))
def open_desk(code: Code, config: File = None) -> None:
    opened = _in_office(config, lambda office: office.open_desk(code))
    typer.echo(_say("desk_opened", code=opened.code, name=opened.name))


@desk.command("close", help=_say("help_desk_close"))
def close_desk(code: Code, config: File = None) -> None:
    _in_office(config, lambda office: office.close_desk(code))
    typer.echo(_say("desk_closed", code=code))


@desk.command("list", help=_say("help_desk_list"))
def list_desks(config: File = None) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*(_say(f"column_{name}") for name in ("code", "desk", "group")))
    for row in _in_office(config, lambda office: office.open_desks()):
        table.add_row(row.code, row.name, _say("linked") if row.group else "")
    Console().print(table)


@desk.command("link", help=_say("help_desk_link"))
def link_desk(code: Code, config: File = None) -> None:
    link = _in_office(config, lambda office: office.group_code(code))
    typer.echo(_say("desk_link", code=code, link=link))


@officer.command(help=_say("help_officer_invite"))
def invite(
    at: Annotated[str, typer.Option("--desk", help=_say("help_code"))],
    role: Annotated[str, typer.Option(help=_say("help_role"))] = "officer",
    label: Annotated[str, typer.Option(help=_say("help_label"))] = "",
    config: File = None,
) -> None:
    address = _in_office(config, lambda office: office.invite(at, role, label))
    typer.echo(_say("invite", role=_say(f"role_{role}"), code=at, address=address))


@contextmanager
def settings(file: Path | None) -> Iterator[Config]:
    """What an operator did wrong ends in a sentence and exit code 1, never in a traceback."""
    language = LANGUAGE
    try:
        chosen = load(file)
        language = chosen.language
        yield chosen
    except Problems as problems:
        typer.echo("\n".join(problems.sentences()), err=True)
        raise typer.Exit(1) from None
    except Problem as problem:
        typer.echo(problem.sentence(language), err=True)
        raise typer.Exit(1) from None


def _in_office(file: Path | None, work: "Callable[[Office], Awaitable[T]]") -> T:
    with settings(file) as config:
        from bot.office import office

        async def inside() -> T:
            async with office(config) as opened:
                return await work(opened)

        return asyncio.run(inside())
    raise AssertionError


if __name__ == "__main__":
    app(prog_name="tinbao")
