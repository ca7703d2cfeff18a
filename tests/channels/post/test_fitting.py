"""The post gives a channel only what its row says it can take."""

import pytest

from channels.post.fitting import Fitting, fitting
from messages.channel import Delivered, TryLater
from messages.channels import TELEGRAM, WEB, ZALO_OA, ChannelRow
from messages.message import Address, Outgoing
from tests.fakes import RecordingChannel

POOR = ChannelRow("poor", "channels.web", "channels.within_web", longest_text=20)
LONG = Outgoing(Address("poor", "1"), "Một hai ba bốn.\n\nNăm sáu bảy tám.\n\nHết.")


def test_what_can_take_everything_is_left_alone() -> None:
    for row in (TELEGRAM, WEB):
        channel = RecordingChannel(row.name)
        assert fitting(channel) is channel

    assert isinstance(fitting(RecordingChannel(ZALO_OA.name)), Fitting)


async def test_what_went_out_before_a_failure_is_not_said_twice() -> None:
    channel = RecordingChannel("poor")
    failing = FailsAt(channel, part=2)
    post = Fitting(failing, POOR)
    with pytest.raises(TryLater):
        await post.send(LONG, "letter")

    await post.send(LONG, "letter")

    assert [one.text for one in channel.sent] == ["Một hai ba bốn.", "Năm sáu bảy tám.", "Hết."]


async def test_where_nothing_can_be_edited_it_is_said_anew() -> None:
    channel = RecordingChannel("poor")

    await Fitting(channel, POOR).edit(LONG, "7")

    assert len(channel.sent) == 3
    assert channel.edited == []


class FailsAt:
    """Once, at one part."""

    def __init__(self, channel: RecordingChannel, part: int) -> None:
        self.name, self._channel, self._left = channel.name, channel, part

    async def send(self, message: Outgoing, letter_id: str = "") -> Delivered:
        self._left -= 1
        if self._left == 0:
            raise TryLater(1)
        return await self._channel.send(message, letter_id)

    async def edit(self, message: Outgoing, message_id: str) -> None:
        await self._channel.edit(message, message_id)
