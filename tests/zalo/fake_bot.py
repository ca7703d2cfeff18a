"""The Bot Platform of our own over real HTTP: as documented, and as it was seen to behave.

with FakeZaloBot() as zalo:
    lan = zalo.person()
    lan.say("xin chào")           # the product polls zalo.url, or has a webhook there
    await lan.hears("Chào bạn")
"""

import asyncio
import itertools
import secrets
import time
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from typing_extensions import override

from tests.zalo.deliveries import Deliveries, Faults
from tests.zalo.loopback import Json, Loopback
from tests.zalo.person import Listening

TOKEN = "1459000000000000001:FakeFakeFakeFakeFake"
SECRET_HEADER = "X-Bot-Api-Secret-Token"
LONGEST_TEXT = 2000
NAME = "Nguyễn Thị Lan Ẩn Danh"
AVATAR = "https://s120-ava-talk.zadn.vn/anh-cua-lan-9137.jpg"


@dataclass
class Trouble:
    """What the next `times` calls of a method get instead."""

    method: str
    code: int
    status: int = 200
    times: int = 1
    field: str = "error_code"
    does_it: bool = False  # the work is done, but the answer says otherwise
    text: str = "trouble"


class Person(Listening):
    def __init__(self, zalo: "FakeZaloBot") -> None:
        super().__init__()
        self.zalo = zalo
        self.id = secrets.token_hex(10)

    def say(self, text: str, chat_type: str = "PRIVATE") -> Json:
        return self.zalo.happens("message.text.received", self, chat_type, text=text)

    def show(self, content: bytes, caption: str = "", name: str = "photo_url") -> Json:
        url = self.zalo.put(content, "jpg")
        more = {name: url, "caption": caption, "message_type": "CHAT_PHOTO"}
        return self.zalo.happens("message.image.received", self, **more)

    def speak(self, content: bytes) -> Json:
        more = {"voice_url": self.zalo.put(content, "aac"), "message_type": "CHAT_VOICE"}
        return self.zalo.happens("message.voice.received", self, **more)

    def send_a_file(self) -> Json:
        """Or a card, a link, a position; or anything at all, if they are a child."""
        return self.zalo.happens("message.unsupported.received", self)

    @property
    @override
    def heard(self) -> list[str]:
        with self.zalo.lock:
            return [sent["text"] for sent in self.zalo.sent if sent["chat_id"] == self.id]


