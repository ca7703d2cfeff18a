"""What each part of the line may be told, one section of the configuration each."""

from datetime import time, timedelta
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, model_validator

from bot.settings.strict import STRICT, FilePath, Hours
from broadcasts.audience.subscriber import Quiet
from broadcasts.campaigns.forecast import FREE_RATE
from broadcasts.plan.week import Hour, hour_of
from desks.signin.sessions import SessionTerms
from tips.expiry import KeepingTerms
from tips.reading.kinds import kind_named
from tips.tip import KindId

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


# Nothing goes that was not announced for 30 days, and within 30 days a resident may reopen.
WordsDays = Annotated[int, Field(ge=30, le=36_600)]


class Retention(Section):
    draft_silence_hours: Hours = 24
    link_days: Annotated[int, Field(ge=1, le=3660)] = 30
    event_hours: Hours = 48
    words_days: WordsDays = 365
    words_days_by_kind: dict[str, WordsDays] = {}

    @model_validator(mode="after")
    def _names_kinds(self) -> Self:
        if any(kind_named(KindId(name)) is None for name in self.words_days_by_kind):
            raise ValueError("retention_kind_unknown")
        return self

    @property
    def terms(self) -> KeepingTerms:
        own = {KindId(name): days for name, days in self.words_days_by_kind.items()}
        return KeepingTerms(self.words_days, own)


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


class MovementFiles(Section):
    """What a province's papers ask for, where they differ from those we know."""

    registers: FilePath | None = None
    report: FilePath | None = None
    remind_days: Annotated[int, Field(ge=0, le=30)] = 3
