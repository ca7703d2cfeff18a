"""An Official Account of our own over real HTTP: OAuth that rotates, v3 messages, signed events."""

import asyncio
import base64
import hashlib
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from typing_extensions import override

from tests.zalo.deliveries import Deliveries, Faults
from tests.zalo.loopback import Json, Loopback
from tests.zalo.person import Listening

APP_ID, APP_SECRET = "1000000000000000001", "app-secret-for-tests-only"
OA_ID, OA_SECRET = "4000000000000000004", "oa-secret-key-for-tests-only"
LONGEST_TEXT = 2000
CARD = {"phone": "0912937137", "name": "Anh Ba Danh Thiếp"}
SEVEN_DAYS = 7 * 24 * 3600.0


@dataclass
class Trouble:
    """What the next `times` calls of a path get instead."""

    path: str
    code: int
    times: int = 1
    text: str = "trouble"


class Resident(Listening):
    def __init__(self, zalo: "FakeZaloOa") -> None:
        super().__init__()
        self.zalo = zalo
        self.id = str(3 * 10**18 + secrets.randbelow(10**18))
        self.id_by_app = "2" + self.id[1:]
        self.last_word = 0.0  # when they last did something, by Zalo's clock

    def say(self, text: str) -> Json:
        return self._sends("user_send_text", text=text)

    def show(self, content: bytes) -> Json:
        payload = {"thumbnail": self.zalo.put(content), "url": self.zalo.put(content)}
        return self._sends("user_send_image", attachments=[{"type": "image", "payload": payload}])

    def pin(self, latitude: str, longitude: str, name: str) -> Json:
        payload = {"coordinates": {"latitude": latitude, "longitude": longitude}}
        more = {"text": name, "attachments": [{"type": "location", "payload": payload}]}
        return self._sends("user_send_location", **more)

    def send_a_card(self) -> Json:
        payload = {"description": json.dumps(CARD, ensure_ascii=False)}
        more = {"attachments": [{"type": "link", "payload": payload}], "text": CARD["name"]}
        return self._sends("user_send_business_card", **more)

    def follow(self) -> None:
        self.zalo.happens(
            {"event_name": "follow", "oa_id": OA_ID, "follower": {"id": self.id},
             "source": "oa_profile"},
            self,
        )  # fmt: skip

    def withdraw(self) -> None:
        self.zalo.happens({"event_name": "user_withdraw", "user_id": self.id}, self)

    def is_answered_by_hand(self, text: str) -> None:
        """Somebody at the desk writes in OA Manager; Zalo tells us what was said."""
        self.zalo.happens(
            {"event_name": "oa_send_text", "sender": {"id": OA_ID, "admin_id": "7000001"},
             "recipient": {"id": self.id},
             "message": {"text": text, "msg_id": secrets.token_hex(12)}},
            None,
        )  # fmt: skip

    def _sends(self, event: str, **message: Any) -> Json:
        told = {
            "event_name": event,
            "sender": {"id": self.id},
            "recipient": {"id": OA_ID},
            "message": {"msg_id": secrets.token_hex(12), **message},
        }
        return self.zalo.happens(told, self)

    @property
    @override
    def heard(self) -> list[str]:
        with self.zalo.lock:
            return [sent["text"] for sent in self.zalo.sent if sent["to"] == self.id]


