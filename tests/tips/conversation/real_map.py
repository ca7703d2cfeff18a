"""The real map, read once."""

import pytest

from communes.atlas import Atlas, load


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load()
