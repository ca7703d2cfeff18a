"""Offers a page where a file can be handed in that this product of Zalo does not carry."""

import re
from dataclasses import dataclass
from datetime import timedelta

from communes.spelling import fold
from desks.ports import Chance, Clock
from messages.file_link import TOKEN_BITS, FileLinks
from messages.message import Address
from wording.catalogue import text

_SENDING = frozenset(("gui", "nop", "up", "upload", "send"))
_FILES = frozenset(("tep", "file", "video", "clip", "phim", "pdf", "lieu"))
# Any other word makes it part of a story: "nó gửi clip cho tôi để đòi tiền".
_BESIDE = frozenset(
    {
        *("toi", "em", "con", "chau", "minh", "ban", "anh", "chi", "cong", "an", "kenh"),
        *("cho", "de", "muon", "can", "xin", "phai", "duoc", "khong", "ko", "them", "tai", "len"),
        *("vao", "bang", "cach", "nao", "sao", "lam", "nhu", "the", "o", "dau", "day", "nay"),
        *("mot", "cai", "cac", "doan", "nhe", "nha", "di", "a"),
    }
)
_WORD = re.compile(r"\w+")


def wants_to_send(words: str) -> bool:
    """The whole message asks for a way to hand in a file."""
    said = set(_WORD.findall(fold(words)))
    asks = bool(said & _SENDING) and bool(said & _FILES)
    return asks and said <= _SENDING | _FILES | _BESIDE


@dataclass(frozen=True, slots=True)
class Offering:
    """`page`: the address that a token is put behind."""

    page: str
    links: FileLinks
    clock: Clock
    chance: Chance
    lasts: timedelta

    async def invite(self, to: Address) -> str:
        """A sentence with a link that serves once."""
        token, now = self.chance.hex(TOKEN_BITS), self.clock.now()
        await self.links.give(to, token, now, now + self.lasts)
        minutes = int(self.lasts.total_seconds() // 60)
        return text("zalo.file_link", "vi", link=f"{self.page}{token}", minutes=minutes)