class FakeZaloBot(Loopback):
    def __init__(self, token: str = TOKEN, faults: Faults | None = None) -> None:
        super().__init__()
        self.token = token
        self.sent: list[Json] = []
        self.calls: list[str] = []
        self.updates: list[Json] = []  # for polling
        self.replays = 0  # how many polls still get an old update once more
        self.idle_status = 408
        self.idle_seconds = 0.2
        self.troubles: list[Trouble] = []
        self.webhook: Json | None = None
        self.outcome: Json = {"ok": True, "outcome": "webhook.ok", "hint": ""}
        self.tests_left = 5
        self.files: dict[str, bytes] = {}
        self.behind = 0.0  # seconds ago that what is delivered now was said
        self.file_failures = 0  # the next downloads fail
        self.deliveries = Deliveries(faults or Faults())
        self.wrapped = itertools.cycle((False, True))
        self._consumed: list[Json] = []

    # --- what a test arranges -------------------------------------------------------------------

    def person(self) -> Person:
        return Person(self)

    def put(self, content: bytes, kind: str) -> str:
        name = f"{secrets.token_hex(8)}.{kind}"
        self.files[name] = content
        return f"{self.url}/cdn/{name}"

    def happens(self, event: str, who: Person, chat_type: str = "PRIVATE", **more: Any) -> Json:
        message = {
            "message_id": secrets.token_hex(10),
            "date": int((time.time() - self.behind) * 1000),
            "from": {"id": who.id, "display_name": NAME, "avatar": AVATAR, "is_bot": False},
            "chat": {"id": who.id, "chat_type": chat_type},
        }
        update = {"event_name": event, "message": message | more}
        with self.lock:
            self._deliver(update)
        return update

    def repeat(self, update: Json) -> None:
        with self.lock:
            self._deliver(update)

    def _deliver(self, update: Json) -> None:
        if self.webhook is None:
            self.updates.append(update)
            return
        body = {"ok": True, "result": update} if next(self.wrapped) else update
        headers = {SECRET_HEADER: self.webhook["secret"], "User-Agent": "Java/1.8.0_192"}
        self.deliveries.add(self.webhook["url"], body, headers)

    # --- the server -----------------------------------------------------------------------------

    @override
    def routes(self, app: web.Application) -> None:
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/cdn/{name}", self._file)

    @override
    async def beside(self) -> None:
        await self.deliveries.run()

    async def _file(self, request: web.Request) -> web.Response:
        if self.file_failures > 0:
            self.file_failures -= 1
            raise web.HTTPServiceUnavailable
        content = self.files.get(request.match_info["name"])
        if content is None:
            raise web.HTTPNotFound  # never was, or is no longer
        return web.Response(body=content)

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        asked = await _asked(request)
        self.calls.append(method)
        if request.match_info["token"] != self.token:
            return _refusal(401, "Unauthorized")
        trouble = self._trouble(method)
        if trouble and not trouble.does_it:
            return _refusal(trouble.code, trouble.text, trouble.status, trouble.field)
        answer = getattr(self, f"_{method}", None)
        if answer is None:
            return _refusal(400, "Bad Request: method", 400)
        told: web.Response = await answer(asked)
        return _refusal(trouble.code, "trouble", trouble.status) if trouble else told

    def _trouble(self, method: str) -> Trouble | None:
        found = next((one for one in self.troubles if one.method == method and one.times), None)
        if found:
            found.times -= 1
        return found

    async def _getMe(self, asked: Json) -> web.Response:  # noqa: N802
        return _good({"id": self.token.partition(":")[0], "account_name": "bot.AbCdEfGhI",
                      "account_type": "BASIC", "can_join_groups": False})  # fmt: skip

    async def _getUpdates(self, asked: Json) -> web.Response:  # noqa: N802
        if self.webhook is not None:
            return _refusal(409, "Conflict: webhook is set")
        until = time.monotonic() + min(float(asked.get("timeout") or 30), self.idle_seconds)
        while time.monotonic() < until:
            with self.lock:
                if self.replays and self._consumed:
                    self.replays -= 1
                    return _good(self._consumed[-1])
                if self.updates:
                    self._consumed.append(self.updates.pop(0))
                    return _good(self._consumed[-1])
            await asyncio.sleep(0.01)
        return _refusal(408, "Request timeout", self.idle_status)

    async def _sendMessage(self, asked: Json) -> web.Response:  # noqa: N802
        text, chat = str(asked.get("text") or ""), str(asked.get("chat_id") or "")
        if not chat or not 0 < len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT:
            return _refusal(400, "Bad Request: text")
        with self.lock:
            self.sent.append({"chat_id": chat, "text": text, "at": time.monotonic()})
        return _good({"message_id": secrets.token_hex(10), "date": int(time.time() * 1000)})

    async def _sendPhoto(self, asked: Json) -> web.Response:  # noqa: N802
        return self._taken(asked, "photo")

    async def _sendSticker(self, asked: Json) -> web.Response:  # noqa: N802
        return self._taken(asked, "sticker")

    async def _sendVoice(self, asked: Json) -> web.Response:  # noqa: N802
        return self._taken(asked, "voice_url")

    def _taken(self, asked: Json, needed: str) -> web.Response:
        if not asked.get("chat_id") or not asked.get(needed):
            return _refusal(400, f"Bad Request: {needed}")
        return _good({"message_id": secrets.token_hex(10), "date": int(time.time() * 1000)})

    async def _sendChatAction(self, asked: Json) -> web.Response:  # noqa: N802
        return web.json_response({"ok": True})

    async def _setWebhook(self, asked: Json) -> web.Response:  # noqa: N802
        """The address is kept even if the probe fails."""
        secret = str(asked.get("secret_token") or "")
        if not 8 <= len(secret) <= 256:
            return _refusal(400, "Bad Request: secret_token", 400)
        self.webhook = {"url": str(asked["url"]), "secret": secret}
        self.deliveries.add(self.webhook["url"], b"", {})
        verification = {"url": self.webhook["url"]} | self.outcome
        return _good({**self._told_webhook(), "verification": verification})

    async def _testWebhook(self, asked: Json) -> web.Response:  # noqa: N802
        self.tests_left -= 1
        if self.tests_left < 0:
            return _refusal(426, "limit", name="errorCode")
        if self.webhook is None:
            return _refusal(404, "Not Found", 404)
        return _good({"url": self.webhook["url"]} | self.outcome)

    async def _deleteWebhook(self, asked: Json) -> web.Response:  # noqa: N802
        self.webhook = None
        return _good({"url": "", "updated_at": int(time.time() * 1000)})

    async def _getWebhookInfo(self, asked: Json) -> web.Response:  # noqa: N802
        if self.webhook is None:
            return _refusal(404, "Not Found", 404)
        return _good(self._told_webhook())

    def _told_webhook(self) -> Json:
        assert self.webhook is not None
        return {"url": self.webhook["url"], "updated_at": int(time.time() * 1000)}


async def _asked(request: web.Request) -> Json:
    """JSON, a form or a query: all were seen in clients that work."""
    if request.content_type == "application/json" and request.can_read_body:
        told = await request.json()
        return told if isinstance(told, dict) else {}
    return {**request.query, **(await request.post())}


def _good(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result, "error_code": 0})


def _refusal(code: int, words: str, status: int = 200, name: str = "error_code") -> web.Response:
    return web.json_response({"ok": False, "description": words, name: code}, status=status)
