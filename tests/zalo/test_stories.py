"""The whole story on both Zalo products, with faults on: a tip, its answers, a receipt, lessons."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bot.config import Config
from tests.media_files import PLANTED, a_film, a_telling_picture
from tests.zalo import fake_bot, fake_oa
from tests.zalo.deliveries import Faults
from tests.zalo.fake_bot import FakeZaloBot
from tests.zalo.fake_oa import FakeZaloOa
from tests.zalo.house import SECRET, Town, bot_settings, connect, oa_settings, opened, settings
from tests.zalo.quiet import until

STORY = "Tối qua có nhóm người tụ tập mua bán ma túy, đi ba xe máy"
PLACE = "p ben thanh q1 tphcm"
FAULTS = Faults(doubled=0.4, delayed=0.3)


@dataclass
class Story:
    channel: str
    config: Config
    town: Town
    lan: Any
    zalo: Any
    secrets: tuple[str, ...]


@pytest.fixture
def bot() -> Iterator[FakeZaloBot]:
    with FakeZaloBot(faults=FAULTS) as fake:
        yield fake


@pytest.fixture
def oa() -> Iterator[FakeZaloOa]:
    with FakeZaloOa(faults=FAULTS) as fake:
        yield fake


@pytest.fixture
async def on_the_bot(bot: FakeZaloBot, database_url: str, tmp_path: Path) -> AsyncIterator[Story]:
    config = settings(tmp_path, database_url, bot_settings(bot.url))
    bot.webhook = {"url": config.page("/zalo/bot"), "secret": SECRET}
    bot.troubles += [
        fake_bot.Trouble("sendMessage", 403),
        fake_bot.Trouble("sendMessage", 500, 500),
    ]
    bot.file_failures = 1
    async with opened(config) as town:
        hidden = (fake_bot.NAME, fake_bot.TOKEN, SECRET)
        yield Story("zalo_bot", config, town, bot.person(), bot, hidden)


@pytest.fixture
async def on_the_oa(oa: FakeZaloOa, database_url: str, tmp_path: Path) -> AsyncIterator[Story]:
    config = settings(tmp_path, database_url, zalo_oa=oa_settings(oa.url))
    oa.webhook = config.page("/zalo/oa")
    oa.troubles += [fake_oa.Trouble("/v3.0", -200), fake_oa.Trouble("/v3.0", -216)]
    async with opened(config) as town:
        await connect(town, oa)
        hidden = (oa.access, oa.refresh, fake_oa.APP_SECRET, fake_oa.OA_SECRET)
        yield Story("zalo_oa", config, town, oa.resident(), oa, hidden)


@pytest.mark.timeout(400)
@pytest.mark.parametrize("kind", ["sqlite"])
async def test_a_story_passes_through_the_bot(
    on_the_bot: Story, caplog: pytest.LogCaptureFixture
) -> None:
    lan = on_the_bot.lan
    await live_through(on_the_bot)

    lan.send_a_file()
    lan.send_a_file()
    told = await lan.hears("không đọc được nội dung")
    await a_film_is_handed_in_beside_the_chat(on_the_bot, told)
    lan.say("Cả nhóm ơi", "GROUP")
    await lan.hears("nhắn riêng")

    assert sum("không đọc được nội dung" in said for said in lan.heard) == 1
    await nobody_learned_who(on_the_bot, caplog.text)


@pytest.mark.timeout(400)
@pytest.mark.parametrize("kind", ["postgres"])
async def test_a_story_passes_through_the_official_account(
    on_the_oa: Story, caplog: pytest.LogCaptureFixture
) -> None:
    lan, zalo = on_the_oa.lan, on_the_oa.zalo
    lan.follow()
    await lan.hears("Không cần xưng tên")
    tip = await live_through(on_the_oa)

    lan.send_a_card()
    await lan.hears("không đọc được nội dung")
    await words_wait_until_she_writes_again(on_the_oa, tip)
    await an_administrator_answers_by_hand(on_the_oa)
    assert zalo.spent_twice == []
    await nobody_learned_who(on_the_oa, caplog.text)

    lan.withdraw()
    await on_the_oa.town.until_unlinked(tip)


async def live_through(story: Story) -> str:
    """Everything that both products have in common; the tip's address at its desk."""
    lan, town = story.lan, story.town
    receipt = await file_a_tip(story)
    [row] = (await (await town.officer()).get("/api/desk/tips")).json()["tips"]
    tip = f"/api/desk/tips/{row['code']}"
    await town.moved(f"{tip}/claim")
    await lan.hears("Cán bộ đã nhận tin của bạn.")
    await town.moved(f"{tip}/ask", text="Xe màu gì? " * 130)
    assert len(await lan.hears("“xem tin”")) > 1_430
    await she_answers_on_a_bad_line(story)
    assert "màu đỏ" in (await town.http.get(tip)).text
    assert "Một xe màu đỏ" in await town.goes_on_on_the_web(receipt, "Còn một xe tải trắng")
    assert "Còn một xe tải trắng" in (await town.http.get(tip)).text
    await lan.hears(await town.send_lesson(story.channel))
    await nothing_is_done_twice(story, tip)
    return tip


