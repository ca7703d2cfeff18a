"""How a poster leads to the lessons of its place: by Telegram or by the web page."""

from urllib.parse import urlsplit

from bot.config import Config
from bot.posters.invitation import Invitation, poster_text
from bot.problem import Problem
from broadcasts.lessons.deep_links import Preset, UnknownPreset, telegram_link, web_link
from messages.channels import TELEGRAM, WEB


def invitation(config: Config, channel: str, preset: Preset, bot: str = "") -> Invitation:
    """Problem when the settings name no bot, no page, or the desk is no place."""
    try:
        if channel == TELEGRAM.name:
            return _to_bot(bot or config.telegram.bot_name, preset)
        return _to_page(config.web.public_url, preset)
    except UnknownPreset:
        raise Problem("poster_preset", place=preset.place, audience=preset.audience) from None


def best_channel(config: Config, bot: str = "") -> str:
    """The web needs no account and works where Telegram is blocked; empty: there is neither."""
    if config.web.public_url:
        return WEB.name
    return TELEGRAM.name if bot or config.telegram.bot_name else ""


def place_of(desk: str) -> str:
    """Of a department, its province."""
    return desk.partition("-")[0]


def _to_bot(name: str, preset: Preset) -> Invitation:
    name = name.strip().removeprefix("@")
    if not name:
        raise Problem("poster_without_bot")
    return Invitation(telegram_link(name, preset), poster_text("invite_telegram", bot=name))


def _to_page(page: str, preset: Preset) -> Invitation:
    if not page:
        raise Problem("poster_without_page")
    host = urlsplit(page).netloc
    return Invitation(web_link(page, preset), poster_text("invite_web", host=host))