class FakeZaloOa(Loopback):
    def __init__(self, faults: Faults | None = None) -> None:
        super().__init__()
        self.webhook = ""
        self.sent: list[Json] = []
        self.calls: list[str] = []
        self.troubles: list[Trouble] = []
        self.files: dict[str, bytes] = {}
        self.uploaded = 0
        self.behind = 0.0  # seconds ago that what is delivered now was said
        self.access = ""
        self.refresh = ""
        self.codes: dict[str, str] = {}  # code → challenge
        self.refreshed: list[str] = []  # every refresh token that was ever spent
        self.spent_twice: list[str] = []
        self.numbers = False  # expires_in as a number
        self.late = 0.0  # seconds an OAuth answer takes
        self.package = "Tăng trưởng"
        self.days_away = 0.0  # how long ago everybody wrote, by Zalo's clock
        self.people: dict[str, Resident] = {}
        self.groups: set[str] = set()
        self.deliveries = Deliveries(faults or Faults())

    # --- what a test arranges -------------------------------------------------------------------

    def resident(self) -> Resident:
        lan = Resident(self)
        self.people[lan.id] = lan
        return lan

    def connected(self) -> tuple[str, str]:
        """As if an administrator had consented."""
        self.access, self.refresh = secrets.token_urlsafe(20), secrets.token_urlsafe(20)
        return self.access, self.refresh

    def consent(self, challenge: str) -> str:
        code = secrets.token_urlsafe(12)
        self.codes[code] = challenge
        return code

    def put(self, content: bytes) -> str:
        name = secrets.token_hex(8)
        self.files[name] = content
        return f"{self.url}/cdn/{name}"

    @contextmanager
    def slow(self, seconds: float) -> Iterator[None]:
        self.late = seconds
        yield
        self.late = 0.0

    def happens(self, event: Json, who: Resident | None) -> Json:
        if who:
            who.last_word = time.time()
        told = {
            "app_id": APP_ID,
            **({"user_id_by_app": who.id_by_app} if who else {}),
            **event,
            "timestamp": str(int((time.time() - self.behind) * 1000)),
        }
        self.repeat(told)
        return told

    def repeat(self, event: Json) -> None:
        body = json.dumps(event, ensure_ascii=False).encode()
        mac = hashlib.sha256(
            APP_ID.encode() + body + event["timestamp"].encode() + OA_SECRET.encode()
        ).hexdigest()
        self.deliveries.add(self.webhook, body, {"X-ZEvent-Signature": f"mac={mac}"})

    # --- the server -----------------------------------------------------------------------------

    @override
    def routes(self, app: web.Application) -> None:
        app.router.add_post("/v4/oa/access_token", self._token)
        app.router.add_post("/v3.0/oa/message/cs", self._say)
        app.router.add_post("/v2.0/oa/message", self._say)
        app.router.add_post("/v3.0/oa/group/message", self._say_in_group)
        app.router.add_post("/v2.0/oa/upload/{kind}", self._upload)
        app.router.add_get("/v2.0/oa/getoa", self._getoa)
        app.router.add_get("/cdn/{name}", self._file)

    @override
    async def beside(self) -> None:
        await self.deliveries.run()

    async def _file(self, request: web.Request) -> web.Response:
        return web.Response(body=self.files[request.match_info["name"]])

    async def _token(self, request: web.Request) -> web.Response:
        told = await request.post()
        if request.headers.get("secret_key") != APP_SECRET or told.get("app_id") != APP_ID:
            return _refused(-14002)
        if told.get("grant_type") == "authorization_code":
            good = self._is_verified(str(told.get("code")), str(told.get("code_verifier")))
        else:
            good = self._is_spent_once(str(told.get("refresh_token")))
        if not good:
            return _refused(-14012)
        self.connected()
        seconds: object = 90000 if self.numbers else "90000"
        answer = {"access_token": self.access, "refresh_token": self.refresh}
        await _rest(self.late)
        return web.json_response(answer | {"expires_in": seconds})

    def _is_verified(self, code: str, verifier: str) -> bool:
        digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
        return self.codes.pop(code, "") == digest.rstrip(b"=").decode()

    def _is_spent_once(self, token: str) -> bool:
        if token in self.refreshed:
            self.spent_twice.append(token)
        self.refreshed.append(token)
        return token == self.refresh

    def _stopped(self, request: web.Request) -> web.Response | None:
        self.calls.append(request.path)
        for one in self.troubles:
            if one.times and request.path.startswith(one.path):
                one.times -= 1
                return _refused(one.code, one.text)
        if request.headers.get("access_token") != self.access:
            return _refused(-216, "Access token is invalid")
        return None

    async def _say(self, request: web.Request) -> web.Response:
        if stopped := self._stopped(request):
            return stopped
        told = await request.json()
        to, message = told.get("recipient") or {}, told.get("message") or {}
        if code := self._why_not(request.path, to, message):
            return _refused(code)
        who = to.get("user_id") or to.get("anonymous_id")
        return self._taken(who, message)

    async def _say_in_group(self, request: web.Request) -> web.Response:
        if stopped := self._stopped(request):
            return stopped
        told = await request.json()
        group, message = (told.get("recipient") or {}).get("group_id"), told.get("message") or {}
        if group not in self.groups:
            return _refused(-213)
        if "text" in message and not 0 < len(message["text"]) <= LONGEST_TEXT:
            return _refused(-210)
        return self._taken(group, message)

    def _taken(self, to: Any, message: Json) -> web.Response:
        one = {"to": to, "text": message.get("text", "[ảnh]"), "id": secrets.token_hex(10)}
        with self.lock:
            self.sent.append({**one, "at": time.time()})
        data = {"message_id": one["id"], "user_id": to}
        return web.json_response({"data": data, "error": 0, "message": "Success"})

    def _why_not(self, path: str, to: Json, message: Json) -> int:
        """Zalo's code, 0 when it is taken."""
        who = self.people.get(to.get("user_id") or to.get("anonymous_id") or "")
        if not message or who is None:
            return -201
        if path.startswith("/v2.0") and "anonymous_id" not in to:
            return -240  # closed since version 3
        if "text" in message and not 0 < len(message["text"]) <= LONGEST_TEXT:
            return -210
        silence = time.time() - who.last_word + self.days_away * 86400
        return -230 if silence > SEVEN_DAYS else 0

    async def _upload(self, request: web.Request) -> web.Response:
        if stopped := self._stopped(request):
            return stopped
        await request.post()
        self.uploaded += 1
        return web.json_response({"data": {"attachment_id": secrets.token_hex(8)}, "error": 0})

    async def _getoa(self, request: web.Request) -> web.Response:
        if stopped := self._stopped(request):
            return stopped
        data = {"oaid": OA_ID, "name": "Công an Xã Mẫu", "is_verified": True, "oa_type": 4,
                "num_follower": 1203, "package_name": self.package,
                "package_valid_through_date": "31/12/2027", "linked_zca": ""}  # fmt: skip
        return web.json_response({"data": data, "error": 0, "message": "Success"})


def _refused(code: int, words: str = "Invalid request") -> web.Response:
    return web.json_response({"error": code, "message": words})


async def _rest(seconds: float) -> None:
    await asyncio.sleep(seconds)