async def she_answers_on_a_bad_line(story: Story) -> None:
    """What she says first never comes; of the next two the later one comes first."""
    lan, deliveries = story.lan, story.zalo.deliveries
    deliveries.drop()
    lan.say("Một xe màu đỏ")
    with deliveries.reversed():
        lan.say("Một xe màu đỏ")
        lan.say("đăng ký nhận bài")
    await until(lambda: {"Đã chuyển cho cán bộ.", "Đã đăng ký."} <= said_to(lan))
    lan.read = len(lan.heard)


def said_to(lan: Any) -> set[str]:
    wanted = ("Đã chuyển cho cán bộ.", "Đã đăng ký.")
    return {words for words in wanted if words in "\n".join(lan.heard[lan.read :])}


async def nothing_is_done_twice(story: Story, tip: str) -> None:
    """All that was ever delivered comes once more, an hour later and in no order."""
    lan, town, deliveries = story.lan, story.town, story.zalo.deliveries
    await until(lambda: deliveries.is_over)
    await town.until_answered()
    said, before = list(lan.heard), (await town.http.get(tip)).json()["lines"]
    deliveries.repeat_all()
    await until(lambda: deliveries.is_over)
    await town.until_answered()
    rows = (await town.http.get("/api/desk/tips")).json()["tips"]
    after = (await town.http.get(tip)).json()["lines"]
    assert (len(rows), after, lan.heard) == (1, before, said)


@pytest.mark.trial
@pytest.mark.timeout(600)
async def test_ten_who_tell_the_bot_at_once_on_a_bad_line_have_one_tip_each(
    on_the_bot: Story,
) -> None:
    people = [on_the_bot.zalo.person() for _ in range(10)]

    assert await tips_of_all_at_once(on_the_bot, people) == len(people)


@pytest.mark.trial
@pytest.mark.timeout(600)
async def test_ten_who_tell_the_account_at_once_on_a_bad_line_have_one_tip_each(
    on_the_oa: Story,
) -> None:
    people = [on_the_oa.zalo.resident() for _ in range(10)]

    assert await tips_of_all_at_once(on_the_oa, people) == len(people)


async def tips_of_all_at_once(story: Story, people: Sequence[Any]) -> int:
    """How many lie at the desk when all is delivered, twice, late and out of order."""
    faults = story.zalo.deliveries.faults
    faults.doubled, faults.delayed, faults.swapped = 0.6, 0.5, 0.5
    told = await asyncio.gather(*(file_a_tip(replace(story, lan=one)) for one in people))
    assert len(set(told)) == len(people)
    story.zalo.deliveries.repeat_all()
    await until(lambda: story.zalo.deliveries.is_over, 300)
    await story.town.until_answered()
    rows = (await (await story.town.officer()).get("/api/desk/tips")).json()["tips"]
    return len(rows)


async def file_a_tip(story: Story) -> str:
    """The receipt. A picture on the way; menus by number, by word, by label without its marks."""
    lan = story.lan
    lan.say(STORY)
    await lan.hears("?")
    lan.say(PLACE)
    await lan.hears("1. Không có, xem lại tin")
    lan.show(a_telling_picture())
    await lan.hears("1/10")
    lan.say("xong, xem lai tin")
    await lan.hears("1. Gửi tin")
    lan.say("số 1")
    said = await lan.hears("Mã giữ tin của bạn")
    return str(next(line for line in said.splitlines() if line.count(" · ") > 2))


async def a_film_is_handed_in_beside_the_chat(story: Story, told: str) -> None:
    """By the link of the explanation; the next one ends it, and serves once."""
    lan, town = story.lan, story.town
    [early] = re.findall("/gui-tep/([0-9a-f]{32})", told)
    lan.say("cho mình gửi video")
    [token] = re.findall("/gui-tep/([0-9a-f]{32})", await lan.hears("/gui-tep/"))
    answers = [await town.hands_in(a_film(), one) for one in (early, token, token)]
    assert answers == [410, 204, 410]
    await lan.hears("bổ sung cho tin đã gửi")
    lan.say("1")
    await lan.hears("Đã chuyển cho cán bộ.")


async def words_wait_until_she_writes_again(story: Story, tip: str) -> None:
    lan, town = story.lan, story.town
    assert "miễn phí" in (await town.http.get(tip)).json()["reach"]
    await town.pass_days(8)
    assert "không chuyển nữa" in (await town.http.get(tip)).json()["reach"]
    await town.moved(f"{tip}/ask", text="Họ có quay lại không?")
    await town.until_parked()
    assert not [said for said in lan.heard if "quay lại không?" in said]
    lan.say("Chào anh chị")
    await lan.hears("Họ có quay lại không?")


async def an_administrator_answers_by_hand(story: Story) -> None:
    lan = story.lan
    lan.is_answered_by_hand("Chào bạn, tôi là trực ban.")
    await story.town.until_muted("zalo_oa", lan.id)
    before = len(lan.heard)
    lan.say("Cảm ơn anh")
    await story.town.until_answered()
    assert len(lan.heard) == before


async def nobody_learned_who(story: Story, log: str) -> None:
    assert set(story.zalo.deliveries.answered) == {200}
    told = log + (await story.town.http.get("/api/desk/tips")).text
    assert not [one for one in (*story.secrets, story.lan.id, PLANTED) if one in told]
