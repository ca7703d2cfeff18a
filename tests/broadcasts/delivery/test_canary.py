"""How badly the first few must take it before everybody else waits."""

import pytest

from broadcasts.delivery.canary import refusal
from broadcasts.delivery.marks import Ledger


@pytest.mark.parametrize(
    ("ledger", "reason"),
    [
        (Ledger(sent=95, failed=5), ""),
        (Ledger(sent=94, failed=6), "canary_failed"),
        (Ledger(sent=60, blocked=40), ""),
        (Ledger(sent=59, blocked=41), "canary_blocked"),
        (Ledger(sent=60, unknown=40), ""),
        (Ledger(sent=59, unknown=41), "canary_unknown"),
    ],
)
def test_a_share_above_the_usual_holds_the_rest(ledger: Ledger, reason: str) -> None:
    assert refusal(ledger) == reason


@pytest.mark.parametrize("untried", ["opted_out", "deferred", "pending"])
def test_whoever_was_not_tried_makes_no_share_smaller(untried: str) -> None:
    assert refusal(Ledger(sent=59, blocked=41, **{untried: 1000})) == "canary_blocked"


@pytest.mark.parametrize(
    "ledger",
    [
        Ledger(sent=120, blocked=80),
        Ledger(sent=110, blocked=80, failed=10),
        Ledger(sent=60, blocked=80, unknown=60),
    ],
)
def test_whoever_was_tried_counts(ledger: Ledger) -> None:
    assert refusal(ledger) == ""


def test_a_message_that_fails_for_everybody_is_said_to_fail() -> None:
    assert refusal(Ledger(failed=50, blocked=50)) == "canary_failed"


def test_nobody_tried_holds_nobody() -> None:
    assert refusal(Ledger(opted_out=64)) == ""
