"""Whatever process of ours it is: its files are its own, and its memory reaches no disk."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import Config
from bot.operators.doctor_machine import settings_file
from bot.own_account import database_files
from bot.startup import opened_data_folder
from tests.architecture.committed import HOUSE

LIMITS = """
import os, resource, subprocess, sys
from pathlib import Path
from bot.cli.commands import settings
os.umask(0o022)
with settings(None):
    Path("made").touch()
    say = "import resource; print(resource.getrlimit(resource.RLIMIT_CORE))"
    sys.exit(subprocess.run([sys.executable, "-c", say]).returncode)
"""
STARTS = ("bot/cli/commands.py", "bot/running/run.py", "bot/rehearsal/__main__.py")


def test_a_command_and_what_it_begins_dump_no_core_and_write_for_themselves(
    tmp_path: Path,
) -> None:
    told = subprocess.run(
        [sys.executable, "-c", LIMITS],
        cwd=tmp_path,
        env={"PYTHONPATH": str(HOUSE)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()

    assert told in ("(1, 1)", "(0, 0)")
    assert stat.S_IMODE((tmp_path / "made").stat().st_mode) == 0o600


@pytest.mark.parametrize("file", STARTS)
def test_every_way_to_begin_does_so(file: str) -> None:
    assert "\n    keep_to_ourselves()\n" in (HOUSE / file).read_text("utf-8")


async def test_a_database_that_others_could_read_is_shut_by_the_next_command(
    tmp_path: Path,
) -> None:
    config = Config(data=tmp_path, language="en")
    async with opened_data_folder(config):
        pass
    file = database_files(config)[0]
    file.chmod(0o644)

    async with opened_data_folder(config):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_doctor_says_when_others_can_read_the_settings(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("")
    file.chmod(0o640)

    [found] = settings_file(Config(data=tmp_path, language="en"), file)

    assert f"chmod 600 {file}" in found.sentence
    file.chmod(0o600)
    assert settings_file(Config(data=tmp_path, language="en"), file) == []
