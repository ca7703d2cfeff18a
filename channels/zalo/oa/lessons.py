"""One lesson to one of many who follow the account, as long as Zalo delivers to them at all."""

from dataclasses import dataclass

from channels.zalo.http import NoAnswer
from channels.zalo.oa.calls import OaCalls
from channels.zalo.oa.meaning import in_our_words
from desks.ports import Clock
from messages.channel import MessageGone, Refused, Unreachable, Unsure
from messages.channels import ZALO_OA
from messages.contact import Contacts, Reach, Windows
from messages.desk_groups import is_zalo_group
from messages.lesson_line import LessonMessage
from messages.message import Address
from messages.quota import Quota

SENT = 1  # nothing can be edited or taken back there, so its number says only that it left


@dataclass(frozen=True, slots=True)
class ZaloOaLessons:
    calls: OaCalls
    contacts: Contacts
    quota: Quota
    windows: Windows
    clock: Clock
    name: str = ZALO_OA.name

    async def send(self, recipient: str, told: LessonMessage, letter: str) -> int:  # noqa: ARG002
        if is_zalo_group(recipient):  # a hamlet's: no window closes there
            with in_our_words():
                await self._say(recipient, told)
            return SENT
        person = Address(self.name, recipient)
        reach = self.windows.reach(await self.contacts.find(person), self.clock.now())
        if reach is Reach.CLOSED:
            raise Refused("window_closed")  # not Unreachable: that would end the subscription
        try:
            with in_our_words():
                await self._say(recipient, told)
        except Unreachable:
            raise Refused("window_closed") from None
        await self.contacts.count_sent(person)
        if reach is Reach.PAID:
            await self.quota.count(self.name)
        return SENT

    async def _say(self, recipient: str, told: LessonMessage) -> None:
        try:
            await self.calls.say(recipient, {"text": told.text})
        except NoAnswer:
            raise Unsure from None

    async def edit(self, recipient: str, message_id: int, told: LessonMessage) -> None:  # noqa: ARG002
        raise MessageGone

    async def delete(self, recipient: str, message_id: int) -> None:  # noqa: ARG002
        raise MessageGone
