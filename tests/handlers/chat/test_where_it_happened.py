"""Where it happened, told over HTTP: what is understood is said, can be changed, is not lost."""

from typing import Any, cast

import pytest
from httpx import AsyncClient

from communes.atlas import load
from tests.handlers.webchat_house import MESSAGES, ChatHouse, messages, say

THEFT = "Có hai người lạ bẻ khóa xe"
Said = list[dict[str, Any]]


class Chat:
    def __init__(self) -> None:
        self.house = ChatHouse(places=cast("Any", load()))  # the real map, for once
        self.said: Said = []

    async def begin(self) -> "Chat":
        self._client: AsyncClient = await self.house.chatting()
        return self

    async def say(self, *words: str) -> str:
        for each in words:
            self.said = messages(await say(self._client, each))
        return self.read

    async def press(self, *choices: str) -> str:
        for each in choices:
            self.said = messages(await self._client.post(MESSAGES, json={"choice": each}))
        return self.read

    @property
    def read(self) -> str:
        return "\n".join(message["text"] for message in self.said)

    @property
    def buttons(self) -> list[dict[str, str]]:
        return [button for message in self.said for button in message["buttons"]]

    @property
    def choices(self) -> list[str]:
        return [button["choice"] for button in self.buttons]

    async def review(self) -> str:
        """What is read again before it is sent, the rest skipped."""
        await self.say("không rõ")
        await self.press("when:unknown", "skip_all")
        return await self.press("media:done")


async def test_what_a_story_settles_is_said_at_once_with_the_press_that_changes_it() -> None:
    chat = await Chat().begin()

    said = await chat.say("Trộm xe ở phường Tân Định, quận 1")
    assert "nơi là phường Tân Định, thành phố Hồ Chí Minh" in said
    assert "edit:place" in chat.choices

    await chat.press("edit:place")
    assert "Đã ghi nơi: xã Bà Điểm" in await chat.say("xã Bà Điểm, Hóc Môn")


async def test_a_place_told_at_review_changes_the_place_not_the_story() -> None:
    chat = await Chat().begin()
    await chat.say("Trộm xe ở phường Tân Định, quận 1", "đúng", "hôm qua")
    await chat.press("skip_all", "media:done")

    said = await chat.say("xã Bà Điểm, Hóc Môn")

    assert "• Nơi: xã Bà Điểm" in said
    assert "• Lời kể: Trộm xe ở phường Tân Định, quận 1" in said


async def test_choices_tell_what_they_were_and_stand_there_once() -> None:
    chat = await asked_where()

    said = await chat.say("hẻm 12 Lê Đức Thọ, Gò Vấp, HCM")

    offered = [b["label"] for b in chat.buttons if b["choice"].removeprefix("pl:").isdigit()]
    assert offered[0] == "phường Gò Vấp (quận Gò Vấp cũ)"
    assert len(set(offered)) == len(offered) == 5
    assert "phường Gò Vấp" not in said


async def test_not_knowing_after_a_wrong_guess_forgets_the_guess() -> None:
    chat = await Chat().begin()
    await chat.say("Ở quận 12 có tụ điểm ma túy", "đúng")
    assert "pl:26791" in chat.choices

    said = await chat.review()

    assert "Hưng Thuận" not in said
    assert "• Lời kể: Ở quận 12 có tụ điểm ma túy" in said


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("0912 345 678", "Còn nơi xảy ra"),
        ("https://www.facebook.com/share/p/1AbCdEfGh/", "Còn nơi xảy ra"),
        ("https://maps.app.goo.gl/AnPhuTanBinh7", "liên kết bản đồ"),
    ],
)
async def test_what_is_no_place_is_asked_again_and_not_lost(typed: str, told: str) -> None:
    chat = await asked_where()

    said = await chat.say(typed)

    assert told in said
    assert "Việc này ở đâu?" in said
    assert typed in await chat.review()


async def test_the_second_half_of_a_story_gives_its_place_and_is_not_lost() -> None:
    chat = await asked_where()

    said = await chat.say(
        "lúc đó tôi đang ngủ thì nghe tiếng động, chạy ra thì thấy hai đứa dắt xe đi rồi, một đứa"
        " cao một đứa thấp, đứa thấp đội nón kết màu đen, ở phường Tân Định, quận 1"
    )

    assert "phường Tân Định" in said
    assert "nón kết màu đen" in await chat.review()


async def test_two_scenes_are_both_offered_the_scene_before_the_home() -> None:
    chat = await Chat().begin()

    await chat.say("Nhà tôi ở phường Tân Định, quận 1, trộm xảy ra ở xã Bà Điểm, Hóc Môn", "đúng")

    assert chat.choices[:2] == ["pl:27592", "pl:26737"]


async def asked_where() -> Chat:
    chat = await Chat().begin()
    await chat.press("start", "kind:trom_cap")
    await chat.say(THEFT)
    return chat
