"""What the pages for operators name is there: commands, settings, alerts, files, services."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from bot.cli.app import app
from bot.config import Config, load

HOUSE = Path(__file__).parents[2]
DOCS = HOUSE / "docs"
COPIES = HOUSE / "deploy" / "copies"
PAGES = ("deploy-commune.md", "deploy-province.md", "deploy-country.md", "on-call.md", "running.md")
COMMAND = re.compile(r"`tinbao ([a-z -]+)")
SETTING = re.compile(r"`\[(\w+)\] (\w+)")
LINK = re.compile(r"\]\(([\w./-]+)\)")
ALERT = re.compile(r"\bTinBao\w+")


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    return (DOCS / str(request.param)).read_text("utf-8")


def test_every_command_can_be_run(page: str) -> None:
    commands = {words.strip() for words in COMMAND.findall(page)}

    assert commands
    assert not [words for words in commands if not is_there(words.split())]


def is_there(words: list[str]) -> bool:
    """As far as its name goes; an option begins with a dash."""
    at: Any = typer.main.get_command(app)
    for word in words:
        known = getattr(at, "commands", None)
        if known is None or word.startswith("-"):
            return True
        if word not in known:
            return False
        at = known[word]
    return True


def test_every_setting_is_one(page: str) -> None:
    for section, name in SETTING.findall(page):
        kind = Config.model_fields[section].annotation
        assert name in kind.model_fields, f"[{section}] {name}"  # type: ignore[union-attr]


def test_every_link_leads_somewhere(page: str) -> None:
    assert not [link for link in LINK.findall(page) if not (DOCS / link).exists()]


def test_who_is_called_finds_every_alert_and_no_other() -> None:
    rules = (HOUSE / "deploy" / "alerts.yml").read_text("utf-8")

    for half in (DOCS / "on-call.md").read_text("utf-8").split("\n---\n"):
        assert set(ALERT.findall(half)) == set(re.findall(r"alert: (\w+)", rules))


def test_copies_share_keys_and_media_and_believe_the_balancer() -> None:
    composed = yaml.safe_load((COPIES / "compose.yaml").read_text("utf-8"))
    settings = load(COPIES / "config.example.toml", {})
    copies = [composed["services"][name] for name in ("one", "other")]

    for copy in copies:
        assert copy["read_only"]
        assert "shared:/shared" in copy["volumes"]
    shared = (settings.content_key, settings.link_keys, settings.media)
    assert all(file.is_relative_to("/shared") for file in shared)
    [network] = composed["networks"]["default"]["ipam"]["config"]
    assert settings.web.proxies == [network["subnet"]]
    assert "/shared" in (HOUSE / "Dockerfile").read_text("utf-8")


def test_the_balancer_is_the_usual_proxy_with_two_behind_it() -> None:
    alone = (DOCS / "nginx.conf").read_text("utf-8").partition("limit_conn_zone")[2]
    balanced = (COPIES / "balancer.conf").read_text("utf-8").partition("limit_conn_zone")

    assert balanced[2].replace("http://tinbao;", "http://127.0.0.1:8080;") == alone
    assert re.findall(r"server (\w+):8080", balanced[0]) == ["one", "other"]
    assert "ip_hash;" in balanced[0]


def test_the_unit_starts_what_is_installed() -> None:
    unit = (HOUSE / "deploy" / "tinbao.service").read_text("utf-8")

    assert "ExecStart=/srv/tinbao/.venv/bin/tinbao run" in unit
    assert {"NoNewPrivileges=yes", "ProtectSystem=strict", "LimitCORE=0"} <= set(unit.splitlines())
