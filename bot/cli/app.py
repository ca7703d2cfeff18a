"""The command line. Heavy imports wait inside commands, so that --help answers at once."""

import asyncio
import gc
from typing import Annotated

import typer

from bot import __version__
from bot.cli import audit as cli_audit
from bot.cli import campaign as cli_campaign
from bot.cli import communes as cli_communes
from bot.cli import database as cli_database
from bot.cli import keys as cli_keys
from bot.cli import lessons as cli_lessons
from bot.cli import officers as cli_officers
from bot.cli import posters as cli_posters
from bot.cli import rehearse as cli_rehearse
from bot.cli import reports as cli_reports
from bot.cli import roster as cli_roster
from bot.cli import subscribers as cli_subscribers
from bot.cli import zalo as cli_zalo
from bot.cli.commands import File, group, say, settings, tell_new_keys, with_use_cases
from bot.reading_modules import modules_read_fast
from bot.services import Role

app, desk, officer = (group(key) for key in ("help", "help_desk", "help_officer"))
app.add_typer(cli_keys.app, name="keys")
app.add_typer(desk, name="desk")
app.add_typer(officer, name="officer")
app.add_typer(cli_communes.app, name="communes")
app.add_typer(cli_audit.app, name="audit")
app.add_typer(cli_database.app, name="database")
cli_reports.add_to(desk)
cli_officers.add_to(officer)
app.add_typer(cli_roster.app, name="roster")
app.add_typer(cli_lessons.app, name="lessons")
app.add_typer(cli_subscribers.app, name="subscribers")
cli_posters.add_to(cli_subscribers.app)
app.add_typer(cli_campaign.app, name="campaign")
cli_rehearse.add_to(cli_campaign.app)
app.add_typer(cli_zalo.app, name="zalo")


def _tell_version(asked: bool) -> None:
    if asked:
        typer.echo(f"tinbao {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", help=say("help_version"), callback=_tell_version, is_eager=True),
    ] = False,
) -> None:
    """What stands before any command; its help is the program's own."""


Code = Annotated[str, typer.Argument(help=say("help_code"))]


@app.command(help=say("help_run"))
def run(
    role: Annotated[Role, typer.Option(help=say("help_run_role"))] = Role.ALL, config: File = None
) -> None:
    gc.disable()  # until all that stays has been read
    with settings(config) as chosen:
        with modules_read_fast():
            from bot.running.run import run as serve

        serve(chosen, role)


@app.command(help=say("help_doctor"))
def doctor(config: File = None) -> None:
    with settings(config) as chosen:
        from bot.config import DEFAULT_FILE
        from bot.operators.doctor import examine, show

        findings = asyncio.run(examine(chosen, config or DEFAULT_FILE))
        show(findings, chosen.language)
        if any(finding.is_bad for finding in findings):
            raise typer.Exit(1)


@app.command(help=say("help_understand"))
def understand(
    words: Annotated[str, typer.Argument(help=say("help_words_understood"))],
) -> None:
    from bot.cli.understand import show

    show(words)


@app.command(help=say("help_migrate"))
def migrate(config: File = None) -> None:
    with settings(config) as chosen:
        from bot.operators.use_cases import migrate as bring_up

        revision, data_folder = asyncio.run(bring_up(chosen))
        tell_new_keys(data_folder, chosen)
        typer.echo(say("migrated", revision=revision))


@desk.command("open", help=say("help_desk_open"))
def open_desk(code: Code, config: File = None) -> None:
    opened = with_use_cases(config, lambda use_cases: use_cases.open_desk(code))
    typer.echo(say("desk_opened", code=opened.code, name=opened.name))


@desk.command("close", help=say("help_desk_close"))
def close_desk(code: Code, config: File = None) -> None:
    left = with_use_cases(config, lambda use_cases: use_cases.close_desk(code))
    typer.echo(say("desk_closed", code=code))
    if left:
        typer.echo(say("desk_closed_with_tips", code=code, n=left))


@desk.command("list", help=say("help_desk_list"))
def list_desks(config: File = None) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*(say(f"column_{name}") for name in ("code", "desk", "group")))
    for row in with_use_cases(config, lambda use_cases: use_cases.open_desks()):
        hears = say(f"hears_{row.trouble}") if row.trouble else say("linked")
        table.add_row(row.code, row.name, hears if row.group else "")
    Console().print(table)


@desk.command("link", help=say("help_desk_link"))
def link_desk(code: Code, config: File = None) -> None:
    link = with_use_cases(config, lambda use_cases: use_cases.group_code(code))
    typer.echo(say("desk_link", code=code, link=link))


@officer.command(help=say("help_officer_invite"))
def invite(
    at: Annotated[str, typer.Option("--desk", help=say("help_code"))],
    role: Annotated[str, typer.Option(help=say("help_role"))] = "",
    label: Annotated[str, typer.Option(help=say("help_label"))] = "",
    config: File = None,
) -> None:
    address, given = with_use_cases(config, lambda use_cases: use_cases.invite(at, role, label))
    typer.echo(say("invite", role=say(f"role_{given}"), code=at, address=address))


if __name__ == "__main__":
    app(prog_name="tinbao")
