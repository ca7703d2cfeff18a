from typer.testing import CliRunner

from bot.cli.app import app


def test_the_words_that_decided_are_shown() -> None:
    shown = CliRunner().invoke(app, ["understand", "nhà bên cháy to lắm, biển số 51D-203.77"])

    assert shown.exit_code == 0
    assert "danger: 114" in shown.stdout
    assert "cháy" in shown.stdout or "chay" in shown.stdout
    assert "plate" in shown.stdout
