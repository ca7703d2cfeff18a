from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config import Config
from bot.operators.doctor_telegram import telegram
from bot.operators.findings import Finding, State
from bot.settings.telegram import Telegram
from tests.telegram.fake import DESK_TOKEN, TOKEN, FakeTelegram

HOOK = "https://tin.example.vn/telegram/webhook"


def settings(folder: Path, api_base: str, **more: object) -> Config:
    told = {"token": SecretStr(TOKEN), "api_base": api_base, **more}
    return Config(data=folder, language="en", telegram=Telegram.model_validate(told))


def states(findings: list[Finding]) -> list[State]:
    return [finding.state for finding in findings]


async def test_a_good_token_is_named_by_its_bot(tmp_path: Path) -> None:
    with FakeTelegram() as fake:
        fake.add_bot()
        findings = await telegram(settings(tmp_path, fake.url))

    assert set(states(findings)) == {State.GOOD}
    assert "@tinbao_bot" in findings[0].sentence


async def test_a_refused_token_is_bad_and_never_shown(tmp_path: Path) -> None:
    with FakeTelegram() as fake:
        fake.add_bot()
        both = settings(tmp_path, fake.url, desk_token=SecretStr(DESK_TOKEN))
        findings = await telegram(both)

    assert findings[-1].is_bad
    assert "telegram.desk_token" in findings[-1].sentence
    assert DESK_TOKEN not in str(findings)


async def test_a_silent_telegram_is_bad_and_named_without_the_token(tmp_path: Path) -> None:
    findings = await telegram(settings(tmp_path, "http://127.0.0.1:9"))

    assert states(findings) == [State.BAD]
    assert "127.0.0.1:9" in findings[0].sentence
    assert TOKEN not in str(findings)


@pytest.mark.parametrize(
    ("mode", "hook", "state"),
    [
        ("polling", "", State.GOOD),
        ("polling", HOOK, State.DOUBTFUL),
        ("webhook", "", State.DOUBTFUL),
        ("webhook", HOOK, State.GOOD),
        ("webhook", "https://another.example.vn/telegram/webhook", State.DOUBTFUL),
    ],
)
async def test_the_webhook_is_compared_with_the_mode(
    tmp_path: Path, mode: str, hook: str, state: State
) -> None:
    more = {"mode": mode, "webhook_url": HOOK, "webhook_secret": SecretStr("s" * 20)}
    with FakeTelegram() as fake:
        bot = fake.add_bot()
        bot.webhook = hook
        findings = await telegram(settings(tmp_path, fake.url, **more))

    assert findings[-1].state is state
