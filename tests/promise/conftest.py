"""One SQLite line for each promise; what must hold on both databases says so itself."""

from pathlib import Path

import pytest

from storage.sealing.links import LinkKeys
from storage.sealing.vault import Vault
from tests.keys import a_ring


@pytest.fixture(params=["sqlite"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    rings = (a_ring("11111111"), a_ring("22222222"), a_ring("55555555"))
    return Vault(*rings, LinkKeys(tmp_path / "links" / "links.key"))
