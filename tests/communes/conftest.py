from pathlib import Path

import pytest

from communes.artifact import Artifact, read
from communes.atlas import Atlas, load

REFERENCE = Path(__file__).parent / "reference"  # NOTICE.md there tells whose tables these are


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return load()


@pytest.fixture(scope="session")
def artifact() -> Artifact:
    return read()


@pytest.fixture(scope="session")
def reference() -> Path:
    return REFERENCE
