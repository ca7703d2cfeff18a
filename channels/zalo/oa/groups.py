"""Speaks in a desk's group on Zalo: plain words, and the pictures of a new card."""

import re
from collections import OrderedDict
from dataclasses import dataclass, field

from channels.turns import Turns
from channels.zalo.oa.calls import OaCalls
from channels.zalo.oa.meaning import in_our_words
from channels.zalo.oa.pictures import Pictures
from messages.channel import Delivered, MessageGone, Refused
from messages.channels import ZALO_DESK
from messages.message import Outgoing

KEPT = 2_000
CODE = re.compile(r"\b[A-Z][0-9][A-Z]-[0-9]{3,6}\b")


@dataclass(eq=False)
class ZaloDeskChannel:
    calls: OaCalls
    turns: Turns
    pictures: Pictures
    name: str = ZALO_DESK.name
    # Which tip a message was about, for whoever quotes it; after a restart only cards are known.
    _about: OrderedDict[str, str] = field(default_factory=OrderedDict, init=False)
    _news: OrderedDict[str, str] = field(default_factory=OrderedDict, init=False)

    async def send(self, message: Outgoing, letter_id: str = "") -> Delivered:  # noqa: ARG002
        group, words = message.to.recipient, message.shown
        if not words.strip():
            raise Refused("empty")
        if message.silent and self._news.get(f"{group} {message.topic}") == words:
            return Delivered(group)  # nothing of it has changed that this group reads
        await self.turns.take()
        with in_our_words():
            sent = await self.calls.say(group, {"text": words})
        self._remember(message, sent)
        for media in message.media:
            await self.pictures.show(group, media)
        return Delivered(group, sent)

    async def edit(self, message: Outgoing, message_id: str) -> None:  # noqa: ARG002
        raise MessageGone("zalo edits nothing")

    def code_of(self, message_id: str) -> str:
        """Of the tip that a message of ours was about; empty: not known."""
        return self._about.get(message_id, "")

    def _remember(self, message: Outgoing, sent: str) -> None:
        found = CODE.search(message.text)
        if found and sent:
            _keep(self._about, sent, found[0])
        if message.silent:
            _keep(self._news, f"{message.to.recipient} {message.topic}", message.shown)


def _keep(known: OrderedDict[str, str], name: str, value: str) -> None:
    known[name] = value
    if len(known) > KEPT:
        known.popitem(last=False)
