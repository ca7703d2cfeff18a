"""Reads what our fake Telegram emitted with two libraries, and says what either did not know.

aiogram keeps unknown fields without a word, python-telegram-bot puts them aside: a field we
misspelt would otherwise look as if it had been sent.
"""

from typing import Any

import telegram as ptb
from aiogram import types
from pydantic import BaseModel

from tests.telegram.fake import FakeTelegram


def leftovers(telegram: FakeTelegram) -> list[str]:
    found = []
    for kind, emitted in telegram.world.emitted:
        found += leftovers_of_aiogram(getattr(types, kind).model_validate(emitted), kind)
        found += leftovers_of_ptb(getattr(ptb, kind).de_json(emitted, None), kind)
    return found


def leftovers_of_aiogram(read: Any, path: str = "") -> list[str]:
    """Fields aiogram knows nothing of; it keeps them silently."""
    if isinstance(read, list):
        return [left for item in read for left in leftovers_of_aiogram(item, path)]
    if not isinstance(read, BaseModel):
        return []
    found = [f"{path}.{name}" for name in read.model_extra or ()]
    for name, value in read:
        found += leftovers_of_aiogram(value, f"{path}.{name}")
    return found


def leftovers_of_ptb(read: Any, path: str = "") -> list[str]:
    if isinstance(read, list | tuple):
        return [left for item in read for left in leftovers_of_ptb(item, path)]
    if not isinstance(read, ptb.TelegramObject):
        return []
    found = [f"{path}.{name}" for name in read.api_kwargs]
    for name in fields_of(read):
        found += leftovers_of_ptb(getattr(read, name, None), f"{path}.{name}")
    return found


def fields_of(read: ptb.TelegramObject) -> list[str]:
    slots = [name for kind in type(read).__mro__ for name in getattr(kind, "__slots__", ())]
    return [name for name in slots if not name.startswith("_") and name != "api_kwargs"]
