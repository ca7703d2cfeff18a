"""`tinbao subscribers poster`: a QR poster that subscribes the residents of one place. Thin."""

from typing import Annotated

import typer

from bot.cli_lesson_sheets import AsFormat, BotName, Invites, Output, drawn_as, with_fonts, write
from bot.cli_library import DeskOption
from bot.cli_office import File, say, settings

Through = Annotated[Invites, typer.Option("--channel", help=say("help_poster_channel"))]
Audience = Annotated[str, typer.Option("--audience", help=say("help_poster_audience"))]


def add_to(subscribers: typer.Typer) -> None:
    subscribers.command("poster", help=say("help_subscribers_poster"))(poster)


def poster(  # noqa: PLR0913 - one for each option
    desk: DeskOption,
    output: Output,
    channel: Through = Invites.WEB,
    audience: Audience = "",
    kind: AsFormat = None,
    bot: BotName = "",
    config: File = None,
) -> None:
    with settings(config) as chosen:
        with_fonts(chosen)
        from bot.posters.qr_poster import draw_qr_poster
        from bot.subscribing_poster import what_it_says

        told = what_it_says(chosen, channel.value, desk, audience, bot)
        write(output, drawn_as(draw_qr_poster(*told), kind, output))
