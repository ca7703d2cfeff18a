"""`tinbao campaign …` as operators type it, on a folder of their own, in this process."""

import asyncio
import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.app import app
from bot.clock import SystemClock
from bot.config import load
from bot.open_library import LessonFiles
from bot.operators.use_cases import use_cases
from desks.desk import DeskCode, Role
from wording.catalogue import text
from wording.moments import VIETNAM

Command = Callable[..., Result]
WORDS = ("--text", "Có kẻ giả công an gọi điện. Không chuyển tiền.", "--at", "now", "--to", "all")
OFFICERS = (
    ("00", Role.COMMANDER, "Chỉ huy"),
    ("00", Role.BROADCASTER, "Người soạn"),
    ("00", Role.APPROVER, "Người duyệt"),
    ("26743", Role.APPROVER, "Người duyệt"),
    ("26743", Role.BROADCASTER, "Phường soạn"),
)
CLASSES = ["sent", "blocked", "failed", "unknown", "opted_out", "deferred", "pending", "frozen"]


def command(folder: Path) -> Command:
    environment = {"TINBAO_DATA": str(folder / "data"), "TINBAO_PORT": "0"}

    def run(*words: str) -> Result:
        settings = str(folder / "config.toml")
        return CliRunner().invoke(app, [*words, "--config", settings], env=environment)

    return run


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose officers took their seats."""
    folder = tmp_path_factory.mktemp("line")
    (folder / "config.toml").write_text("[metrics]\nport = 0\n")
    command(folder)("desk", "open", "26743")
    asyncio.run(_seat(folder))
    return folder


@pytest.fixture
def seated(first: Path, tmp_path: Path) -> Command:
    shutil.copytree(first, tmp_path, dirs_exist_ok=True)
    return command(tmp_path)


async def _seat(folder: Path) -> None:
    config = load(folder / "config.toml", {"TINBAO_DATA": str(folder / "data")})
    async with use_cases(config) as opened:
        for desk, role, label in OFFICERS:
            token = await opened.access.invite(DeskCode(desk), role, label)
            await opened.access.join(token)


def today() -> date:
    return SystemClock().now().astimezone(VIETNAM).date()


def a_free_lesson() -> str:
    """One that may be sent on the day this test runs."""
    free = [one.id for one in LessonFiles().library().lessons if one.held_on(today()) is None]
    if not free:
        pytest.skip("every lesson of the library waits for its review")
    return free[0]


def drafted(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.stdout.split(":")[0]


def test_an_alert_is_drafted_let_out_paused_and_cancelled(seated: Command) -> None:
    campaign = drafted(seated("campaign", "draft", *WORDS, "--as", "00:Người soạn"))
    approved = seated("campaign", "approve", campaign, "--as", "Chỉ huy")
    paused = seated("campaign", "pause", campaign, "--json")
    started = seated("campaign", "start", campaign, "--json")
    cancelled = seated("campaign", "cancel", campaign, "--as", "Chỉ huy")

    assert "đã lên lịch" in approved.stdout
    assert json.loads(paused.stdout) == {"id": campaign, "state": "paused"}
    assert json.loads(started.stdout) == {"id": campaign, "state": "scheduled"}
    assert "đã hủy" in cancelled.stdout


def test_a_lesson_is_shown_before_it_is_let_out(seated: Command) -> None:
    lesson = a_free_lesson()
    shown = seated("campaign", "draft", lesson, "--to", "26743", "--at", "start")
    campaign = drafted(shown)
    approved = seated("campaign", "approve", campaign, "--as", "00:Người duyệt")

    assert "phường Bến Thành" in shown.stdout
    assert "chưa có ai đăng ký" in shown.stdout
    assert "khi có người bắt đầu" in shown.stdout
    assert "đã duyệt, chờ bắt đầu" in approved.stdout
    assert seated("campaign", "show", campaign).stdout == approved.stdout
    assert campaign in seated("campaign", "list").stdout


def test_every_word_and_every_place_is_shown_to_whoever_approves(seated: Command) -> None:
    communes = ["25747", "25750", "25760", "25768", "25771", "26743"]
    to = ",".join(communes)
    campaign = drafted(seated("campaign", "draft", *WORDS[:-1], to))

    shown = seated("campaign", "show", campaign).stdout

    assert "Có kẻ giả công an gọi điện. Không chuyển tiền." in shown
    assert text("lessons.footer", "vi") in shown
    assert "6 nơi" in shown
    assert shown.count("(thành phố Hồ Chí Minh)") == len(communes)


def test_words_that_changed_since_they_were_read_are_not_approved(seated: Command) -> None:
    campaign = drafted(seated("campaign", "draft", *WORDS))
    shown = seated("campaign", "show", campaign).stdout
    [proof] = re.findall(r"Mã đối chiếu: (\w+)", shown)

    refused = seated("campaign", "approve", campaign, "--as", "Chỉ huy", "--proof", "0" * 16)
    approved = seated("campaign", "approve", campaign, "--as", "Chỉ huy", "--proof", proof)

    assert (refused.exit_code, approved.exit_code) == (1, 0)
    assert "Không chuyển tiền." in approved.stdout


def test_the_ledger_in_json_has_its_classes_and_nothing_else(seated: Command) -> None:
    campaign = drafted(seated("campaign", "draft", *WORDS))

    told = json.loads(seated("campaign", "ledger", campaign, "--json").stdout)

    assert list(told) == CLASSES
    assert sum(told[name] for name in CLASSES[:-1]) == told["frozen"] == 0
    assert "tổng số người" in seated("campaign", "ledger", campaign).stdout


def test_the_series_is_one_command_a_year(seated: Command) -> None:
    lessons = [one for one in LessonFiles().library().lessons if one.day_offset is not None]
    if any(one.held_on(today()) for one in lessons):
        pytest.skip("the series waits for its review")
    year = str(today().year + 1)

    campaign = drafted(
        seated("campaign", "series", "19-8", "--year", year, "--to", "all", "--as", "Người soạn")
    )
    seated("campaign", "approve", campaign, "--as", "00:Người duyệt")
    august = seated("campaign", "calendar", "--month", f"{year}-08").stdout

    assert august.count(campaign) == 5
    assert f"19/08/{year} 19:30" in august


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("draft", *WORDS, "--as", "Người duyệt"), "00:Người duyệt, 26743:Người duyệt"),
        (("draft", *WORDS, "--as", "Ai đó"), "Ai đó"),
        (("draft", *WORDS, "--as", "00:Người duyệt"), "soạn"),
        (("draft", *WORDS, "--as", "26743:Phường soạn", "--desk", "00"), "cấp trên"),
        (("draft", *WORDS, "--desk", "99999"), "99999"),
        (("draft", "--to", "all", "--at", "now"), "Xin chọn ít nhất một bài"),
        (("draft", "ld-99", "--to", "all", "--at", "now"), "ld-99"),
        (("draft", *WORDS[:2], "--to", "xyz", "--at", "now"), "“xyz”"),
        (("draft", *WORDS[:2], "--to", "all", "--at", "mai mốt"), "“mai mốt”"),
        (("approve", "sen-mai-99", "--as", "Chỉ huy"), "mã này"),
        (("ledger", "sen-mai-99", "--json"), "mã này"),
        (("calendar", "--month", "13"), "2027-08"),
        (("series", "2-9"), "19-8"),
        (("unknown", "sen-mai-99"), "--as-sent"),
    ],
)
def test_a_refusal_is_one_sentence_and_exit_code_1(
    seated: Command, words: tuple[str, ...], named: str
) -> None:
    refused = seated("campaign", *words)

    assert refused.exit_code == 1
    assert named in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_nobody_lets_out_their_own_words(seated: Command) -> None:
    campaign = drafted(seated("campaign", "draft", *WORDS, "--as", "Chỉ huy"))

    refused = seated("campaign", "approve", campaign, "--as", "Chỉ huy")

    assert refused.exit_code == 1
    assert "Người soạn không tự duyệt" in refused.stderr


def test_there_is_nothing_to_mend_or_release_before_anything_was_sent(seated: Command) -> None:
    campaign = drafted(seated("campaign", "draft", *WORDS))

    for words in (
        ("correct", campaign, "--text", "Số đúng là 113."),
        ("recall", campaign),
        ("release", campaign),
        ("unknown", campaign, "--again"),
    ):
        assert seated("campaign", *words).exit_code == 1
