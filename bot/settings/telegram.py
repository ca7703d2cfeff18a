"""Settings of the Telegram bots: one for both sides, or one for residents and one for desks."""

import re
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, SecretStr, model_validator

from bot.settings.strict import STRICT, FilePath


class Telegram(BaseModel):
    model_config = STRICT

    token: SecretStr | None = None
    token_file: FilePath | None = None
    api_base: str = "https://api.telegram.org"
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: str = ""
    webhook_secret: SecretStr | None = None
    desk_token: SecretStr | None = None
    bot_name: Annotated[str, Field(pattern=r"^([A-Za-z][A-Za-z0-9_]{3,30}[A-Za-z0-9])?$")] = ""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.token and self.token_file:
            raise ValueError("telegram_two_tokens")
        if self.desk_token and not (self.token or self.token_file):
            raise ValueError("telegram_only_desk_token")
        if self.mode == "webhook":
            self._can_be_called()
        return self

    def _can_be_called(self) -> None:
        if not (self.token or self.token_file):
            raise ValueError("webhook_without_token")
        if not self.webhook_url.startswith(("https://", "http://")):
            raise ValueError("webhook_without_url")
        secret = self.webhook_secret.get_secret_value() if self.webhook_secret else ""
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):  # what Telegram takes
            raise ValueError("webhook_without_secret")
