"""The methods of the Bot API that our fake Telegram answers, with Telegram's own refusals."""

import time
from collections.abc import Callable, Iterator
from typing import Any

from tests.telegram.world import (
    DEFAULT_UPDATES,
    Bot,
    Json,
    Refused,
    Room,
    World,
    without_answer,
)

LONGEST_TEXT, LONGEST_CAPTION, LONGEST_DATA = 4096, 1024, 64
LONGEST_COPY, LONGEST_ANSWER, LONGEST_TOPIC = 256, 200, 128
BIGGEST_DOWNLOAD = 20 * 1024 * 1024
ACTIONS = ("callback_data", "url", "copy_text", "web_app", "switch_inline_query", "login_url")
KIND_OF_FILE = {
    "sendPhoto": "photo",
    "sendVoice": "voice",
    "sendVideo": "video",
    "sendAudio": "audio",
    "sendDocument": "document",
}
PATHS = {"photo": "photos/file", "voice": "voice/file", "video": "videos/file"}

Method = Callable[[World, Bot, Json], tuple[str, Any]]  # (type of the result, result)


# --- about the bot ----------------------------------------------------------------------------


def get_me(world: World, bot: Bot, asked: Json) -> tuple[str, Any]:
    can = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }
    return "User", bot.json | can


def set_webhook(world: World, bot: Bot, asked: Json) -> tuple[str, Any]:
    bot.webhook = asked.get("url", "")
    bot.secret = asked.get("secret_token", "")
    bot.allowed = tuple(asked.get("allowed_updates") or DEFAULT_UPDATES)
    return "", True


def delete_webhook(world: World, bot: Bot, asked: Json) -> tuple[str, Any]:
    bot.webhook = bot.secret = ""
    if asked.get("drop_pending_updates"):
        bot.updates.clear()
    return "", True


def get_webhook_info(world: World, bot: Bot, asked: Json) -> tuple[str, Any]:
    return "WebhookInfo", {
        "url": bot.webhook,
        "has_custom_certificate": False,
        "pending_update_count": len(bot.updates),
        "allowed_updates": list(bot.allowed),
    }


def take_updates(world: World, bot: Bot, asked: Json) -> list[Json]:
    """One look at what waits; the server repeats it until the long poll ends."""
    if asked.get("allowed_updates") is not None:
        bot.allowed = tuple(asked["allowed_updates"]) or DEFAULT_UPDATES
    offset = int(asked.get("offset") or 0)
    with world.lock:
        while bot.updates and bot.updates[0]["update_id"] < offset:
            bot.updates.popleft()
        return list(bot.updates)[: int(asked.get("limit") or 100)]


# --- speaking ---------------------------------------------------------------------------------


def send_message(world: World, bot: Bot, asked: Json) -> tuple[str, Any]:
    room = world.room(bot, int(asked["chat_id"]))
    text = _checked_text(asked.get("text", ""))
    _check_markup(asked.get("reply_markup"))
    _count_message(world, bot, room)
    content = {"text": text, "entities": _checked_entities(asked.get("entities"), text)}
    return "Message", _posted(bot, room, asked, content)


def send_file(method: str) -> Method:
    kind = KIND_OF_FILE[method]

    def send(world: World, bot: Bot, asked: Json) -> tuple[str, Any]:
        room = world.room(bot, int(asked["chat_id"]))
        if len(asked.get("caption", "")) > LONGEST_CAPTION:
            raise Refused(400, "Bad Request: message caption is too long")
        _check_markup(asked.get("reply_markup"))
        given = asked.get(kind)
        if isinstance(given, str):
            content = world.file(bot, given).content
        elif isinstance(given, bytes) and given:
            content = given
        else:
            raise Refused(400, "Bad Request: file must be non-empty")
        _count_message(world, bot, room)
        part = file_json(world, bot, kind, content)
        return "Message", _posted(bot, room, asked, {kind: part, "caption": asked.get("caption")})

    return send


def edit_text(world: World, bot: Bot, asked: Json) -> tuple[str, Any]:
    message = _own_message(world, bot, asked)
    if "text" not in message:
        raise Refused(400, "Bad Request: there is no text in the message to edit")
    text = _checked_text(asked.get("text", ""))
    markup = asked.get("reply_markup")
    _check_markup(markup)
    if text == message.get("text") and (markup or None) == message.get("reply_markup"):
        raise Refused(400, _NOT_MODIFIED)
    _count_message(world, bot, world.room(bot, int(asked["chat_id"])))
    message["text"] = text
    message.pop("entities", None)
    return "Message", _edited(message, markup)


