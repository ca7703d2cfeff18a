from pathlib import Path

import pytest

from bot.config import Config
from bot.movement_files import register_forms, report_template
from bot.problem import Problem
from bot.settings.sections import MovementFiles
from outreach.registers.form import shipped_forms

WRONG = (
    "[drills",
    '[drills]\nvi = "Diễn tập"',
    '[drills]\nvi = "x"\nen = "x"\nsource = "x"\nfields = [1]',
)


def told(registers: Path | None = None, report: Path | None = None) -> Config:
    return Config(movement=MovementFiles(registers=registers, report=report))


def test_without_files_the_shipped_ones_hold() -> None:
    assert register_forms(Config()) == shipped_forms()
    assert report_template(Config()) is None


@pytest.mark.parametrize("written", WRONG)
def test_a_file_that_is_no_list_of_registers_is_named(tmp_path: Path, written: str) -> None:
    file = tmp_path / "registers.toml"
    file.write_text(written, "utf-8")

    with pytest.raises(Problem, match="registers_unreadable"):
        register_forms(told(registers=file))


def test_a_file_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="registers_unreadable"):
        register_forms(told(registers=tmp_path / "none.toml"))
    with pytest.raises(Problem, match="report_missing"):
        report_template(told(report=tmp_path / "none.docx"))
