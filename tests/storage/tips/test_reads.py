"""How often a tip is unsealed: once a press, and never to see whether something changed."""

import pytest

from storage.stores import Stores
from tests.builders import WARD_DESK
from tests.counting import CountingVault
from tests.storage.tips_filed import a_filed_tip


@pytest.fixture
def vault() -> CountingVault:
    return CountingVault()


async def test_whoever_compares_versions_unseals_nothing(
    stores: Stores, vault: CountingVault
) -> None:
    filed = [await a_filed_tip(stores, number) for number in range(1, 51)]
    queue = await stores.tips.queue(WARD_DESK, None, "", 50)
    assert len(vault.opened) > 50
    vault.opened.clear()

    versions = await stores.tips.versions(WARD_DESK, 50)

    assert vault.opened == []
    assert list(versions.items()) == [(row.code, row.version) for row in queue]
    assert len(versions) == len(filed)
