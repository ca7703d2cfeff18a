"""A campaign is rehearsed on nobody real: whole, with trouble, and the truth is told afterwards."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli.app import app
from bot.config import load
from bot.rehearsal.loopback import NotLoopback
from bot.rehearsal.planned import CannotRehearse, pieces_of
from bot.rehearsal.summary import duration, stars_for
from bot.rehearsal.worker import Job
from bot.startup import open_data_folder
from broadcasts.campaigns.campaign import Campaign, Kind, State
from broadcasts.campaigns.ports import Note
from broadcasts.lessons.content import Content, Telling
from storage.lessons.campaigns import SqlCampaignStore
from tests.broadcasts.builders_campaigns import NOON, a_campaign
from tests.prepared import prepared

pytestmark = pytest.mark.either_database

CLASSES = {"sent", "blocked", "failed", "unknown", "opted_out", "deferred", "pending"}
WORDS = Content({"vi": Telling("Cảnh báo", "Công an không làm việc qua điện thoại.")})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    file = tmp_path / "config.toml"
    data = prepared(tmp_path / "data")
    file.write_text(f'data = "{data}"\n[metrics]\nport = 0\n', encoding="utf-8")
    return tmp_path


def draft(folder: Path, campaign: Campaign) -> None:
    async def add() -> None:
        data_folder = await open_data_folder(load(folder / "config.toml", {}))
        store = SqlCampaignStore(data_folder.database, data_folder.vault)
        await store.add(campaign, Note("campaign_draft"), NOON)
        await data_folder.database.close()

    asyncio.run(add())


def run(folder: Path, *words: str) -> Result:
    told = ["campaign", "rehearse", *words, "--config", str(folder / "config.toml")]
    return CliRunner().invoke(app, told)


@pytest.mark.timeout(240)
def test_a_rehearsal_tells_what_would_become_of_everybody(folder: Path) -> None:
    draft(folder, a_campaign(content={"ld-01": WORDS}, state=State.APPROVED))

    done = run(folder, "sen-mai-42", "--people", "300", "--seed", "7", "--json")

    assert done.exit_code == 0, done.output
    [told] = json.loads(done.stdout)["lessons"]
    assert set(told["ledger"]) == CLASSES
    assert sum(told["ledger"].values()) == told["frozen"] == 300
    assert (told["lost"], told["imbalances"], told["state"]) == (0, 0, "done")
    assert told["ledger"]["sent"] > 260
    assert told["ledger"]["blocked"] > 0


@pytest.mark.timeout(240)
def test_words_the_platform_refuses_stop_at_the_first_few(folder: Path) -> None:
    too_long = Content({"vi": Telling("Cảnh báo", "Đừng chuyển tiền cho ai. " * 200)})
    draft(folder, a_campaign(content={"ld-01": too_long}, state=State.APPROVED))

    done = run(folder, "sen-mai-42", "--people", "600", "--faults", "none")

    assert done.exit_code == 1
    assert "nền tảng không nhận tin này" in done.stdout.replace("\n", " ")


@pytest.mark.parametrize(
    ("campaign", "words", "told"),
    [
        (a_campaign(), ["la-la-10"], "Không có chiến dịch la-la-10"),
        (a_campaign(), ["sen-mai-42"], "chưa nhắm tới ai"),
        (a_campaign(lessons=("ld-xx",)), ["sen-mai-42", "--people", "9"], "không có lời nào"),
        (a_campaign(kind=Kind.RECALL), ["sen-mai-42", "--people", "9"], "không diễn tập được"),
    ],
)
def test_what_cannot_be_rehearsed_is_said_with_what_to_do(
    folder: Path, campaign: Campaign, words: list[str], told: str
) -> None:
    draft(folder, campaign)

    done = run(folder, *words)

    assert (done.exit_code, told in done.stderr) == (1, True)


def test_a_draft_is_rehearsed_with_the_librarys_words() -> None:
    [piece] = pieces_of(a_campaign(lessons=("ld-01",)))

    assert piece.content.telling("vi").body


def test_each_lesson_of_a_series_is_rehearsed() -> None:
    contents = dict.fromkeys(("nh-01", "nh-02"), WORDS)
    series = a_campaign(lessons=tuple(contents), content=contents, mode="atmost")

    assert [(p.lesson, p.mode) for p in pieces_of(series)] == [
        ("nh-01", "atmost"),
        ("nh-02", "atmost"),
    ]


def test_an_alert_goes_out_in_its_own_words() -> None:
    alert = a_campaign(kind=Kind.ALERT, lessons=(), content={"": WORDS}, urgent=True)

    assert [(piece.content, piece.urgent) for piece in pieces_of(alert)] == [(WORDS, True)]


def test_a_correction_is_not_rehearsed() -> None:
    with pytest.raises(CannotRehearse, match="not_sending"):
        pieces_of(a_campaign(kind=Kind.CORRECTION))


@pytest.mark.parametrize(
    "address", ["https://api.telegram.org", "http://10.0.0.8:8081", "http://127.0.0.1.vn", "", "x"]
)
def test_a_sender_of_a_rehearsal_reaches_nobody_beyond_this_machine(address: str) -> None:
    job: dict[str, Any] = {"database_url": "", "owner": "one", "rate": 1.0}

    assert Job(api_base="http://127.0.0.1:8081", **job).rate == 1
    with pytest.raises(NotLoopback):
        Job(api_base=address, **job)
    with pytest.raises(NotLoopback):
        replace(Job(api_base="http://[::1]:8081", **job), api_base=address)


def test_durations_and_stars_are_what_the_platform_asks() -> None:
    assert [duration(s) for s in (59, 600, 9_000)] == ["59 giây", "10 phút", "2 giờ 30 phút"]
    assert stars_for(1_000_000) == 96_842
