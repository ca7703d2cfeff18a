"""`tinbao subscribers …`: how many there are; made-up ones for benchmarks and rehearsals. Thin."""

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_office import File, group, say, settings
from bot.problem import Problem

if TYPE_CHECKING:
    from broadcasts.audience import Audience

app = group("help_subscribers")

Many = Annotated[int, typer.Argument(help=say("help_seed_count"), min=1, max=100_000_000)]
Channel = Annotated[str, typer.Option("--channel", help=say("help_seed_channel"))]
Whom = Annotated[str, typer.Option("--to", help=say("help_subscribers_to"))]


@app.command("seed", help=say("help_subscribers_seed"))
def seed(many: Many, channel: Channel, config: File = None) -> None:
    with settings(config) as chosen:
        from bot.seeding import seed as sow

        there = asyncio.run(sow(chosen, many, channel))
        typer.echo(say("subscribers_seeded", count=there, channel=channel))


@app.command("count", help=say("help_subscribers_count"))
def count(to: Whom = "all", config: File = None) -> None:
    with settings(config) as chosen:
        from bot.seeding import count_of

        typer.echo(asyncio.run(count_of(chosen, _audience(to))))


def _audience(told: str) -> "Audience":
    """As campaigns are addressed: "79, 26740; topics=ma_tuy; groups=hoc_sinh; channels=web"."""
    from broadcasts.audience import Audience
    from broadcasts.words import GROUPS, TOPICS

    places, *wishes = [part.strip() for part in told.split(";")]
    if "=" in places:
        places, wishes = "all", [places, *wishes]
    codes = frozenset() if places == "all" else _words(places)
    asked = {name.strip(): _words(words) for name, _, words in (w.partition("=") for w in wishes)}
    topics, groups = asked.pop("topics", frozenset()), asked.pop("groups", frozenset())
    channels = asked.pop("channels", frozenset())
    unknown = (topics - set(TOPICS)) | (groups - set(GROUPS)) | asked.keys()
    unknown |= {code for code in codes if not (code.isdecimal() and len(code) in (2, 5))}
    if unknown:
        raise Problem("audience_unknown", word=min(unknown))
    provinces = frozenset(code for code in codes if len(code) == 2)
    return Audience(provinces, codes - provinces, topics, groups, channels)


def _words(told: str) -> frozenset[str]:
    return frozenset(word.strip() for word in told.split(",") if word.strip())
