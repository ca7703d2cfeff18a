"""What an operator meets who takes a new key."""

from pathlib import Path

import pytest

from bot import keys
from bot.config import Config
from bot.operators.backing_up import back_up_line
from bot.operators.doctor import _keys
from bot.operators.rotating import rotate_key
from bot.problem import Problem
from bot.startup import opened_data_folder
from storage.rotating.rotation import Pauses, _alone
from storage.sealing.key_files import read_key_file, write_key_file
from tests.bot.operators.test_links import a_line_with_a_tip

QUICK = Pauses(0.6, 0.0)  # longer than a process leaves its key files unread


async def test_a_rotation_left_half_way_is_said_keeps_backups_back_and_goes_on(
    tmp_path: Path,
) -> None:
    config = Config(data=tmp_path, language="en")
    await a_line_with_a_tip(config)
    file = config.content_key
    write_key_file(file, read_key_file(file).announced().switched())

    [said] = await _keys(config)
    assert "tinbao keys rotate content" in said.sentence
    with pytest.raises(Problem, match="backup_while_rotating"):
        await back_up_line(config, tmp_path / "backup")
    with _alone(file), pytest.raises(Problem, match="rotation_runs"):
        await rotate_key(config, "content", print, QUICK)

    assert await rotate_key(config, "content", lambda _: None, QUICK) > 0

    assert not read_key_file(file).is_rotating
    [said] = await _keys(config)
    assert "All three keys" in said.sentence
    async with opened_data_folder(config) as opened:
        assert len(opened.vault.rings["content"].keys) == 1
    assert (await back_up_line(config, tmp_path / "backup")).holdings
    assert len(keys.vault(config).rings["content"].retired) == 1
