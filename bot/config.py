"""The settings: read once, checked whole, frozen. The only file that looks at the environment."""

import os
import tomllib
from collections.abc import Mapping
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from bot.problem import Problem, Problems
from bot.settings.clocks import Clock
from bot.settings.database import Database, with_driver
from bot.settings.disk import Disk
from bot.settings.strict import STRICT, FilePath, Hours
from bot.settings.telegram import Telegram
from bot.settings.zalo import ZaloBot, ZaloOa
from broadcasts.audience.subscriber import Quiet
from broadcasts.campaigns.forecast import FREE_RATE, Pace
from broadcasts.plan.week import Hour, hour_of
from desks.signin.sessions import SessionTerms
from messages.channels import CHANNELS, TELEGRAM, TELEGRAM_DESK, WEB, ZALO_OA
from storage.space import DiskSpace

DEFAULT_FILE = Path("config.toml")
LOOPBACK = ("127.0.0.1", "::1", "localhost")

Port = Annotated[int, Field(ge=0, le=65535)]


class Section(BaseModel):
    model_config = STRICT


class Web(Section):
    host: str = "127.0.0.1"
    port: Port = 8080
    public_url: str = ""
    exit_url: str = ""
    proxies: list[str] = ["127.0.0.1", "::1"]

    @model_validator(mode="after")
    def _is_a_page(self) -> Self:
        for name in ("public_url", "exit_url"):
            address = getattr(self, name)
            if address and not address.startswith(("https://", "http://")):
                raise ValueError(f"{name}_not_http")
        if urlsplit(self.public_url).path.strip("/"):
            raise ValueError("public_url_has_path")
        return self


class Keys(Section):
    content: FilePath | None = None
    identity: FilePath | None = None
    subscribers: FilePath | None = None
    links: FilePath | None = None
    commands: dict[
        Literal["content", "identity", "subscribers"], Annotated[list[str], Field(min_length=1)]
    ] = {}


class Retention(Section):
    draft_silence_hours: Hours = 24
    link_days: Annotated[int, Field(ge=1, le=3660)] = 30
    event_hours: Hours = 48


class Metrics(Section):
    host: str = "127.0.0.1"
    port: Port = 9108

    @model_validator(mode="after")
    def _stays_inside(self) -> Self:
        if self.host not in LOOPBACK:
            raise ValueError("metrics_not_loopback")
        return self


class Logs(Section):
    level: Literal["debug", "info", "warning", "error"] = "info"


class Communes(Section):
    polygons: FilePath | None = None


Department = Annotated[str, Field(pattern="^P[AC][0-9]{2}$")]


class Lessons(Section):
    telegram_rate: Annotated[int, Field(ge=1, le=1000)] = 28
    paid: bool = False
    stars_cap: Annotated[int, Field(ge=0)] = 0
    web_rate: Annotated[int, Field(ge=1, le=10_000)] = 200
    night: str = "21:00-06:30"
    per_week: Annotated[int, Field(ge=1, le=21)] = 3
    digest: str = "sun 19:00"

    @model_validator(mode="after")
    def _costs_nothing_by_surprise(self) -> Self:
        if self.telegram_rate > FREE_RATE and not self.paid:
            raise ValueError("lessons_rate_needs_paid")
        if self.paid and not self.stars_cap:
            raise ValueError("lessons_paid_without_cap")
        return self

    @model_validator(mode="after")
    def _has_a_night_and_a_week(self) -> Self:
        try:
            starts, ends = self.quiet.starts, self.quiet.ends
        except ValueError:
            raise ValueError("lessons_night_wrong") from None
        if starts == ends:
            raise ValueError("lessons_night_wrong")
        try:
            hour = self.weekly
        except ValueError:
            raise ValueError("lessons_digest_wrong") from None
        if hour and self.quiet.holds(hour.at.hour * 60 + hour.at.minute):
            raise ValueError("lessons_digest_wrong")
        return self

    @property
    def quiet(self) -> Quiet:
        begins, ends = (time.fromisoformat(part) for part in self.night.split("-"))
        return Quiet(begins.hour * 60 + begins.minute, ends.hour * 60 + ends.minute)

    @property
    def weekly(self) -> Hour | None:
        return hour_of(self.digest) if self.digest else None


class Desks(Section):
    phones: dict[str, str] = {}
    offices: dict[str, str] = {}
    departments: dict[str, dict[Department, Department]] = {}
    idle_minutes: Annotated[int, Field(ge=5, le=24 * 60)] = 12 * 60
    session_days: Annotated[int, Field(ge=1, le=31)] = 7

    @property
    def terms(self) -> SessionTerms:
        return SessionTerms(timedelta(minutes=self.idle_minutes), timedelta(days=self.session_days))


class Residents(Section):
    crisis_line: Annotated[str, Field(max_length=80)] = ""
    scam_lists: FilePath | None = None


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
    return str(context.get("expected") or " ".join(limits) or kinds.get(detail["type"], '"…"'))
