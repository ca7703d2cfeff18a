"""The keys of the links to residents are never backed up: what an operator meets without them."""

from pathlib import Path

import pytest

from bot import keys
from bot.config import Config
from bot.operators.links import forget
from bot.problem import Problems
from bot.startup import opened_data_folder
from storage.stores import Stores
from tests.builders import NOON, said
from tests.fakes import FakePlaces
from tests.storage.tips_filed import AN, a_filed_tip


def settings(folder: Path) -> Config:
    return Config(data=folder, language="en")


async def a_line_with_a_tip(config: Config) -> str:
    async with opened_data_folder(config) as opened:
        places = FakePlaces().directory
        stores = Stores(opened.database, opened.vault, config.media, places)
        return (await a_filed_tip(stores)).id


async def test_a_line_whose_link_keys_are_lost_says_so_and_goes_on_without_them(
    tmp_path: Path,
) -> None:
    config = settings(tmp_path)
    tip = await a_line_with_a_tip(config)
    config.link_keys.unlink()

    with pytest.raises(Problems) as refused:
        async with opened_data_folder(config):
            pass
    [sentence] = refused.value.sentences()
    assert "tinbao keys forget-links" in sentence
    assert str(config.link_keys) in sentence

    assert await forget(config) == 1
    async with opened_data_folder(config) as opened:
        stores = Stores(opened.database, opened.vault, config.media, FakePlaces().directory)
        assert (await stores.citizens.recall(said(by=AN), NOON)).own_tips == ()
        words = (stores.citizens.receipt_for(tip),)
        assert await stores.citizens.thread_by_receipt(words, NOON) is not None


@pytest.mark.parametrize("name", ["content", "identity", "subscribers"])
async def test_another_key_is_found_out_though_nothing_of_it_was_sealed_yet(
    tmp_path: Path, name: str
) -> None:
    config = settings(tmp_path)
    async with opened_data_folder(config):
        pass
    file = tmp_path / "keys" / f"{name}.key"
    file.unlink()
    keys.make_one(file)

    with pytest.raises(Problems) as refused:
        async with opened_data_folder(config):
            pass

    assert f"keys.{name}" in " ".join(refused.value.sentences())
