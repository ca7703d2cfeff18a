"""Answers only where we are at home: a page that another name leads to could be anybody's."""

from urllib.parse import urlsplit

from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp

from bot.config import Config
from bot.settings.sections import LOOPBACK


def only_at_home(app: ASGIApp, config: Config) -> ASGIApp:
    """Where no public address is told, people open the line by whatever name the machine has."""
    if not config.web.public_url:
        return app
    told = (config.web.public_url, config.telegram.webhook_url)
    names = {urlsplit(url).hostname or "" for url in told} - {""}
    return TrustedHostMiddleware(app, allowed_hosts=[*sorted(names), *LOOPBACK], www_redirect=False)
