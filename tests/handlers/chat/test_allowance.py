"""What fills the disk: files no tip would take, and more than a chat, a network or all may send."""

from handlers.keeping import Allowance, KeptBytes
from messages.message import Media, MediaId, MediaKind
from tests.fakes import House
from tests.handlers.webchat_house import ChatHouse, messages, say, send_file
from tests.media_files import a_picture
from tips.conversation.draft import Draft, Stage
from tips.conversation.orders import TELLING, takes_file
from tips.conversation.steps.questions import MOST_MEDIA

PICTURE = a_picture(size=(8, 8))
STORY = "Gần chợ có nhóm bán ma túy vào buổi tối, họ hay tụ tập ở đầu hẻm."


async def test_what_nothing_would_take_is_never_kept() -> None:
    house = ChatHouse()
    client = await house.chatting()
    await say(client, "/xoa")

    refused = await send_file(client, PICTURE)

    assert refused.json()["refused"]
    assert "chưa được giữ" in messages(refused)[0]["text"]
    assert not house.memory.files


def test_a_tip_that_is_full_takes_no_file() -> None:
    media = Media(MediaId("m"), MediaKind.PHOTO, "image/jpeg", 9)
    for stage in Stage:
        full = Draft("0" * 32, stage=stage, media=(media,) * MOST_MEDIA)
        waiting = Draft("0" * 32, stage=stage, pending_media=(media,) * MOST_MEDIA)

        assert takes_file(full) is (stage not in {*TELLING, Stage.ERASE})
        assert takes_file(waiting) is (stage in TELLING)


async def test_a_chat_beyond_its_allowance_is_told_to_go_on_in_words() -> None:
    house = ChatHouse(allowance=Allowance(chat=(1_500, 1)))
    client, neighbour = await house.chatting(), await house.chatting()

    answers = [await send_file(client, PICTURE) for _ in range(3)]
    other = await send_file(neighbour, PICTURE)

    assert [one.json().get("refused", False) for one in answers] == [False, False, True]
    assert "gửi lại sau ít giờ" in messages(answers[-1])[0]["text"]
    assert not other.json().get("refused")
    assert (await say(client, STORY)).is_success


def test_network_and_all_have_a_share_and_time_gives_it_back() -> None:
    house = House()
    kept = KeptBytes(house.clock, Allowance(chat=(10, 1), network=(15, 1), all=(20, 1)))

    assert kept.take("a", "net", 10)
    assert not kept.take("b", "net", 10)  # the network's
    assert kept.take("b", "other", 10)
    assert not kept.take("c", "third", 1)  # everybody's
    house.clock.pass_time(seconds=10)
    assert kept.take("b", "net", 10)
