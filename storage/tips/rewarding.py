"""What a tip's thanks are, sealed beside it, and the voucher that a resident takes for them."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select, update

from desks.desk import OfficerId
from storage.outreach.vouchers import NewVoucher, add_voucher
from storage.sealing.vault import Vault
from storage.tables.tips import tips
from storage.writing import Writing
from tips.errors import TipMoved
from tips.intake.ports import TakenReward
from tips.reading.receipt import canonical
from tips.rewards import Reward

PURPOSE = "rewards"


def seal_reward(vault: Vault, tip: str, reward: Reward) -> bytes:
    until = reward.until.isoformat() if reward.until else ""
    return vault.seal(PURPOSE, tip, [reward.amount, reward.by, until, reward.taken])


def read_reward(vault: Vault, tip: str, sealed: bytes | None) -> Reward | None:
    if sealed is None:
        return None
    amount, by, until, taken = vault.open(PURPOSE, tip, sealed)
    return Reward(amount, OfficerId(by), date.fromisoformat(until) if until else None, taken)


async def take_reward(writing: Writing, taken: TakenReward) -> None:
    """Once, whoever else holds the receipt: TipMoved when somebody was faster. No line, no log
    and no new version: on which day it was taken, nothing here remembers.
    """
    wanted = select(tips.c.id, tips.c.reward).where(tips.c.id == taken.tip)
    row = (await writing.connection.execute(wanted)).one()
    reward = read_reward(writing.vault, taken.tip, row.reward)
    if reward is None or reward.until is None or not reward.waits(writing.at):
        raise TipMoved
    after = seal_reward(writing.vault, taken.tip, replace(reward, taken=True))
    same = update(tips).where(tips.c.id == taken.tip, tips.c.reward == row.reward)
    if (await writing.connection.execute(same.values(reward=after))).rowcount != 1:
        raise TipMoved
    token = canonical(taken.token)
    new = NewVoucher(token, reward.amount, taken.province, reward.until)
    await add_voucher(writing, new)
