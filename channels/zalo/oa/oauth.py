"""OAuth v4 of Zalo with PKCE: a code buys the first pair, each pair's second token the next."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from aiohttp import FormData

from channels.zalo.http import Caller, Json
from messages.tokens import Pair

LIFETIME = 90_000  # seconds, where Zalo does not say


class TokenRefused(Exception):
    """Used, expired or not ours: an administrator has to sign in anew. `code` is Zalo's."""

    def __init__(self, code: int) -> None:
        super().__init__(f"oauth: {code}")
        self.code = code


@dataclass(frozen=True, slots=True)
class OAuth:
    app_id: str
    app_secret: str
    base: str
    caller: Caller

    def consent_page(self, redirect: str, verifier: str, state: str) -> str:
        digest = hashlib.sha256(verifier.encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        asked = {
            "app_id": self.app_id,
            "redirect_uri": redirect,
            "code_challenge": challenge,
            "state": state,
        }
        return f"{self.base.rstrip('/')}/v4/oa/permission?{urlencode(asked)}"

    async def exchange(self, code: str, verifier: str, at: datetime) -> Pair:
        """TokenRefused, NotSent or NoAnswer."""
        told = {"code": code, "code_verifier": verifier, "grant_type": "authorization_code"}
        return await self._ask(told, at)

    async def refresh(self, token: str, at: datetime) -> Pair:
        """The token is spent by this. TokenRefused, NotSent or NoAnswer."""
        return await self._ask({"refresh_token": token, "grant_type": "refresh_token"}, at)

    async def _ask(self, told: Json, at: datetime) -> Pair:
        form = FormData({"app_id": self.app_id, **told})
        url = f"{self.base.rstrip('/')}/v4/oa/access_token"
        headers = {"secret_key": self.app_secret}
        _, answer = await self.caller.ask("POST", url, body=form, headers=headers)
        access, refresh = answer.get("access_token"), answer.get("refresh_token")
        if not (isinstance(access, str) and isinstance(refresh, str) and access and refresh):
            raise TokenRefused(_number(answer.get("error"), 0))
        seconds = _number(answer.get("expires_in"), LIFETIME)
        return Pair(access, refresh, at + timedelta(seconds=seconds))


def _number(told: object, otherwise: int) -> int:
    """A string or a number: Zalo's documents show both."""
    try:
        return int(str(told))
    except ValueError:
        return otherwise
