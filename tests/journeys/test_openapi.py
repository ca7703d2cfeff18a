"""The schema is complete and true: schemathesis finds no 5xx and no undocumented answer."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.journeys.house import House

EXAMPLES = "15"  # an operation; `make fuzz` runs more


@pytest.mark.timeout(240)
def test_no_answer_is_undocumented_and_none_is_a_5xx(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        both = (house.officer(), house.resident().http)
        cookies = "; ".join(f"{k}={v}" for client in both for k, v in client.cookies.items())

        done = _schemathesis(house.url, cookies)

        assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
        assert httpx.get(f"{house.url}/healthz").status_code == 200


@pytest.mark.timeout(240)
@pytest.mark.parametrize("role", ["broadcaster", "commander"])
def test_the_same_holds_for_who_works_on_lessons(tmp_path: Path, role: str) -> None:
    with House(tmp_path) as house:
        cookies = "; ".join(f"{k}={v}" for k, v in house.officer(role=role).cookies.items())
        lessons = r"/api/desk/(lessons|campaigns|calendar)"

        done = _schemathesis(house.url, cookies, "--include-path-regex", lessons)

        assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
        assert "Generated" in done.stdout or "generated" in done.stdout


def _schemathesis(url: str, cookie: str, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli"),
            *("run", f"{url}/openapi.json", "--url", url),
            *("--header", f"Cookie: {cookie}", "--max-examples", EXAMPLES),
            *("--checks", "not_a_server_error,status_code_conformance,content_type_conformance"),
            *("--exclude-path-regex", "/stream$", "--seed", "1", "--no-color"),
            *("--generation-database", "none"),
            *more,
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=220,
    )
