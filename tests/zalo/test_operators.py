"""What an operator does with Zalo by hand: sign in, set the webhook, ask the doctor."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.config import Config
from bot.operators.doctor_zalo import _package, zalo_bot, zalo_oa, zalo_people
from bot.operators.findings import State
from bot.operators.zalo import connecting, webhook
from bot.problem import Problem
from bot.startup import opened_data_folder
from messages.arrival import Arrival
from messages.message import Address
from storage.stores import Stores
from tests.builders import NOON
from tests.zalo.fake_bot import FakeZaloBot
from tests.zalo.fake_oa import FakeZaloOa
from tests.zalo.house import bot_settings, oa_settings, settings
from tests.zalo.recorded import body


@pytest.fixture
def bot() -> Iterator[FakeZaloBot]:
    with FakeZaloBot() as fake:
        yield fake


@pytest.fixture
def oa() -> Iterator[FakeZaloOa]:
    with FakeZaloOa() as fake:
        yield fake


def with_https(config: Config) -> Config:
    web = config.web.model_copy(update={"public_url": "https://tin.example.vn"})
    return config.model_copy(update={"web": web})


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_an_administrator_signs_in_and_the_doctor_sees_the_package(
    oa: FakeZaloOa, tmp_path: Path, database_url: str
) -> None:
    config = with_https(settings(tmp_path, database_url, zalo_oa=oa_settings(oa.url)))
    async with connecting(config) as signing:
        consent = signing.begin()
        asked = parse_qs(urlsplit(consent.page).query)
        assert asked["redirect_uri"] == ["https://tin.example.vn/zalo/oa/connected"]
        assert len(consent.verifier) == 43
        digest = hashlib.sha256(consent.verifier.encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        assert asked["code_challenge"] == [challenge]
        code = oa.consent(challenge)
        arrived = f"https://tin.example.vn/zalo/oa/connected?code={code}&state={consent.state}"
        about = await signing.finish(consent, arrived)
        with pytest.raises(Problem, match="zalo_code_refused"):
            await signing.finish(consent, arrived)  # a code serves once
        with pytest.raises(Problem, match="zalo_no_code"):
            await signing.finish(replace(consent, state="other"), arrived)

    assert about["name"] == "Công an Xã Mẫu"
    async with opened_data_folder(config) as folder:
        [seen] = await zalo_oa(config, folder.database, folder.vault)
        oa.connected()  # the token we hold is ended
        [ended] = await zalo_oa(config, folder.database, folder.vault)
    assert (seen.state, ended.state) == (State.GOOD, State.DOUBTFUL)
    assert "Tăng trưởng" in seen.sentence
    assert len(oa.refreshed) == 0  # to look renews nothing


@pytest.mark.parametrize(
    ("package", "today", "state", "said"),
    [("Cơ bản", date(2027, 1, 1), State.BAD, "Cơ bản"),
     ("Tăng trưởng", date(2027, 12, 19), State.DOUBTFUL, "12"),
     ("Tăng trưởng", date(2027, 1, 1), State.GOOD, "364"),
     ("Toàn diện", date(2027, 1, 1), State.DOUBTFUL, "zalo_oa.package")],
)  # fmt: skip
def test_a_package_that_is_too_low_or_ends_soon_is_named(
    package: str, today: date, state: State, said: str
) -> None:
    about = body("oa-getoa-answer")["data"] | {"package_name": package}

    found = _package(Config(), about, today)

    assert (found.state, said in found.sentence) == (state, True)


async def test_a_webhook_is_set_tried_and_shown_in_words_that_say_what_to_do(
    bot: FakeZaloBot, tmp_path: Path
) -> None:
    config = with_https(settings(tmp_path, "sqlite:///none", bot_settings(bot.url)))
    with pytest.raises(Problem, match="zalo_no_webhook"):
        await webhook(config, "getWebhookInfo")
    assert [one.state for one in await zalo_bot(config)] == [State.GOOD, State.BAD]

    assert await webhook(config, "setWebhook") == (
        "https://tin.example.vn/zalo/bot",
        "zalo_webhook_ok",
    )
    bot.outcome = {"ok": False, "outcome": "webhook.http.403", "hint": "blocked"}
    assert (await webhook(config, "setWebhook"))[1] == "zalo_webhook_forbidden"
    bot.outcome = {"ok": False, "outcome": "webhook.err.new", "hint": ""}
    assert (await webhook(config, "testWebhook"))[1] == "zalo_webhook_other"
    bot.tests_left = 0
    with pytest.raises(Problem, match="zalo_tried_too_often"):
        await webhook(config, "testWebhook")

    assert (await webhook(config, "getWebhookInfo"))[1] == "zalo_webhook_shown"
    assert [one.state for one in await zalo_bot(config)] == [State.GOOD, State.GOOD]


async def test_a_webhook_needs_an_address_that_zalo_can_call(
    bot: FakeZaloBot, tmp_path: Path
) -> None:
    config = settings(tmp_path, "sqlite:///none", bot_settings(bot.url))

    with pytest.raises(Problem, match="zalo_needs_https"):
        await webhook(config, "setWebhook")


@pytest.mark.parametrize(
    ("people", "state"), [(3, State.GOOD), (4, State.DOUBTFUL), (5, State.BAD)]
)
async def test_the_doctor_counts_who_a_bot_may_still_serve(
    people: int, state: State, stores: Stores, tmp_path: Path
) -> None:
    await stores.arrivals.put([wrote(str(number)) for number in range(people)], NOON)
    await stores.arrivals.put([wrote("1")], NOON)

    config = settings(tmp_path, "sqlite:///none", bot_settings("http://zalo", people=5))
    [found] = await zalo_people(config, stores.database)

    assert (found.state, str(people) in found.sentence) == (state, True)


def wrote(who: str) -> Arrival:
    return Arrival(Address("zalo_bot", who), f"{who} wrote", {}, NOON, opens_window=True)
