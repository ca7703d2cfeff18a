import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import Config
from bot.observing.metrics import Metrics, publish
from bot.observing.standing import count_files
from bot.operators.doctor_machine import open_files
from bot.operators.findings import State
from bot.settings.sections import Metrics as MetricsSettings
from tests.journeys.house import free_port

SCRIPT = """
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (256, {hard}))
from bot.observing import open_files
print(open_files.raise_limit(), open_files.count())
"""


@pytest.mark.parametrize("hard", [300, 2_000])
def test_the_limit_is_raised_as_far_as_the_system_lets(hard: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(hard=hard)], capture_output=True, text=True, check=True
    )

    most, held = map(int, done.stdout.split())
    assert most == hard
    assert 3 <= held < 20


def test_at_four_fifths_the_log_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.observing.open_files.NEARLY_ALL", 0.0)
    count_files(Metrics())

    assert "nearly all files are open" in caplog.text


def test_the_doctor_asks_the_running_line(tmp_path: Path) -> None:
    port = free_port()
    settings = Config(data=tmp_path, language="en", metrics=MetricsSettings(port=port))
    metrics = Metrics()
    metrics.files_most.set(65_536)
    close = publish(metrics, "127.0.0.1", port)
    try:
        found = []
        for held in (812, 60_000):
            metrics.files.set(held)
            found.append(open_files(settings))
    finally:
        close()

    assert [finding.state for finding in found] == [State.GOOD, State.DOUBTFUL]
    assert "812" in found[0].sentence
    assert "LimitNOFILE" in found[1].sentence
