"""Calls of the Official Account's OpenAPI. An error comes under HTTP 200, as a number."""

from dataclasses import dataclass
from typing import Any

from aiohttp import FormData

from channels.zalo.http import Caller, Json
from channels.zalo.oa.tokens import Tokens
from messages.desk_groups import ZALO_GROUP, is_zalo_group

TOKEN_ENDED = (-216, -220)
SAY, UPLOAD, ABOUT = "/v3.0/oa/message/cs", "/v2.0/oa/upload/image", "/v2.0/oa/getoa"
SAY_ANONYMOUS = "/v2.0/oa/message"
SAY_IN_GROUP = "/v3.0/oa/group/message"


class OaRefused(Exception):
    """`code` is Zalo's; its text may quote what was sent. `of_app`: the application's limit."""

    def __init__(self, code: int, of_app: bool = False) -> None:
        super().__init__(f"oa: {code}")
        self.code = code
        self.of_app = of_app


@dataclass(frozen=True, slots=True)
class OaCalls:
    base: str
    tokens: Tokens
    caller: Caller

    async def say(self, recipient: str, message: Json) -> str:
        """The message's id. OaRefused, NotSent, NoAnswer, or what Tokens raise."""
        if is_zalo_group(recipient):
            to = {"group_id": recipient.removeprefix(ZALO_GROUP)}
            told = await self.call("POST", SAY_IN_GROUP, {"recipient": to, "message": message})
            return str(told.get("message_id", ""))
        person, _, conversation = recipient.partition("/")
        if conversation:
            to = {"anonymous_id": person, "conversation_id": conversation}
            told = await self.call("POST", SAY_ANONYMOUS, {"recipient": to, "message": message})
        else:
            to = {"user_id": person}
            told = await self.call("POST", SAY, {"recipient": to, "message": message})
        return str(told.get("message_id", ""))

    async def upload(self, picture: bytes) -> str:
        form = FormData()
        form.add_field("file", picture, filename="anh.jpg", content_type="image/jpeg")
        return str((await self.call("POST", UPLOAD, form)).get("attachment_id", ""))

    async def about(self) -> Json:
        told: Json = await self.call("GET", ABOUT)
        return told

    async def call(self, method: str, path: str, body: Json | FormData | None = None) -> Any:
        """A new token ends the old one at once: a call that was under way is said once more."""
        kept = await self.tokens.current()
        try:
            return await self._ask(method, path, body, kept.pair.access)
        except OaRefused as refused:
            if refused.code not in TOKEN_ENDED or isinstance(body, FormData):
                raise
        kept = await self.tokens.renewed(kept)
        return await self._ask(method, path, body, kept.pair.access)

    async def _ask(self, method: str, path: str, body: Json | FormData | None, access: str) -> Any:
        url = f"{self.base.rstrip('/')}{path}"
        headers = {"access_token": access}
        status, told = await self.caller.ask(method, url, body=body, headers=headers)
        code = told.get("error", status if status >= 400 else None)
        if code == 0:
            data = told.get("data")
            return data if isinstance(data, dict) else {}
        raise OaRefused(code if isinstance(code, int) else -1, "application" in str(told))
