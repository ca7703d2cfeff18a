import stat
from pathlib import Path

from tests.journeys.house import House


def test_what_the_first_command_makes_is_for_its_account_alone(tmp_path: Path) -> None:
    """Not only the running line: an operator's first command makes keys and database."""
    house = House(tmp_path, fresh=True)

    house.tinbao("desk", "open", "26743")

    made = [*(tmp_path / "data").rglob("*"), tmp_path / "data"]
    assert len(made) > 4
    assert not [one.name for one in made if stat.S_IMODE(one.stat().st_mode) & 0o077]
