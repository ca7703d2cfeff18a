"""An event of an Official Account, as documented and as recorded. An unknown one never raises."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from handlers.zalo.arrived import (
    LONGEST_ID,
    Arrived,
    What,
    is_id,
    mapping,
    moment_of,
    position_of,
    words,
)
from handlers.zalo.oa.group_reading import read_group_event
from messages.message import Position

_HIDDEN = ("_sticker", "_business_card")
MIMES = {"image": "image/jpeg", "gif": "image/gif", "audio": "audio/amr", "video": "video/mp4"}
# Who read or liked what is not asked for; what a form asks about a person is thrown away.
IGNORED = frozenset(
    {
        "unfollow",
        "user_seen_message",
        "user_received_message",
        "user_reacted_message",
        "user_submit_info",
    }
)


def read_event(told: object, oa_id: str, *, groups: bool = False) -> Arrived | None:
    """None when there is nothing to answer, or it is another account's."""
    event = mapping(told)
    name = words(event.get("event_name"))
    if not name or name in IGNORED or not _is_ours(event, oa_id):
        return None
    if "group" in name.split("_"):
        return read_group_event(event, name, oa_id) if groups else None
    read = READ.get(name)
    if read is None:
        read = _by_hand if name.startswith("oa_send_") else _said
    return read(event, name)


def _is_ours(event: Mapping[str, Any], oa_id: str) -> bool:
    """One application may serve several accounts."""
    sides = (mapping(event.get(side)).get("id") for side in ("sender", "recipient"))
    named = [one for one in (event.get("oa_id"), *sides) if one]
    return oa_id in named or "user_id" in event


def _said(event: Mapping[str, Any], name: str) -> Arrived | None:
    message = mapping(event.get("message"))
    chat = words(mapping(event.get("sender")).get("id"))
    event_id = words(message.get("msg_id"))
    if not is_id(chat) or not is_id(event_id):
        return None
    arrived = Arrived(
        What.UNSUPPORTED,
        chat,
        event_id,
        moment_of(event.get("timestamp")),
        position=_position(message),
        conversation=_conversation(message, name),
    )
    return arrived if name.endswith(_HIDDEN) else _with_words(arrived, message)


def _conversation(message: Mapping[str, Any], name: str) -> str:
    return words(message.get("conversation_id")) if name.startswith("anonymous") else ""


def _with_words(arrived: Arrived, message: Mapping[str, Any]) -> Arrived:
    """The name of a place goes with its pin, so that an officer reads both."""
    text, files = words(message.get("text")), _files(message)
    heard = What.HEARD if text or files or arrived.position else What.UNSUPPORTED
    return replace(arrived, what=heard, text=text, files=files)


def _started(event: Mapping[str, Any], name: str) -> Arrived | None:
    who = mapping(event.get("follower")) or mapping(event.get("sender"))
    return _told_by(event, name, words(who.get("id")), What.STARTED)


def _withdrew(event: Mapping[str, Any], name: str) -> Arrived | None:
    return _told_by(event, name, words(event.get("user_id")), What.WITHDREW)


def _by_hand(event: Mapping[str, Any], name: str) -> Arrived | None:
    """An echo of ours says nothing; an administrator's mutes us in that chat."""
    if not mapping(event.get("sender")).get("admin_id"):
        return None
    return _told_by(event, name, words(mapping(event.get("recipient")).get("id")), What.BY_HAND)


def _told_by(event: Mapping[str, Any], name: str, chat: str, what: What) -> Arrived | None:
    if not is_id(chat):
        return None
    stamp = str(event.get("timestamp", ""))
    # Two people may do the same within a millisecond; two digits of an id tell of nobody.
    return Arrived(what, chat, f"{name} {stamp} {chat[-2:]}"[:LONGEST_ID], moment_of(stamp))


READ: Mapping[str, Callable[[Mapping[str, Any], str], Arrived | None]] = {
    "follow": _started,
    "user_click_chatnow": _started,
    "user_withdraw": _withdrew,
}


def _attachments(message: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    told = message.get("attachments")
    parts = [mapping(one) for one in told] if isinstance(told, list) else []
    return [(words(one.get("type")), mapping(one.get("payload"))) for one in parts]


def _files(message: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    found = [
        (words(payload.get("url")), MIMES.get(kind, ""))
        for kind, payload in _attachments(message)
        if kind in MIMES or kind in ("voice", "file")
    ]
    return tuple((url, mime) for url, mime in found if url)


def _position(message: Mapping[str, Any]) -> Position | None:
    for kind, payload in _attachments(message):
        if kind == "location":
            at = mapping(payload.get("coordinates"))
            return position_of(at.get("latitude"), at.get("longitude"))
    return None
