"""The Bot API's answers, true enough for every client's parser, and no more."""

import json
import time
from dataclasses import dataclass
from typing import Any

from bot.rehearsal.bodies import Call, Upload, whole

BOT = {"id": 7000000001, "is_bot": True, "first_name": "Tin Báo", "username": "dien_tap_bot"}
REASONS = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found"}
REASONS |= {429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway"}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    kind: str = "application/json"

    @property
    def wire(self) -> bytes:
        head = f"HTTP/1.1 {self.status} {REASONS[self.status]}\r\nContent-Type: {self.kind}\r\n"
        return f"{head}Content-Length: {len(self.body)}\r\n\r\n".encode() + self.body


BAD_GATEWAY = Answer(502, b"<html><h1>502 Bad Gateway</h1></html>", "text/html")


def result(told: Any) -> Answer:
    """Without a space, as Telegram writes it."""
    words = json.dumps({"ok": True, "result": told}, separators=(",", ":"))
    return Answer(200, words.encode())


def refusal(code: int, words: str) -> Answer:
    told = {"ok": False, "error_code": code, "description": words}
    return Answer(code, json.dumps(told).encode())


def too_many(seconds: int) -> Answer:
    told = {
        "ok": False,
        "error_code": 429,
        "description": f"Too Many Requests: retry after {seconds}",
        "parameters": {"retry_after": seconds},
    }
    return Answer(429, json.dumps(told).encode())


BLOCKED = refusal(403, "Forbidden: bot was blocked by the user")
CHAT_GONE = refusal(400, "Bad Request: chat not found")
TROUBLE = refusal(500, "Internal Server Error")
NO_MESSAGE = refusal(400, "Bad Request: message to edit not found")
NOT_DELETED = refusal(400, "Bad Request: message to delete not found")
UNREADABLE = refusal(400, "Bad Request: can't parse the request")
NO_METHOD = refusal(404, "Not Found: method not found")


def message(method: str, chat: int, number: int, call: Call) -> dict[str, Any]:
    told: dict[str, Any] = {
        "message_id": number,
        "date": int(time.time()),
        "chat": {"id": chat, "type": "private", "first_name": "Cư dân"},
        "from": BOT,
    }
    said = "text" if "text" in call else "caption"
    if call.get(said):
        told[said] = call[said]
    return told | _file(method, call)


def _file(method: str, call: Call) -> dict[str, Any]:
    kind = {"sendPhoto": "photo", "sendVoice": "voice"}.get(method)
    if kind is None:
        return {}
    sent = call.get(kind) or next((v for v in call.values() if isinstance(v, Upload)), "")
    name = sent if isinstance(sent, str) and not sent.startswith("attach:") else f"DienTap-{kind}"
    file = {"file_id": name, "file_unique_id": name[-16:]}
    if kind == "photo":
        return {"photo": [file | {"width": 1080, "height": 1080}]}
    return {"voice": file | {"duration": 30}}


def fault(method: str, call: Call) -> Answer | None:
    """What Telegram would not take from anybody."""
    text = call.get("text", "")
    if method in {"sendMessage", "editMessageText"} and not str(text).strip():
        return refusal(400, "Bad Request: message text is empty")
    if len(str(text)) > 4096:
        return refusal(400, "Bad Request: message is too long")
    if len(str(call.get("caption") or "")) > 1024:
        return refusal(400, "Bad Request: message caption is too long")
    if not whole(call.get("chat_id")):
        return refusal(400, "Bad Request: chat_id is empty")
    return None
