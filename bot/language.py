"""The language operators are spoken to in, as the environment asks."""

from bot.config import spoken

LANGUAGE = spoken()
