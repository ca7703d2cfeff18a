"""Where Telegram is told to deliver."""

from urllib.parse import urlsplit

PATH = "/telegram/webhook"


def webhook_addresses(told: str) -> tuple[str, str]:
    """Of the citizens' bot and of the desks' bot; what names no path gets ours."""
    whole = told.rstrip("/")
    if not urlsplit(whole).path:
        whole += PATH
    return whole, f"{whole}/desk"
