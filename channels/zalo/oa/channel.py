"""Speaks through an Official Account, as long as Zalo lets it answer this resident."""

from collections import OrderedDict
from dataclasses import dataclass, field

from channels.turns import Turns
from channels.zalo.oa.calls import OaCalls, OaRefused
from channels.zalo.oa.meaning import RATE, in_our_words
from channels.zalo.oa.pictures import Pictures
from desks.ports import Clock
from messages.channel import Delivered, MessageGone, Refused, Unreachable
from messages.channels import ZALO_OA
from messages.contact import Contacts, Reach, Windows
from messages.message import Address, Outgoing
from messages.quota import Quota

HALVES_KEPT = 1_000


@dataclass(eq=False)
class ZaloOaChannel:
    calls: OaCalls
    turns: Turns
    contacts: Contacts
    quota: Quota
    windows: Windows
    pictures: Pictures
    clock: Clock
    name: str = ZALO_OA.name
    # Letters whose words went out before a picture failed: a retry must not repeat them.
    _said: OrderedDict[str, str] = field(default_factory=OrderedDict, init=False)

    async def send(self, message: Outgoing, letter_id: str = "") -> Delivered:
        reach = self.windows.reach(await self.contacts.find(message.to), self.clock.now())
        if reach is Reach.CLOSED:
            raise Unreachable("window_closed")  # the letter waits until they write again
        words = message.shown
        if not words.strip():
            raise Refused("empty")
        sent = self._said.get(letter_id, "")
        if not sent:
            sent = await self._say(message.to, {"text": words}, reach)
            self._remember(letter_id, sent)
        for media in message.media:
            await self.pictures.show(message.to.recipient, media)
        self._said.pop(letter_id, None)
        return Delivered(message.to.recipient, sent)

    async def edit(self, message: Outgoing, message_id: str) -> None:  # noqa: ARG002
        raise MessageGone("zalo edits nothing")

    async def _say(self, to: Address, what: dict[str, object], reach: Reach) -> str:
        await self.turns.take()
        with in_our_words():
            try:
                sent = await self.calls.say(to.recipient, what)
            except OaRefused as refused:
                if refused.code == RATE:
                    await self.turns.rest(60.0)
                raise
        await self.contacts.count_sent(to)
        if reach is Reach.PAID:
            await self.quota.count(self.name)
        return sent

    def _remember(self, letter_id: str, sent: str) -> None:
        if letter_id:
            self._said[letter_id] = sent or "sent"
        if len(self._said) > HALVES_KEPT:
            self._said.popitem(last=False)
