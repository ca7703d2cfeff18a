"""Settings of the two Zalo products: they share no ids, tokens or limits."""

from datetime import timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, Field, SecretStr, model_validator

from bot.settings.strict import STRICT
from messages.contact import Windows

Count = Annotated[int, Field(ge=0)]
Days = Annotated[int, Field(ge=1, le=365)]
Hours = Annotated[int, Field(ge=1, le=24 * 366)]

# What each package holds, unless the operator wrote otherwise. The cheaper ones have no OpenAPI.
# Zalo tells of no minute but Growth's; the monthly messages are those outside the free hours.
PACKAGES = {
    "growth": {"calls_per_minute": 100, "messages_per_month": 500},
    "comprehensive": {"calls_per_minute": 100, "messages_per_month": 2000},
}


class ZaloOa(BaseModel):
    """An Official Account: OAuth, paid packages, and windows in which it may write."""

    model_config = STRICT

    app_id: Annotated[str, Field(pattern=r"^[0-9]*$")] = ""
    app_secret: SecretStr | None = None
    oa_id: Annotated[str, Field(pattern=r"^[0-9]*$")] = ""
    api_base: str = "https://openapi.zalo.me"
    oauth_base: str = "https://oauth.zaloapp.com"
    webhook_secret: SecretStr | None = None
    package: Literal["growth", "comprehensive"] = "growth"
    calls_per_minute: Annotated[int, Field(ge=1, le=4000)] = 100
    free_per_48h: Count = 8
    free_hours: Hours = 48
    push_days: Days = 7
    messages_per_month: Count = 500
    price_message: Count = 55
    mute_hours: Hours = 8
    desk_groups: bool = False
    media_hosts: list[str] = ["*.zdn.vn"]

    @property
    def is_on(self) -> bool:
        return bool(self.app_id)

    @property
    def windows(self) -> Windows:
        free, push = timedelta(hours=self.free_hours), timedelta(days=self.push_days)
        return Windows(free, self.free_per_48h, push)

    @property
    def told_app_secret(self) -> str:
        return _told(self.app_secret)

    @property
    def told_secret(self) -> str:
        return _told(self.webhook_secret)

    @model_validator(mode="before")
    @classmethod
    def _follow_package(cls, told: Any) -> Any:
        if not isinstance(told, dict):
            return told
        return PACKAGES.get(str(told.get("package", "growth")), {}) | told

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if not self.is_on and (self.oa_id or self.app_secret or self.webhook_secret):
            raise ValueError("zalo_oa_without_app_id")
        if self.is_on and not _told(self.app_secret):
            raise ValueError("zalo_oa_without_app_secret")
        if self.is_on and not self.oa_id:
            raise ValueError("zalo_oa_without_oa_id")
        if self.is_on and not _told(self.webhook_secret):
            raise ValueError("zalo_oa_without_webhook_secret")
        if not (_is_address(self.api_base) and _is_address(self.oauth_base)):
            raise ValueError("zalo_oa_not_http")
        return self


class ZaloBot(BaseModel):
    """A bot of the Bot Platform: one token in the address, no windows, fifty people for nothing."""

    model_config = STRICT

    token: SecretStr | None = None
    api_base: str = "https://bot-api.zaloplatforms.com"
    mode: Literal["polling", "webhook"] = "webhook"
    webhook_secret: SecretStr | None = None
    people: Count = 50
    messages_per_month: Count = 3000
    file_minutes: Annotated[int, Field(ge=0, le=24 * 60)] = 30
    media_hosts: list[str] = ["*.zdn.vn"]

    @property
    def is_on(self) -> bool:
        return bool(self.told_token)

    @property
    def told_token(self) -> str:
        return _told(self.token)

    @property
    def told_secret(self) -> str:
        return _told(self.webhook_secret)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if not self.is_on and _told(self.webhook_secret):
            raise ValueError("zalo_bot_without_token")
        is_called = self.is_on and self.mode == "webhook"
        if is_called and not 8 <= len(_told(self.webhook_secret)) <= 256:
            raise ValueError("zalo_bot_without_webhook_secret")
        if not _is_address(self.api_base):
            raise ValueError("zalo_bot_not_http")
        return self


def _told(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""


def _is_address(base: str) -> bool:
    return base.startswith(("https://", "http://"))