def edit_caption(world: World, bot: Bot, asked: Json) -> tuple[str, Any]:
    message = _own_message(world, bot, asked)
    if len(asked.get("caption", "")) > LONGEST_CAPTION:
        raise Refused(400, "Bad Request: message caption is too long")
    _count_message(world, bot, world.room(bot, int(asked["chat_id"])))
    message["caption"] = asked.get("caption")
    return "Message", _edited(message, asked.get("reply_markup"))


def edit_markup(world: World, bot: Bot, asked: Json) -> tuple[str, Any]:
    message = _own_message(world, bot, asked)
    markup = asked.get("reply_markup")
    _check_markup(markup)
    if (markup or None) == message.get("reply_markup"):
        raise Refused(400, _NOT_MODIFIED)
    _count_message(world, bot, world.room(bot, int(asked["chat_id"])))
    return "Message", _edited(message, markup)


def delete_message(world: World, bot: Bot, asked: Json) -> tuple[str, Any]:
    room = world.room(bot, int(asked["chat_id"]))
    if room.messages.pop(int(asked["message_id"]), None) is None:
        raise Refused(400, "Bad Request: message to delete not found")
    return "", True


def answer_callback(world: World, bot: Bot, asked: Json) -> tuple[str, Any]:
    query = str(asked.get("callback_query_id"))
    if query not in world.queries:
        raise Refused(400, _TOO_OLD)
    if len(asked.get("text", "")) > LONGEST_ANSWER:
        raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
    world.queries[query] = {
        "text": asked.get("text", ""),
        "show_alert": bool(asked.get("show_alert")),
    }
    return "", True


def nothing_to_do(world: World, bot: Bot, asked: Json) -> tuple[str, Any]:
    return "", True


# --- rooms, topics, files -----------------------------------------------------------------------


def get_chat(world: World, bot: Bot, asked: Json) -> tuple[str, Any]:
    room = world.room(bot, int(asked["chat_id"]))
    gifts = dict.fromkeys(
        (
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        ),
        False,
    )
    facts = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    return "ChatFullInfo", room.json | facts


def create_topic(world: World, bot: Bot, asked: Json) -> tuple[str, Any]:
    room = world.room(bot, int(asked["chat_id"]))
    name = asked.get("name", "")
    if not room.is_forum:
        raise Refused(400, "Bad Request: the chat is not a forum")
    if not room.topics_allowed:
        raise Refused(400, "Bad Request: not enough rights to create a topic")
    if not 1 <= len(name) <= LONGEST_TOPIC:
        raise Refused(400, "Bad Request: TOPIC_TITLE_INVALID")
    _count_message(world, bot, room)
    topic = {"name": name, "icon_color": 7322096}
    first = room.add(bot.json, forum_topic_created=topic)
    number = first["message_id"]
    first |= {"message_thread_id": number, "is_topic_message": True}
    room.topics[number] = name
    return "ForumTopic", {"message_thread_id": number, **topic}


def close_topic(world: World, bot: Bot, asked: Json) -> tuple[str, Any]:
    room = world.room(bot, int(asked["chat_id"]))
    room.closed_topics.add(int(asked["message_thread_id"]))
    return "", True


def get_file(world: World, bot: Bot, asked: Json) -> tuple[str, Any]:
    found = world.file(bot, str(asked.get("file_id")))
    if len(found.content) > BIGGEST_DOWNLOAD:
        raise Refused(400, "Bad Request: file is too big")
    number = found.path.rpartition("_")[2]
    return "File", {
        "file_id": asked["file_id"],
        "file_unique_id": f"U{number}",
        "file_size": len(found.content),
        "file_path": found.path,
    }


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "sendMessage": send_message,
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_callback,
    "getChat": get_chat,
    "createForumTopic": create_topic,
    "closeForumTopic": close_topic,
    "getFile": get_file,
    "sendChatAction": nothing_to_do,
    "setMyCommands": nothing_to_do,
    "setMyDescription": nothing_to_do,
    "setMyShortDescription": nothing_to_do,
    "setMessageReaction": nothing_to_do,
    **{method: send_file(method) for method in KIND_OF_FILE},
}
# What a group sees, and so what its 20 a minute are counted by.
MESSAGES = {"sendMessage", "editMessageText", "editMessageCaption", "editMessageReplyMarkup"}
MESSAGES |= {"createForumTopic", *KIND_OF_FILE}
BY_LOWER_NAME = {name.lower(): name for name in (*METHODS, "getUpdates")}


# --- what a message may be ----------------------------------------------------------------------


