"""The schema is complete and true: schemathesis finds no 5xx and no undocumented answer."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.journeys.house import House
from tests.trials import lasting

STREAM = "/stream$"  # never ends
# Moves come from one table and through one door: four stand for all of them.
MOVES = r"/api/desk/tips/\{code\}/(?!ask|split|handover|place|media|choices)"
EXAMPLES = "3"  # an operation; the boundaries of its schema come on top, and alone in the suite
PHASES = lasting("coverage", "examples,coverage,fuzzing,stateful")
METHODS = lasting(["PATCH"], ["GET", "PUT", "POST", "DELETE", "OPTIONS", "PATCH", "TRACE"])
# Beside what a schema can say there is what only the line knows (an unknown commune, words that
# are refused): 422 is documented for it.
SETTINGS = """
[auth.openapi.Officer]
api_key = "{officer}"
[auth.openapi.Chat]
api_key = "{chat}"
[phases.coverage]
unexpected-methods = {methods}
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", "401", "403", "404", "409", "422", "429"]
"""


@pytest.mark.timeout(300)
def test_no_answer_is_undocumented_and_none_is_a_5xx(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        settings = _signed_in(house, tmp_path, "commander")  # who may do most
        httpx.get(f"{house.url}/openapi.json", timeout=60)  # made at first: it waits ten seconds
        left_out = lasting(f"{STREAM}|{MOVES}", STREAM)

        done = _schemathesis(house.url, settings, left_out)

        assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
        assert httpx.get(f"{house.url}/healthz").status_code == 200
        schemes = httpx.get(f"{house.url}/openapi.json").json()["components"]["securitySchemes"]
        assert {scheme["name"] for scheme in schemes.values()} == {"tinbao_chat", "tinbao_desk"}


@pytest.mark.trial
@pytest.mark.timeout(300)
def test_the_same_holds_for_an_officer(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        done = _schemathesis(house.url, _signed_in(house, tmp_path, "officer"), STREAM)

        assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def _signed_in(house: House, folder: Path, role: str) -> Path:
    """As an officer of that role and as a resident."""
    [officer] = house.officer(role=role).cookies.values()
    [chat] = house.resident().http.cookies.values()
    settings = folder / "schemathesis.toml"
    settings.write_text(SETTINGS.format(officer=officer, chat=chat, methods=METHODS))
    return settings


def _schemathesis(url: str, settings: Path, left_out: str) -> subprocess.CompletedProcess[str]:
    """All its default checks; without cookies, too, and with wrong ones."""
    return subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(settings)),
            *("run", f"{url}/openapi.json", "--url", url, "--max-examples", EXAMPLES),
            *("--exclude-path-regex", left_out, "--phases", PHASES),
            *("--seed", "1", "--no-color"),
            *("--generation-database", "none"),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
