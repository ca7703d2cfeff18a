"""What is said in a group that an Official Account belongs to: where, by whom, and about what.

Where Zalo puts the group's id, and what a quotation looks like, was only read in others' code:
every spelling seen is taken.
"""

from collections.abc import Mapping
from typing import Any

from handlers.zalo.arrived import Arrived, What, is_id, mapping, moment_of, words
from messages.desk_groups import ZALO_GROUP

QUOTES = ("quote_msg", "quoted_message", "quote")
SAID = "user_send_group_"


def read_group_event(event: Mapping[str, Any], name: str, oa_id: str) -> Arrived | None:
    """None unless somebody wrote words: what the account says there comes back as an echo."""
    message = mapping(event.get("message"))
    account, event_id = words(mapping(event.get("sender")).get("id")), words(message.get("msg_id"))
    group, said = _group(event, message, oa_id), words(message.get("text"))
    if not (name.startswith(SAID) and said and all(map(is_id, (account, event_id, group)))):
        return None
    return Arrived(
        What.AT_DESK,
        f"{ZALO_GROUP}{group}",
        event_id,
        moment_of(event.get("timestamp")),
        text=said,
        account=account,
        quoted=_quoted(message),
    )


def _group(event: Mapping[str, Any], message: Mapping[str, Any], oa_id: str) -> str:
    to = mapping(event.get("recipient"))
    found = (
        to.get("group_id"),
        event.get("group_id"),
        message.get("conversation_id"),
        to.get("id"),
    )
    named = [words(one) for one in found]
    return next((one for one in named if one and one != oa_id), "")


def _quoted(message: Mapping[str, Any]) -> str:
    inner = (mapping(message.get(name)).get("msg_id") for name in QUOTES)
    named = [words(one) for one in (message.get("quote_msg_id"), *inner)]
    return next((one for one in named if is_id(one)), "")
