"""What an approver is shown, and what becomes of approved words that are edited later."""

from datetime import timedelta

import pytest

from broadcasts.campaign import Run
from storage.work import Database
from tests.broadcasts.builders_campaigns import APPROVER, CHIEF, NOON
from tests.storage.campaign_house import CampaignHouse


@pytest.fixture
def house(database: Database) -> CampaignHouse:
    return CampaignHouse(database)


@pytest.mark.parametrize(("words", "reason"), [("Luật mới: mức phạt khác.", "changed"), ("", "")])
async def test_words_found_wrong_by_their_review_do_not_go_out(
    house: CampaignHouse, words: str, reason: str
) -> None:
    """Approved in March, good until March, due in April: read anew in between."""
    house.shelf.change("ld-01", review_by=(2027, 3))
    campaign = await house.running(at="2027-04-02 9:00")
    before = await house.overview.proposal(None, campaign.id)
    house.shelf.change("ld-01", review_by=(2027, 9), **({"body": words} if words else {}))

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
