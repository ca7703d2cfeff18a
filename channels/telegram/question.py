"""A question to one officer in a group: only their phone opens the field for the answer."""

from dataclasses import dataclass

from aiogram.enums import MessageEntityType
from aiogram.methods import SendMessage
from aiogram.types import ForceReply, Message, MessageEntity, ReplyParameters, User


@dataclass(frozen=True, slots=True)
class Question:
    head: str  # bold; what a citizen wrote never is
    label: str  # what colleagues call the officer
    how: str
    field: str  # shown in the empty field

    def to(self, officer: int, below: Message) -> SendMessage:
        in_topic = below.is_topic_message and below.message_thread_id
        return SendMessage(
            chat_id=below.chat.id,
            message_thread_id=below.message_thread_id if in_topic else None,
            text=f"{self.head}\n{self.label}: {self.how}",
            entities=[self._bold_head(), self._mention_of(officer)],
            reply_markup=ForceReply(
                force_reply=True, selective=True, input_field_placeholder=self.field
            ),
            reply_parameters=ReplyParameters(
                message_id=below.message_id, allow_sending_without_reply=True
            ),
        )

    def _bold_head(self) -> MessageEntity:
        return MessageEntity(type=MessageEntityType.BOLD, offset=0, length=_units(self.head))

    def _mention_of(self, officer: int) -> MessageEntity:
        """What makes the question selective; it shows our label, not their name."""
        return MessageEntity(
            type=MessageEntityType.TEXT_MENTION,
            offset=_units(self.head) + 1,
            length=_units(self.label),
            user=User(id=officer, is_bot=False, first_name=self.label),
        )


def _units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2  # how Telegram counts
