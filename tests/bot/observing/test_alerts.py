"""What operators watch is there: every name in alerts and on the dashboard is a metric of ours."""

import json
import re
from pathlib import Path

import pytest
import yaml
from prometheus_client import generate_latest

from bot.observing.metrics import Metrics

DEPLOY = Path(__file__).parents[3] / "deploy"
NAME = re.compile(r"\btinbao_\w+")


def published() -> set[str]:
    pages = generate_latest(Metrics().pages).decode()
    kinds = dict(re.findall(r"# TYPE (\S+) (\S+)", pages))
    buckets = {f"{name}_bucket" for name, kind in kinds.items() if kind == "histogram"}
    return set(kinds) | buckets


def asked_in_alerts() -> list[str]:
    groups = yaml.safe_load((DEPLOY / "alerts.yml").read_text("utf-8"))["groups"]
    return [rule["expr"] for group in groups for rule in group["rules"]]


def asked_on_the_dashboard() -> list[str]:
    panels = json.loads((DEPLOY / "dashboard.json").read_text("utf-8"))["panels"]
    return [target["expr"] for panel in panels for target in panel["targets"]]


@pytest.mark.parametrize("asked", [asked_in_alerts, asked_on_the_dashboard])
def test_every_metric_that_is_asked_for_is_published(asked: object) -> None:
    assert callable(asked)
    names = {name for expression in asked() for name in NAME.findall(expression)}

    assert len(names) >= 10
    assert names - published() == set()


def test_the_dashboard_shows_every_metric_there_is() -> None:
    shown = {name for expression in asked_on_the_dashboard() for name in NAME.findall(expression)}
    bare = {re.sub(r"_bucket$", "", name) for name in shown}

    assert {name for name in published() if not name.endswith("_bucket")} - bare == set()


def test_each_alert_says_what_to_do_and_whom_to_wake() -> None:
    groups = yaml.safe_load((DEPLOY / "alerts.yml").read_text("utf-8"))["groups"]
    rules = [rule for group in groups for rule in group["rules"]]

    assert all(rule["annotations"]["summary"] for rule in rules)
    assert {rule["labels"]["severity"] for rule in rules} <= {"page", "ticket"}
    assert len({rule["alert"] for rule in rules}) == len(rules)
