"""A group of an Official Account (GMF): the account speaks there, members write and quote."""

import secrets

from typing_extensions import override

from tests.zalo.fake_oa import OA_ID, FakeZaloOa, Resident
from tests.zalo.loopback import Json
from tests.zalo.person import Listening


class Group(Listening):
    """`apart`: where the group's id stands, as one code read it or as another did."""

    def __init__(self, zalo: FakeZaloOa, *, apart: bool = False) -> None:
        super().__init__()
        self.zalo = zalo
        self.apart = apart
        self.id = secrets.token_hex(10)
        zalo.groups.add(self.id)

    def says(self, who: Resident, text: str, quoting: str = "") -> Json:
        """`quoting`: some words of what the account said here before."""
        quoted = {"quote_msg_id": self._said_with(quoting)} if quoting else {}
        to = {"id": OA_ID, "group_id": self.id} if self.apart else {"id": self.id}
        return self.zalo.happens(
            {
                "event_name": "user_send_group_text",
                "oa_id": OA_ID,
                "sender": {"id": who.id},
                "recipient": to,
                "message": {"msg_id": secrets.token_hex(12), "text": text, **quoted},
            },
            who,
        )

    def _said_with(self, words: str) -> str:
        with self.zalo.lock:
            found = [one["id"] for one in self.zalo.sent if words in one["text"]]
        return str(found[-1]) if found else secrets.token_hex(10)

    @property
    @override
    def heard(self) -> list[str]:
        with self.zalo.lock:
            return [sent["text"] for sent in self.zalo.sent if sent["to"] == self.id]