def file_json(world: World, bot: Bot, kind: str, content: bytes, mime: str = "") -> Any:
    part = world.store_file(bot, content, PATHS.get(kind, "documents/file"))
    if kind == "photo":
        small = world.store_file(bot, content[: len(content) // 8 or 1], "photos/thumb")
        return [small | {"width": 90, "height": 67}, part | {"width": 800, "height": 600}]
    if kind in ("voice", "audio"):
        return part | {"duration": 3, "mime_type": mime or "audio/ogg"}
    if kind == "video":
        size = {"width": 640, "height": 360, "duration": 3}
        return part | size | {"mime_type": mime or "video/mp4"}
    if kind == "video_note":
        return part | {"length": 240, "duration": 3}
    return part | {"mime_type": mime or "application/octet-stream"}


def _posted(bot: Bot, room: Room, asked: Json, content: Json) -> Json:
    topic = _checked_topic(room, asked)
    answers = (asked.get("reply_parameters") or {}).get("message_id")
    if answers is not None:
        answered = room.messages.get(int(answers))
        if answered is not None:
            content["reply_to_message"] = without_answer(answered)
        elif not asked["reply_parameters"].get("allow_sending_without_reply"):
            raise Refused(400, "Bad Request: message to be replied not found")
    markup = asked.get("reply_markup") or {}
    if "inline_keyboard" in markup:
        content["reply_markup"] = markup
    message = room.add(bot.json, topic, **content)
    if markup.get("force_reply"):
        room.messages[message["message_id"]] = message
    return message


def _checked_topic(room: Room, asked: Json) -> int | None:
    if not asked.get("message_thread_id"):
        return None
    topic = int(asked["message_thread_id"])
    if topic not in room.topics:
        raise Refused(400, "Bad Request: message thread not found")
    if topic in room.closed_topics:
        raise Refused(400, "Bad Request: TOPIC_CLOSED")
    return topic


def _own_message(world: World, bot: Bot, asked: Json) -> Json:
    room = world.room(bot, int(asked["chat_id"]))
    message = room.messages.get(int(asked["message_id"]))
    if message is None:
        raise Refused(400, "Bad Request: message to edit not found")
    if message["from"]["id"] != bot.id:
        raise Refused(400, "Bad Request: message can't be edited")
    return message


def _edited(message: Json, markup: Json | None) -> Json:
    message["edit_date"] = int(time.time())
    message.pop("reply_markup", None)
    if markup:
        message["reply_markup"] = markup
    return message


def _checked_text(text: str) -> str:
    text = text.strip()
    if not text:
        raise Refused(400, "Bad Request: message text is empty")
    if len(text) > LONGEST_TEXT:
        raise Refused(400, "Bad Request: message is too long")
    return text


def _checked_entities(entities: list[Json] | None, text: str) -> list[Json] | None:
    length = len(text.encode("utf-16-le")) // 2  # Telegram counts UTF-16
    for entity in entities or ():
        if entity["offset"] + entity["length"] > length:
            raise Refused(400, "Bad Request: entity beyond the end of the text")
    return entities or None


def _check_markup(markup: Json | None) -> None:
    for button in _inline_buttons(markup):
        if sum(action in button for action in ACTIONS) != 1 or not button.get("text"):
            raise Refused(400, "Bad Request: Text buttons are unallowed in the inline keyboard")
        if not 1 <= len(button.get("callback_data", "?").encode()) <= LONGEST_DATA:
            raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
        copied = button.get("copy_text", {}).get("text", "?")
        if not 1 <= len(copied) <= LONGEST_COPY:
            raise Refused(400, "Bad Request: BUTTON_COPY_TEXT_INVALID")


def _inline_buttons(markup: Json | None) -> Iterator[Json]:
    for row in (markup or {}).get("inline_keyboard", ()):
        yield from row


def _count_message(world: World, bot: Bot, room: Room) -> None:
    """Refuse what comes too fast, before it has an effect."""
    now = time.monotonic()
    if now < bot.halted_until:
        _too_many(bot.halted_until - now)
    if not world.group_limit or room.id > 0:
        return
    while room.sent_at and room.sent_at[0] < now - 60:
        room.sent_at.popleft()
    if len(room.sent_at) >= world.group_limit:
        _too_many(room.sent_at[0] + 60 - now)
    room.sent_at.append(now)


def _too_many(seconds: float) -> None:
    wait = max(1, int(seconds + 0.999))
    raise Refused(429, f"Too Many Requests: retry after {wait}", retry_after=wait)


_NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
_TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
