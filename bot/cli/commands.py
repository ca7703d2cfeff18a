"""What every command needs: the settings, an open use_cases, and its sentences."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.config import Config, load
from bot.language import LANGUAGE
from bot.own_account import keep_to_ourselves
from bot.problem import Problem, Problems
from wording.catalogue import text

if TYPE_CHECKING:
    from bot.operators.use_cases import OperatorUseCases
    from bot.startup import DataFolder

T = TypeVar("T")


def say(key: str, **values: object) -> str:
    return text(f"operator.{key}", LANGUAGE, **values)


File = Annotated[Path | None, typer.Option("--config", help=say("help_config"))]


def group(key: str) -> typer.Typer:
    return typer.Typer(
        help=say(key),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,  # they print locals, which hold keys and stories
        rich_markup_mode=None,
    )


@contextmanager
def settings(file: Path | None) -> Iterator[Config]:
    """What an operator did wrong ends in a sentence and exit code 1, never in a traceback."""
    keep_to_ourselves()
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


def tell_new_keys(data_folder: "DataFolder", config: Config) -> None:
    """Whichever command came first made the keys: on standard error, beside its own answer."""
    if data_folder.is_new:
        from bot.keys import named

        typer.echo(say("keys_made", **named(config)), err=True)


def with_use_cases(file: Path | None, work: "Callable[[OperatorUseCases], Awaitable[T]]") -> T:
    with settings(file) as config:
        from bot.operators.use_cases import use_cases

        async def inside() -> T:
            async with use_cases(config) as opened:
                tell_new_keys(opened.data_folder, config)
                return await work(opened)

        return asyncio.run(inside())
    raise AssertionError
