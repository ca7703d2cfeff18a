"""`tinbao subscribers poster`: a QR poster that subscribes the residents of one place. Thin."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.commands import File, say, settings
from bot.cli.lesson_sheets import (
    AsFormat,
    BotName,
    Invites,
    Output,
    drawn_as,
    with_fonts,
    write,
)
from bot.cli.library import DeskOption
from wording.clean import visible

if TYPE_CHECKING:
    from bot.config import Config
    from bot.posters.invitation import Invitation
    from broadcasts.lessons.unit import Unit

LONGEST_NAME = 120

Through = Annotated[Invites, typer.Option("--channel", help=say("help_poster_channel"))]
Organisation = Annotated[str, typer.Option("--organisation", help=say("help_poster_organisation"))]
Audience = Annotated[str, typer.Option("--audience", help=say("help_poster_audience"))]


def add_to(subscribers: typer.Typer) -> None:
    subscribers.command("poster", help=say("help_subscribers_poster"))(poster)


def poster(  # noqa: PLR0913 - one for each option
    desk: DeskOption,
    output: Output,
    channel: Through = Invites.WEB,
    audience: Audience = "",
    organisation: Organisation = "",
    kind: AsFormat = None,
    bot: BotName = "",
    config: File = None,
) -> None:
    with settings(config) as chosen:
        with_fonts(chosen)
        from bot.posters.qr_poster import draw_qr_poster

        unit, invited, people = what_it_says(chosen, channel, desk, audience, bot)
        # Its name stands on the paper alone: whoever scans the code is not told apart by it.
        named = visible(organisation).strip()[:LONGEST_NAME] or people
        write(output, drawn_as(draw_qr_poster(unit, invited, named), kind, output))


def what_it_says(
    config: "Config", channel: str, desk: str, audience: str, bot: str
) -> "tuple[Unit, Invitation, str]":
    """Never without a phone: a QR code that nobody can ask about looks like any fake one."""
    from bot.posters.invitations import invitation, place_of
    from bot.problem import Problem
    from bot.telling import directory_of, unit_of
    from broadcasts.lessons.deep_links import Preset
    from broadcasts.lessons.vocabulary import shipped

    unit = unit_of(desk, config, directory_of(config))
    if unit.answering is None:
        raise Problem("poster_without_phone", code=desk)
    invited = invitation(config, channel, Preset(place_of(desk), audience), bot)
    return unit, invited, shipped().audiences.get(audience, "")
