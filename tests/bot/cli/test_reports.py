"""`tinbao desk register`, `tinbao desk handover-sheet` and `tinbao audit`, in this process."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from bot.cli.app import app
from tests.prepared import prepared
from tips.reports.register import COLUMNS

Command = Callable[..., Result]


@pytest.fixture
def tinbao(tmp_path: Path) -> Command:
    settings = tmp_path / "config.toml"
    settings.write_text("[metrics]\nport = 0\n")
    environment = {"TINBAO_DATA": str(prepared(tmp_path / "data")), "TINBAO_PORT": "0"}

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, [*words, "--config", str(settings)], env=environment)

    return run


def test_a_register_is_a_file_only_its_owner_reads(tinbao: Command, tmp_path: Path) -> None:
    tinbao("desk", "open", "26743")
    file = tmp_path / "so.xlsx"

    made = tinbao("desk", "register", "--desk", "26743", "--period", "thang", "--output", str(file))

    assert made.exit_code == 0, made.output
    [head] = openpyxl.load_workbook(file).worksheets[0].iter_rows(values_only=True)
    assert head == COLUMNS
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "words",
    [
        "--desk 26743",
        "--desk 26743 --period tuần",
        "--desk 26743 --from 2026-03-31 --to 2026-03-01",
        "--desk 26743 --from 31/03/2026",
        "--desk 99999 --period ngay",
    ],
)
def test_what_is_unclear_is_told_and_nothing_written(
    tinbao: Command, tmp_path: Path, words: str
) -> None:
    tinbao("desk", "open", "26743")
    file = tmp_path / "so.csv"

    refused = tinbao("desk", "register", *words.split(), "--output", str(file), "--format", "csv")

    assert refused.exit_code == 1
    assert "Sửa:" in refused.stderr
    assert not file.exists()


def test_an_empty_desk_hands_over_a_sheet_that_says_so(tinbao: Command) -> None:
    tinbao("desk", "open", "26743")

    sheet = tinbao("desk", "handover-sheet", "--desk", "26743")

    assert "Công an phường Bến Thành" in sheet.stdout
    assert "Không có tin nào đang mở." in sheet.stdout


def test_exports_from_the_command_line_are_in_the_log_and_the_log_is_whole(
    tinbao: Command, tmp_path: Path
) -> None:
    tinbao("desk", "open", "26743")
    tinbao("desk", "handover-sheet", "--desk", "26743", "--format", "csv")

    assert "Mốc chốt số 1" in tinbao("audit", "anchor").stdout
    assert "Không có dòng mới" in tinbao("audit", "anchor").stdout
    assert tinbao("audit", "verify").exit_code == 0

    with sqlite3.connect(tmp_path / "data" / "tinbao.sqlite3") as rows:
        rows.execute("DROP TRIGGER audit_no_delete")
        rows.execute("DELETE FROM audit")
    rows.close()

    broken = tinbao("audit", "verify")
    assert broken.exit_code == 1
    assert "door số 1" in broken.stderr
