"""`tinbao keys …`: made, and taken anew while the line runs."""

import asyncio
import time
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.commands import File, group, say, settings

if TYPE_CHECKING:
    from storage.rotating.rotation import Progress

app = group("help_keys")
EVERY = 1.0  # seconds between two lines of progress


class Which(StrEnum):
    CONTENT = "content"
    IDENTITY = "identity"
    SUBSCRIBERS = "subscribers"


@app.command("new", help=say("help_keys_new"))
def new_keys(config: File = None) -> None:
    with settings(config) as chosen:
        from bot.keys import make, named

        make(chosen)
        typer.echo(say("keys_made", **named(chosen)))


@app.command(help=say("help_keys_rotate"))
def rotate(
    which: Annotated[list[Which] | None, typer.Argument(help=say("help_which_keys"))] = None,
    config: File = None,
) -> None:
    with settings(config) as chosen:
        from bot.operators.rotating import rotate_key

        for one in which or list(Which):
            sealed = asyncio.run(rotate_key(chosen, one, _teller()))
            typer.echo(say("key_rotated", name=one, n=sealed))
        typer.echo(say("keys_back_up_now"))


@app.command("forget-links", help=say("help_forget_links"))
def forget_links(config: File = None) -> None:
    with settings(config) as chosen:
        from bot.operators.links import forget

        typer.echo(say("links_forgotten", n=asyncio.run(forget(chosen))))


def _teller() -> "Callable[[Progress], None]":
    last = 0.0

    def tell(progress: "Progress") -> None:
        nonlocal last
        if time.monotonic() - last < EVERY:
            return
        last = time.monotonic()
        told = say("key_rotates", name=progress.ring, done=progress.done, of=progress.of)
        typer.echo(told, err=True)

    return tell
