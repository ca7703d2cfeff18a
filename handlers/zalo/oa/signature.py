"""Whether an event is Zalo's: a plain SHA-256 over the bytes as they came, not an HMAC."""

import hashlib
import json
import secrets
from dataclasses import dataclass

HEADER = "X-ZEvent-Signature"
TIMESTAMP_HEADER = "X-ZEvent-Timestamp"  # seen in code only, so the body's own time is tried too


@dataclass(frozen=True, slots=True)
class Signature:
    """`secret` is the OA Secret Key of the page "Webhook", never the application's."""

    app_id: str
    secret: str

    def is_of(self, body: bytes, told: str, header_timestamp: str = "") -> bool:
        mac = told.strip().removeprefix("mac=").lower()
        timestamps = [one for one in (header_timestamp, _timestamp_in(body)) if one]
        found = [secrets.compare_digest(self.mac(body, t), mac.encode()) for t in timestamps]
        return any(found)

    def mac(self, body: bytes, timestamp: str) -> bytes:
        told = self.app_id.encode() + body + timestamp.encode() + self.secret.encode()
        return hashlib.sha256(told).hexdigest().encode()


def _timestamp_in(body: bytes) -> str:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    return str(told.get("timestamp", "")) if isinstance(told, dict) else ""
