"""What an approver is shown, and what becomes of approved words that are edited later."""

from dataclasses import replace
from datetime import timedelta

import pytest

from broadcasts.audience.topics import topic_bits
from broadcasts.campaigns.own_words import leads_to
from broadcasts.campaigns.ports import Note
from broadcasts.delivery.marks import Mark
from broadcasts.delivery.run import Run
from broadcasts.lessons.content import Content, Telling
from storage.database.interface import Database
from tests.broadcasts.builders_campaigns import APPROVER, CHIEF, NOON, WRITER, a_lesson
from tests.storage.campaign_house import CampaignHouse


@pytest.fixture
def house(database: Database) -> CampaignHouse:
    return CampaignHouse(database)


@pytest.mark.parametrize(("words", "reason"), [("Luật mới: mức phạt khác.", "changed"), ("", "")])
async def test_words_found_wrong_by_their_review_do_not_go_out(
    house: CampaignHouse, words: str, reason: str
) -> None:
    """Approved in March, good until March, due in April: read anew in between."""
    house.lesson_files.change("ld-01", review_by=(2027, 3))
    campaign = await house.running(at="2027-04-02 9:00")
    before = await house.overview.proposal(None, campaign.id)
    house.lesson_files.change("ld-01", review_by=(2027, 9), **({"body": words} if words else {}))

    seen = await house.overview.proposal(None, campaign.id)
    await house.tick(NOON + timedelta(days=21))

    [run] = await house.store.occurrences(campaign.id)
    assert before.will_be_held == {"ld-01": "overdue"}
    assert seen.will_be_held == ({"ld-01": reason} if reason else {})
    assert seen.changed == ({"ld-01"} if reason else set())
    assert (run.state, run.reason) == (Run.SKIPPED if reason else Run.FREEZING, reason)


async def test_an_approver_is_shown_every_number_and_link_of_an_alert(
    house: CampaignHouse,
) -> None:
    words = "Gọi 113 hoặc 0912.345.678 của {don_vi}. Xem congan.example.vn/canh-bao. Từ 12/3."
    drafted = await house.draft(by=CHIEF, text=words, at="now")
    plain = await house.draft(by=CHIEF, text="Gọi ngay 113 hoặc {truc_ban}.", at="now")

    seen = await house.overview.proposal(APPROVER, drafted.id)

    assert seen.to_check == ("0912.345.678", "congan.example.vn/canh-bao")
    assert (await house.overview.proposal(APPROVER, plain.id)).to_check == ()


@pytest.mark.parametrize(
    "link",
    ["zalo.me/0912345678", "T.ME/canhbao", "HTTP://X.me/y", "vay.shop", "a.b@congan.vn", "www.x.y"],
)
def test_links_are_seen_however_they_are_written(link: str) -> None:
    content = Content({"vi": Telling("Cảnh báo", f"Có kẻ giả công an.Đừng mở {link}, gọi 113.")})

    assert leads_to(content) == (link,)


async def test_a_correction_takes_neither_picture_nor_recording_along(house: CampaignHouse) -> None:
    """Who must be told anew would hear the wrong words once more."""
    house.lesson_files.put(a_lesson("mt-01", topics=("ma_tuy",)))
    await house.subscribe(7, topics=topic_bits(["ma_tuy"]))
    wrong = await house.running("ld-01", "mt-01", at="12/3 13:00, 13/3 13:00")
    await house.tick(NOON + timedelta(hours=2))
    await house.finish(
        await house.freeze(wrong.id, {Mark.SENT: 2, Mark.UNKNOWN: 1, Mark.FAILED: 4})
    )
    told = replace(wrong.content["ld-01"], picture="a/b.jpg#1", voice="a/b.ogg#1")
    kept = await house.store.campaign(wrong.id)
    assert kept is not None
    content = {**kept.content, "ld-01": told}
    await house.store.save(kept, replace(kept, content=content), Note("test"), NOON)

    mended = await house.drafting.correct(WRITER, wrong.id, "Bài trước sai, xin lỗi bà con.")
    seen = await house.overview.proposal(APPROVER, mended.id)

    assert (mended.content[""].picture, mended.content[""].voice) == ("", "")
    assert seen.forecast.sizes == {"telegram": 3}  # who got it, or may have
