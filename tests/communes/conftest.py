from pathlib import Path

import pytest

from communes.artifact import Artifact, read
from communes.atlas import Atlas, load

# Data of the authors' workshop: absent where users run the tests.
REFERENCE = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return load()


@pytest.fixture(scope="session")
def artifact() -> Artifact:
    return read()


@pytest.fixture(scope="session")
def reference() -> Path:
    if not (REFERENCE / "communes.csv").exists():
        pytest.skip("the reference tables are not on this machine")
    return REFERENCE
