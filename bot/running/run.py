"""Runs the whole line in one event loop, from the first start to the clean stop."""

import asyncio
import gc
import logging
import signal
import socket
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, nullcontext
from pathlib import Path

import typer
import uvloop
from sqlalchemy.exc import SQLAlchemyError

from bot.config import Config
from bot.keys import named
from bot.observing import logs, metrics, open_files
from bot.own_account import keep_to_ourselves
from bot.problem import Problem, Problems
from bot.running.calendar_keeper import CalendarKeeper
from bot.running.reading_ahead import read_ahead
from bot.running.schedule import Schedule
from bot.running.webserver import listen, web_server
from bot.services import Part, Role, run_until
from bot.startup import opened_data_folder
from bot.wiring.application import Application, postman
from bot.wiring.courier import courier
from bot.wiring.messengers import MESSENGERS, Messengers, Opening, open_messengers
from bot.wiring.pages import web_application
from bot.wiring.report_reminders import report_reminders
from bot.wiring.shared_bell import heard_from_others
from channels.post.postman import Postman
from desks.errors import NoRoom
from storage.database.interface import DatabaseBusy, NotWritten
from storage.database.leases import present
from wording.catalogue import text

ANCHORED_WITHIN = 0.4  # seconds; the whole stop must take less than ten
# Seconds; Python's own 5 ms are waited for a dozen times by a step beside a paper being drawn.
THREADS_YIELD = 0.001
CHECKOUT = Path(".venv/bin/tinbao")

log = logging.getLogger(__name__)


def run(config: Config, role: Role = Role.ALL) -> None:
    """Returns after a signal, with everything finished that was begun."""
    if role is not Role.ALL and config.database_url.startswith("sqlite"):
        raise Problem("role_needs_server", role=role)
    logs.start(config.logs.level)
    keep_to_ourselves()
    sys.setswitchinterval(THREADS_YIELD)
    log.info("files", extra={"most": open_files.raise_limit()})
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(serve(config, role))
    except (Problem, Problems):
        raise
    except Exception as error:
        log.critical("crashed", exc_info=error)
        raise Problem("stopped_working", kind=type(error).__name__) from None


async def serve(config: Config, role: Role) -> None:
    stopped = stop_on_signals()
    with listen(config) if role.serves else nullcontext() as door:
        async with standing(config, role) as application:
            await open_up(application, door, stopped)
    log.info("stopped")


def collect_only_what_comes_now() -> None:
    """The map and the modules stay: each full collection would look through a million of theirs."""
    gc.freeze()
    gc.enable()


def stop_on_signals() -> asyncio.Event:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    logs.watch(loop)
    for caught in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(caught, stopped.set)
    return stopped


@asynccontextmanager
async def standing(config: Config, role: Role = Role.ALL) -> AsyncIterator[Application]:
    async with (
        opened_data_folder(config) as data_folder,
        present(data_folder.database, config.database_url),
    ):
        yield Application(config, data_folder, role=role)


async def open_up(
    application: Application,
    door: socket.socket | None,
    stopped: asyncio.Event,
    openings: Sequence[Opening] = MESSENGERS,
) -> None:
    """Without a `door`: a copy that serves no pages."""
    async with open_messengers(application, openings) as messengers:
        post = postman(application, messengers.channels)
        doors, parts = messengers.open(post)
        parts = [*parts, *heard_from_others(application.bell)]
        if door is not None:
            server = web_server(web_application(application, doors), application.config)
            parts.append(Part("web", server.serve([door]), server.stop))
        if application.role.works:
            parts += work(application, post, messengers)
        else:
            parts.append(Part("prompts", post.only_speak(), post.stop))
        with around_the_clock(application, post):
            # Before the door opens: a thread beside the loop held up whoever came first, and so did
            # pieces between their events. They wait at the socket, which is open already, for half
            # a second at the most.
            read_ahead(application.clock.now())
            collect_only_what_comes_now()
            greet(application, door)
            await run_until(stopped, parts)
            await last_anchor(application)


def work(application: Application, post: Postman, messengers: Messengers) -> list[Part]:
    """What rows order, whichever copy takes it up."""
    lessons = courier(application, messengers.lessons)
    keeper = CalendarKeeper(application.lessons.tick, application.bell)
    return [
        Part("post", post.run(), post.stop),
        Part("lessons", lessons.run(), lessons.stop),
        Part("calendar", keeper.run(), keeper.stop),
    ]


async def last_anchor(application: Application) -> None:
    """A machine that is switched off for the night leaves nothing of its log unguarded."""
    try:
        async with asyncio.timeout(ANCHORED_WITHIN):
            await application.anchoring.run()
    except (TimeoutError, OSError, SQLAlchemyError, DatabaseBusy, NotWritten, NoRoom) as problem:
        log.warning("not anchored", extra={"problem": type(problem).__name__})


@contextmanager
def around_the_clock(application: Application, post: Postman) -> Iterator[None]:
    schedule = Schedule(application.count_standing)
    if application.role.works:
        schedule.sweep(application.retention)
        schedule.expire(application.expiry)
        schedule.anchor_hourly(application.anchoring.run)
        schedule.free_silent_tips(application.silence)
        schedule.remind_every(application.config.clock.sweep_seconds, application.reminders)
        schedule.remind_of_reports(report_reminders(application, post.channels))
    close_metrics = metrics.publish(application.metrics, **application.config.metrics.model_dump())
    schedule.start()
    try:
        yield
    finally:
        schedule.stop()
        close_metrics()


def greet(application: Application, door: socket.socket | None) -> None:
    """On standard output, for the person at the terminal; the log has its own line."""
    config = application.config
    if door is None:
        log.info("working")
        return
    port = door.getsockname()[1]
    told = [text("operator.serving", config.language, address=config.page(port=port))]
    if application.data_folder.is_new:
        command = CHECKOUT if CHECKOUT.exists() else "tinbao"
        told.append(text("operator.keys_made", config.language, **named(config)))
        told.append(text("operator.first_steps", config.language, command=command).strip())
    typer.echo("\n".join(told))
    log.info("serving", extra={"port": port})
    if config.is_public_in_plain:
        log.warning("public_url is http: whoever stands between reads what is told")
