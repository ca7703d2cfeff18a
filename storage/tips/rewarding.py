"""What a tip's thanks are, sealed beside it, and the voucher that a resident takes for them.

The thanks go with the tip and its key; the voucher has a row of its own, which outlives both.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row, select, update

from desks.desk import OfficerId
from storage.outreach.vouchers import NewVoucher, add_voucher
from storage.sealing.vault import Vault
from storage.tables.tips import tips
from storage.tip_keys.rows import OWN_KEY, key_in
from storage.writing import Writing
from tips.errors import TipMoved
from tips.intake.ports import TakenReward
from tips.reading.receipt import canonical
from tips.rewards import Reward

PURPOSE = "rewards"
# The row before its key, as whoever erases a tip holds them.
_HELD = select(tips.c.id).with_for_update()


async def seal_reward(writing: Writing, tip: str, reward: Reward) -> bytes:
    until = reward.until.isoformat() if reward.until else ""
    told = [reward.amount, reward.by, until, reward.taken]
    return writing.vault.seal(PURPOSE, tip, told, await writing.key_of(tip))


def read_reward(vault: Vault, row: Row[Any]) -> Reward | None:
    """Of a row of `tips` that was read with its `own_key`."""
    if row.reward is None:
        return None
    own = key_in(vault, row.id, row.own_key)
    amount, by, until, taken = vault.open(PURPOSE, row.id, row.reward, own)
    return Reward(amount, OfficerId(by), date.fromisoformat(until) if until else None, taken)


async def take_reward(writing: Writing, taken: TakenReward) -> None:
    """Once, whoever else holds the receipt: TipMoved when somebody was faster. No line, no log
    and no new version: on which day it was taken, nothing here remembers.
    """
    await writing.connection.execute(_HELD.where(tips.c.id == taken.tip))
    wanted = select(tips, OWN_KEY).where(tips.c.id == taken.tip)
    row = (await writing.connection.execute(wanted)).one()
    reward = read_reward(writing.vault, row)
    if reward is None or reward.until is None or not reward.waits(writing.at):
        raise TipMoved
    after = await seal_reward(writing, taken.tip, replace(reward, taken=True))
    mine = update(tips).where(tips.c.id == taken.tip)
    await writing.connection.execute(mine.values(reward=after))
    token = canonical(taken.token)
    new = NewVoucher(token, reward.amount, taken.province, reward.until)
    await add_voucher(writing, new)
