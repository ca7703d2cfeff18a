"""An update of the Bot Platform, as it was documented, as it was recorded, and as it may become.

What is there decides what it is; the event's name comes second, and an unknown one never raises.
"""

from collections.abc import Mapping
from typing import Any

from handlers.zalo.arrived import LONGEST_ID, Arrived, What, is_id, mapping, moment_of, words

STICKER = "message.sticker.received"
# Live deliveries are flat, documented ones and polled ones wrapped; pictures have two names.
PHOTOS = ("photo_url", "photo")


def read_update(told: object) -> Arrived | None:
    """None when there is nobody to answer."""
    update = mapping(mapping(told).get("result")) or mapping(told)
    message = mapping(update.get("message"))
    chat = words(mapping(message.get("chat")).get("id"))
    event_id = words(message.get("message_id"))
    if not is_id(chat) or not is_id(event_id):
        return None
    event = words(update.get("event_name"))
    return Arrived(
        _what(message, event),
        chat,
        f"{event} {event_id}"[:LONGEST_ID],
        moment_of(message.get("date")),
        text=words(message.get("text")) or words(message.get("caption")),
        files=_files(message),
    )


def event_name(told: object) -> str:
    """For a counter; a name nobody documented is "other"."""
    update = mapping(told)
    name = words((mapping(update.get("result")) or update).get("event_name"))
    return name if name in KNOWN else "other"


KNOWN = frozenset(
    f"message.{kind}.received" for kind in ("text", "image", "voice", "sticker", "unsupported")
)


def _what(message: Mapping[str, Any], event: str) -> What:
    if mapping(message.get("chat")).get("chat_type") == "GROUP":
        return What.IN_GROUP
    is_sticker = event == STICKER or bool(message.get("sticker"))
    if is_sticker or not (message.get("text") or message.get("caption") or _files(message)):
        return What.UNSUPPORTED
    return What.HEARD


def _files(message: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    found = [(words(message.get(name)), "image/jpeg") for name in PHOTOS]
    found += [(words(message.get("voice_url")), "audio/aac")]
    return tuple((url, mime) for url, mime in found if url)[:1]
