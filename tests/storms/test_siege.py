from pathlib import Path

import pytest

from bench.siege import besiege
from tests.storms.besieged import SHORT, Force
from tests.trials import lasting


@pytest.mark.trial
def test_nothing_that_once_shut_the_line_does(tmp_path: Path) -> None:
    """How long residents wait is told by `make siege` alone: others test beside this one."""
    lost = besiege(tmp_path, lasting(SHORT, Force()), forked=True)

    assert not [one for one in lost if not one.endswith("waited")]
