"""Thanks for a tip, decided without a database: two officers, one sum."""

from dataclasses import replace
from datetime import date

import pytest

from desks.desk import Code, Officer
from tests.builders import NOON, a_held_tip, an_officer
from tips.errors import MoveNotAllowed, SamePerson
from tips.moves.base import Press
from tips.moves.change import Change
from tips.moves.offered import allowed_moves
from tips.moves.rewarding import propose_reward
from tips.rewards import Reward
from tips.statuses import SPAM
from tips.terms import Terms
from tips.tip import Author, Status, Tip

ME, COLLEAGUE = an_officer(), an_officer("Trực ban 2")
CHECKING = a_held_tip(status=Status.CHECKING)
PROPOSED = replace(CHECKING, reward=Reward(500_000, ME.id))
GROUND = "Tin đúng, theo Quyết định 12"


def pressed(tip: Tip, by: Officer = ME, amount: str = "500000") -> Change | None:
    return propose_reward(amount, GROUND)(tip, Press(by, "event 1", NOON))


def test_one_officer_proposes_and_the_resident_hears_nothing_yet() -> None:
    change = pressed(CHECKING)

    assert change is not None
    assert (change.reward, change.to_citizen) == (Reward(500_000, ME.id), ())
    [note] = change.lines
    assert note.author is Author.NOTE
    assert "500.000 đồng" in note.text
    assert GROUND in note.text


def test_a_second_officer_grants_the_same_sum_to_the_end_of_a_month() -> None:
    change = pressed(PROPOSED, COLLEAGUE)

    assert change is not None
    assert change.reward is not None
    assert change.reward.until is not None
    assert change.reward.until.day in {28, 29, 30, 31}
    assert (change.reward.until - NOON.date()).days >= 180
    [told] = change.to_citizen
    assert "500.000 đồng" in told
    assert "không bao giờ yêu cầu bạn chuyển tiền" in told
    assert "http" not in told


def test_nobody_grants_what_they_proposed() -> None:
    assert pressed(PROPOSED) is None
    with pytest.raises(SamePerson):
        pressed(PROPOSED, replace(COLLEAGUE, other_seats=(ME.id,)))


def test_another_sum_is_a_proposal_of_its_own() -> None:
    change = pressed(PROPOSED, COLLEAGUE, "0")

    assert change is not None
    assert (change.reward, change.to_citizen) == (Reward(0, COLLEAGUE.id), ())


def test_praise_asks_for_nothing_to_be_fetched() -> None:
    praised = replace(CHECKING, reward=Reward(0, ME.id))
    change = pressed(praised, COLLEAGUE, "0")

    assert change is not None
    assert change.reward is not None
    assert not change.reward.waits(NOON)
    assert "nhận thưởng" not in change.to_citizen[0]


@pytest.mark.parametrize(
    "tip",
    [
        replace(CHECKING, status=Status.CLASSIFYING),
        replace(CHECKING, status=Status.CLOSED, closing_reason=SPAM),
        replace(CHECKING, erased_at=NOON),
        replace(PROPOSED, reward=Reward(500_000, ME.id, date(2030, 1, 31))),
        replace(a_held_tip(), lead=Code("K7Q-999"), lead_status=Status.CLASSIFYING),
        replace(CHECKING, terms=Terms(reward_most=200_000)),
    ],
)
def test_what_cannot_be_thanked_for_is_refused(tip: Tip) -> None:
    with pytest.raises(MoveNotAllowed):
        pressed(tip, COLLEAGUE)


def test_a_merged_tip_is_thanked_for_by_itself_once_its_lead_is_checked() -> None:
    merged = replace(a_held_tip(), lead=Code("K7Q-999"), lead_status=Status.CHECKING)
    proposed = pressed(merged)
    granted = pressed(replace(merged, reward=Reward(500_000, ME.id)), COLLEAGUE)

    assert proposed is not None
    assert granted is not None
    assert granted.alone
    assert "reward" in allowed_moves(merged, ME)


def test_the_desk_offers_it_once_the_tip_is_checked() -> None:
    assert "reward" in allowed_moves(CHECKING, ME)
    assert "reward" not in allowed_moves(a_held_tip(), ME)


def test_a_reward_waits_through_its_last_day_and_is_seen_by_nobody_after_it() -> None:
    reward = Reward(500_000, ME.id, NOON.date())

    assert reward.waits(NOON)
    assert not reward.waits(NOON.replace(year=NOON.year + 1))
    assert not replace(reward, taken=True).waits(NOON)
