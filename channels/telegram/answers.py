"""What Telegram's refusals mean for a message of ours."""

from collections.abc import Iterator
from contextlib import contextmanager

from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from channels.telegram.pacing import is_group
from messages.channel import MessageGone, Refused, TryLater, Unreachable

TOKEN_REVOKED_PAUSE = 60.0  # seconds; an operator has to act
NO_RIGHTS_PAUSE = 600.0  # seconds; an admin of the group has to act
# As desks.desk.GroupTrouble says it.
LIMITED, NO_RIGHTS, NO_TOPICS = "limited", "no_rights", "no_topics"

NOT_MODIFIED = ("message is not modified",)
TOPIC_GONE = ("message thread not found", "topic_deleted", "topic_closed", "topic_id_invalid")
GONE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
)
NOBODY = ("chat not found", "peer_id_invalid", "user not found", "chat_id is empty")
_NO_RIGHTS = ("not enough rights", "have no rights", "chat_write_forbidden", "administrator rights")


def says(problem: TelegramBadRequest, phrases: tuple[str, ...]) -> bool:
    description = problem.message.lower()
    return any(phrase in description for phrase in phrases)


@contextmanager
def in_our_words() -> Iterator[None]:
    """Telegram's exceptions name chats and quote requests: none of them leaves this package."""
    try:
        yield
    except AiogramError as problem:
        raise meaning(problem) from None
    except (OSError, TimeoutError):
        raise TryLater(0) from None


def meaning(problem: AiogramError) -> Exception:
    match problem:
        case TelegramRetryAfter():
            # Of a group it is that group's limit; what of all groups, channels/telegram/pacing.py.
            chat = str(getattr(problem.method, "chat_id", ""))
            whole = not is_group(chat)
            meant: Exception = TryLater(float(problem.retry_after), whole, LIMITED)
        case TelegramForbiddenError():
            meant = Unreachable("forbidden")
        case TelegramUnauthorizedError() | TelegramNotFound():
            meant = TryLater(TOKEN_REVOKED_PAUSE, whole_channel=True)
        case TelegramEntityTooLarge():
            meant = Refused("too_large")
        case TelegramBadRequest():
            meant = _bad_request(problem)
        case _:  # the network, their servers: the sender chooses the pause
            meant = TryLater(0)
    return meant


def _bad_request(problem: TelegramBadRequest) -> Exception:
    if says(problem, GONE):
        return MessageGone("message_gone")
    if says(problem, NOBODY):
        return Unreachable("chat_not_found")
    if says(problem, _NO_RIGHTS):
        return TryLater(NO_RIGHTS_PAUSE, why=NO_RIGHTS)
    return Refused("bad_request")
