"""What the movement reads from files of an operator's own."""

from pathlib import Path

from bot.config import Config
from bot.problem import Problem
from outreach.registers.form import Forms, read_forms, shipped_forms


def register_forms(config: Config) -> Forms:
    """Problem when the file is not there or no list of registers."""
    file = config.movement.registers
    if file is None:
        return shipped_forms()
    try:
        return read_forms(file.read_text("utf-8-sig"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise Problem("registers_unreadable", file=file) from None


def report_template(config: Config) -> Path | None:
    """None: the shipped one. Problem when the file is not there."""
    file = config.movement.report
    if file is not None and not file.is_file():
        raise Problem("report_missing", file=file)
    return file
