"""The settings: read once, checked whole, frozen. The only file that looks at the environment."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.problem import Problem, Problems
from bot.settings.clocks import Clock
from bot.settings.database import Database, with_driver
from bot.settings.disk import Disk
from bot.settings.sections import (
    LOOPBACK,
    Communes,
    Desks,
    Keys,
    Lessons,
    Logs,
    Metrics,
    MovementFiles,
    Residents,
    Retention,
    Section,
    Web,
)
from bot.settings.strict import FilePath
from bot.settings.telegram import Telegram
from bot.settings.zalo import ZaloBot, ZaloOa
from broadcasts.campaigns.forecast import FREE_RATE, Pace
from messages.channels import CHANNELS, TELEGRAM, TELEGRAM_DESK, WEB, ZALO_OA
from storage.space import DiskSpace

DEFAULT_FILE = Path("config.toml")


class Config(Section):
    language: Literal["vi", "en"] = "vi"
    data: FilePath = Path("data")
    telegram: Telegram = Telegram()
    zalo_oa: ZaloOa = ZaloOa()
    zalo_bot: ZaloBot = ZaloBot()
    database: Database = Database()
    web: Web = Web()
    keys: Keys = Keys()
    retention: Retention = Retention()
    metrics: Metrics = Metrics()
    disk: Disk = Disk()
    logs: Logs = Logs()
    communes: Communes = Communes()
    residents: Residents = Residents()
    desks: Desks = Desks()
    clock: Clock = Clock()
    lessons: Lessons = Lessons()
    movement: MovementFiles = MovementFiles()

    @property
    def pace(self) -> Pace:
        rates = {name: self.rates[name] for name in CHANNELS.with_lessons()}
        prices = {ZALO_OA.name: self.zalo_oa.price_message} if self.zalo_oa.is_on else {}
        lessons = self.lessons
        return Pace(rates, lessons.quiet, lessons.paid, lessons.stars_cap, prices)

    @property
    def rates(self) -> dict[str, float]:
        """Messages a second, by what the budget calls a bot."""
        rates = {row.name: row.lessons_a_second for row in CHANNELS if row.lessons_a_second}
        fast = float(self.lessons.telegram_rate)
        rates |= {TELEGRAM.name: fast, TELEGRAM_DESK.name: min(fast, FREE_RATE)}
        rates[ZALO_OA.name] = self.zalo_oa.calls_per_minute / 60
        return rates | {WEB.name: float(self.lessons.web_rate)}

    @property
    def database_url(self) -> str:
        if self.database.url:
            return with_driver(self.database.url.get_secret_value())
        return f"sqlite+aiosqlite:///{self.data / 'tinbao.sqlite3'}"

    @property
    def space(self) -> DiskSpace:
        """Room for what comes; words lie here only with SQLite."""
        return self.disk.space(self.data, holds_words=self.database_url.startswith("sqlite"))

    @property
    def is_public_in_plain(self) -> bool:
        """Residents reach the page over http://, where whoever stands between reads it all."""
        url = urlsplit(self.web.public_url)
        return url.scheme == "http" and url.hostname not in LOOPBACK

    @property
    def content_key(self) -> Path:
        return self.keys.content or self.data / "keys" / "content.key"

    @property
    def identity_key(self) -> Path:
        return self.keys.identity or self.data / "keys" / "identity.key"

    @property
    def subscribers_key(self) -> Path:
        return self.keys.subscribers or self.data / "keys" / "subscribers.key"

    @property
    def link_keys(self) -> Path:
        return self.keys.links or self.data / "links" / "links.key"

    @property
    def media(self) -> Path:
        return self.disk.media_folder or self.data / "media"

    def page(self, path: str = "/", port: int | None = None) -> str:
        """The address of a page as people open it."""
        host = f"[{self.web.host}]" if ":" in self.web.host else self.web.host
        here = f"http://{host}:{self.web.port if port is None else port}"
        return (self.web.public_url or here).rstrip("/") + path

    def bot_token(self) -> str:
        """The citizens' bot token, empty when there is none: then the web chat works alone."""
        if self.telegram.token:
            return self.telegram.token.get_secret_value()
        if self.telegram.token_file is None:
            return ""
        try:
            return self.telegram.token_file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise Problem("token_file_unreadable", file=self.telegram.token_file) from None


def load(file: Path | None = None, environment: Mapping[str, str] | None = None) -> Config:
    """Settings from `file`, else ./config.toml if it is there, else the defaults."""
    environment = os.environ if environment is None else environment
    language = environment.get("TINBAO_LANG", "")
    try:
        file = file or (DEFAULT_FILE if DEFAULT_FILE.exists() else None)
        told = _overridden(_read(file), environment)
        language = told.get("language", "")
        return Config.model_validate(told)
    except Problem as problem:
        raise Problems([problem], language) from None
    except ValidationError as error:
        # From None: pydantic's own text shows what was typed, which may be a token.
        found = [_explained(detail) for detail in error.errors(include_input=False)]
        raise Problems(found, language) from None


def spoken(environment: Mapping[str, str] | None = None) -> str:
    """The language of the command line, before any file is read."""
    environment = os.environ if environment is None else environment
    return "en" if environment.get("TINBAO_LANG") == "en" else "vi"


def keep_fonts(data: Path) -> None:
    """Where matplotlib writes down which fonts there are: a container's home is read-only.

    Before its first import. Without a data folder it finds a place by itself.
    """
    if data.is_dir():
        os.environ.setdefault("MPLCONFIGDIR", str((data / "matplotlib").resolve()))


def _read(file: Path | None) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError:
        raise Problem("config_unreadable", file=file) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise Problem("config_not_toml", file=file) from None


def _overridden(told: dict[str, Any], environment: Mapping[str, str]) -> dict[str, Any]:
    changed = dict(told)
    if data := environment.get("TINBAO_DATA"):
        changed["data"] = data
    if language := environment.get("TINBAO_LANG"):
        changed["language"] = language
    if port := environment.get("TINBAO_PORT"):
        if not port.isdecimal() or int(port) > 65535:
            raise Problem("port_variable")
        web = told.get("web", {})
        changed["web"] = {**web, "port": int(port)} if isinstance(web, dict) else web
    return changed


def _explained(detail: ErrorDetails) -> Problem:
    field = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "extra_forbidden":
        return Problem("unknown_key", field=field, known=", ".join(_known(detail["loc"])))
    if detail["type"] == "value_error":
        return Problem(str(detail["ctx"]["error"]))
    return Problem("wrong_value", field=field, expected=_expected(detail))


def _known(location: tuple[int | str, ...]) -> list[str]:
    model: type[BaseModel] = Config
    for part in location[:-1]:
        found = model.model_fields[str(part)].annotation
        if isinstance(found, type) and issubclass(found, BaseModel):
            model = found
    return list(model.model_fields)


BOUNDS = {"ge": "≥", "le": "≤"}


def _expected(detail: ErrorDetails) -> str:
    kinds = {"int_type": "8080", "string_type": '"…"', "model_type": "[…]", "path_type": '"…"'}
    kinds["string_pattern_mismatch"] = '"tinbao_bot"'  # the only pattern: a bot's name
    context = detail.get("ctx", {})
    limits = [f"{sign} {context[name]}" for name, sign in BOUNDS.items() if name in context]
    # Pydantic joins the choices by an English "or", whatever the operator's language.
    choices = str(context.get("expected", "")).replace(" or ", " / ")
    return choices or " ".join(limits) or kinds.get(detail["type"], '"…"')
