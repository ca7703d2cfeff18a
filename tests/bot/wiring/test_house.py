"""What the settings say reaches the rules."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.config import Config, load
from bot.operators.use_cases import use_cases
from bot.running.run import standing
from bot.startup import open_data_folder
from bot.wiring.application import Application, moves_of
from tests.builders import a_citizen, said
from tests.fakes import StoppedClock
from tests.prepared import prepared
from tests.pressing import Presses
from tests.storage.tips_filed import a_claim, a_filed_tip, seat
from tips.errors import AlreadyClaimed


def settings(folder: Path, claim_hours: int) -> Config:
    file = folder / "config.toml"
    file.write_text(f"[clock]\nclaim_hours = {claim_hours}\n", "utf-8")
    return load(file, {"TINBAO_DATA": str(prepared(folder / "data"))})


@pytest.mark.parametrize(("claim_hours", "is_taken"), [(2, True), (4, False)])
async def test_a_silent_holders_tip_may_be_claimed_after_the_set_hours(
    tmp_path: Path, claim_hours: int, is_taken: bool
) -> None:
    async with standing(settings(tmp_path, claim_hours)) as house:
        tip = await a_filed_tip(house.stores)
        silent, colleague = await seat(house.stores, "Một"), await seat(house.stores, "Hai")
        three_hours_ago = SystemClock().now() - timedelta(hours=3)
        await house.stores.tips.save(tip, a_claim(tip, silent), three_hours_ago)

        if is_taken:
            taken = await Presses(moves_of(house)).claim(colleague, tip.code, "1")
            assert taken.officer == colleague.id
        else:
            with pytest.raises(AlreadyClaimed):
                await Presses(moves_of(house)).claim(colleague, tip.code, "1")


async def test_what_time_erases_is_told_by_the_clock_of_the_house(tmp_path: Path) -> None:
    config = settings(tmp_path, claim_hours=2)
    data_folder = await open_data_folder(config)
    clock = StoppedClock(SystemClock().now() - timedelta(days=400))
    house = Application(config, data_folder, clock)
    await house.intake.hear(said("xin chào", by=a_citizen()))

    clock.pass_time(hours=config.retention.draft_silence_hours - 1)
    before = await house.retention.sweep()
    clock.pass_time(hours=1)
    after = await house.retention.sweep()

    assert (before.drafts, after.drafts) == (0, 1)
    await data_folder.database.close()


async def test_commands_know_the_operators_deadlines(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("[clock]\nacknowledge_high_minutes = 7\n", "utf-8")
    config = load(file, {"TINBAO_DATA": str(prepared(tmp_path / "data"))})

    async with use_cases(config) as opened:
        tip = await a_filed_tip(opened.stores)

    assert tip.terms == config.clock.terms
    assert tip.terms.high_minutes == 7
