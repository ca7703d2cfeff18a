"""`tinbao subscribers …`: how many there are; made-up ones for benchmarks and rehearsals. Thin."""

import asyncio
from typing import Annotated

import typer

from bot.cli.commands import File, group, say, settings

app = group("help_subscribers")

Many = Annotated[int, typer.Argument(help=say("help_seed_count"), min=1, max=100_000_000)]
Channel = Annotated[str, typer.Option("--channel", help=say("help_seed_channel"))]
Whom = Annotated[str, typer.Option("--to", help=say("help_subscribers_to"))]


@app.command("seed", help=say("help_subscribers_seed"))
def seed(many: Many, channel: Channel, config: File = None) -> None:
    with settings(config) as chosen:
        from bot.operators.seeding import seed as sow

        there = asyncio.run(sow(chosen, many, channel))
        typer.echo(say("subscribers_seeded", count=there, channel=channel))


@app.command("count", help=say("help_subscribers_count"))
def count(to: Whom = "all", config: File = None) -> None:
    from broadcasts.errors import CampaignProblem

    with settings(config) as chosen:
        from bot.operators.seeding import count_of

        try:
            typer.echo(asyncio.run(count_of(chosen, to)))
        except CampaignProblem as refusal:
            from handlers.words.refusals import sentence

            typer.echo(f"--to: {sentence(refusal, chosen.language)}", err=True)
            raise typer.Exit(1) from None
