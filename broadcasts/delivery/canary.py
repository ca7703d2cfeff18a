"""The first few people of a large audience: if the platform refuses them, everybody else waits."""

from broadcasts.delivery.marks import Ledger

FAILED_SHARE = 0.05  # a message it cannot parse fails for everybody
BLOCKED_SHARE = 0.4  # usual is a few percent a month


def refusal(ledger: Ledger) -> str:
    """Why the rest should be held, as a code; empty when all is well."""
    tried = ledger.sent + ledger.blocked + ledger.failed + ledger.unknown
    if not tried:
        return ""
    if ledger.failed / tried > FAILED_SHARE:
        return "canary_failed"
    if ledger.blocked / tried > BLOCKED_SHARE:
        return "canary_blocked"
    return "canary_unknown" if ledger.unknown / tried > BLOCKED_SHARE else ""
