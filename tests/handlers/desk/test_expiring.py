"""What a desk is told before the words of its tips go."""

from datetime import timedelta

from desks.desk import Code, Role
from tests.builders import NOON
from tests.handlers.webdesk_house import a_house
from tips.expiry import Expiring
from tips.tip import KindId


async def test_a_desk_reads_what_goes_soon_and_what_is_kept_by_order() -> None:
    house = a_house()
    kind, soon = KindId("ma_tuy"), NOON + timedelta(days=20)
    house.expiring.rows = (
        Expiring(Code("K7Q-204"), kind, NOON, soon),
        Expiring(Code("K7Q-205"), kind, NOON, None, unread=True),
    )

    told = (await (await house.officer()).get("/api/desk/expiring")).json()["tips"]
    auditor = await house.officer("Thanh tra", role=Role.AUDITOR)

    assert [(one["code"], one["goes_at"] is None, one["unread"]) for one in told] == [
        ("K7Q-204", False, False),
        ("K7Q-205", True, True),
    ]
    assert told[0]["kind_label"] == "Ma túy"
    assert (await auditor.get("/api/desk/expiring")).status_code == 403
