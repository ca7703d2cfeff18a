"""The same six answers where no browser is, and where no SQLite is."""

from pathlib import Path

from pydantic import SecretStr

from bench.crash import postgres_url
from bench.steps_chat import STEPS, Chat, cpu, in_process
from bot.config import Config
from bot.settings.database import Database
from bot.wiring.application import Application
from messages.channels import TELEGRAM
from messages.message import Address, Choice, Incoming

ROUNDS = 30
WARM_UP = 3  # conversations that are not counted


async def telegram(application: Application) -> list[float]:
    """From the message that was understood to the answer that may be sent: no HTTP, no aiogram."""
    taken: list[float] = []
    for number in range(ROUNDS + WARM_UP):
        person = Address(TELEGRAM.name, str(number + 1))
        await application.reception.hear(Incoming(person, "start", choice=Choice("start")))
        for step, words in enumerate(STEPS):
            taken.append(await cpu(_heard(application, Incoming(person, f"{step}", words))))
    return taken[WARM_UP * len(STEPS) :]


async def _heard(application: Application, incoming: Incoming) -> None:
    await application.reception.hear(incoming)
    await application.budget.take(TELEGRAM.name, "answers", 1)


async def postgresql(folder: Path) -> list[float]:
    """Of our own process: what the server takes is not in it."""
    url = SecretStr(await postgres_url(folder / "server"))
    taken: list[float] = []
    async with in_process(Config(data=folder / "served", database=Database(url=url))) as (_, app):
        for _ in range(ROUNDS + WARM_UP):
            chat = Chat(app)
            await chat.begin()
            taken += [await cpu(chat.say(words)) for words in STEPS]
    return taken[WARM_UP * len(STEPS) :]
