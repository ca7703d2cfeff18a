"""One lesson to one of the few that a bot may reach: plain text, counted like everything else."""

from dataclasses import dataclass

from channels.zalo.bot.calls import BotCalls
from channels.zalo.bot.channel import in_our_words
from channels.zalo.http import NoAnswer
from messages.channel import MessageGone, Unsure
from messages.channels import ZALO_BOT
from messages.lesson_line import LessonMessage
from messages.quota import Quota

SENT = 1  # nothing can be edited or taken back there, so its number says only that it left


@dataclass(frozen=True, slots=True)
class ZaloBotLessons:
    calls: BotCalls
    quota: Quota
    name: str = ZALO_BOT.name

    async def send(self, recipient: str, told: LessonMessage, letter: str) -> int:  # noqa: ARG002
        with in_our_words():
            try:
                await self.calls.say(recipient, told.text)
            except NoAnswer:
                raise Unsure from None
        await self.quota.count(self.name)
        return SENT

    async def edit(self, recipient: str, message_id: int, told: LessonMessage) -> None:  # noqa: ARG002
        raise MessageGone

    async def delete(self, recipient: str, message_id: int) -> None:  # noqa: ARG002
        raise MessageGone
