"""Every door keeps files the same way: asked for first, counted by chat and in all."""

import pytest

from channels.cleaning.turns import Owner
from channels.cleaning.verdict import Cleaned, NotTaken
from handlers.keeping import Allowance, FileKeeper
from messages.message import Address, MediaKind, Refusal
from tests.fakes import House

LAN, BINH = (Address("telegram", name) for name in ("1", "2"))
OWNERS: list[Owner] = []


async def as_it_is(
    content: bytes, claimed_mime: str = "", *, owner: tuple[str, ...] = ()
) -> Cleaned:
    OWNERS.append(owner)
    return Cleaned(content, MediaKind.PHOTO, claimed_mime, "https://vidu.vn")


async def everything(sender: Address) -> bool:
    return bool(sender)


def keeper(house: House, **allowed: tuple[float, float]) -> FileKeeper:
    return FileKeeper(house.shelf, house.clock, everything, Allowance(**allowed), as_it_is)


async def test_a_messengers_chat_has_its_share_and_no_network() -> None:
    kept = keeper(House(), chat=(10, 1), network=(1, 1), all=(15, 1))

    media = await kept.keep(b"123456789", "image/jpeg", LAN)
    with pytest.raises(NotTaken) as refused:
        await kept.keep(b"12", "image/jpeg", LAN)
    await kept.keep(b"123456", "image/jpeg", BINH)

    assert media.codes == "https://vidu.vn"
    assert refused.value.refusal is Refusal.LATER
    with pytest.raises(NotTaken):  # everybody's
        await kept.keep(b"1", "image/jpeg", BINH)


async def test_turns_are_taken_by_chat() -> None:
    OWNERS.clear()

    await keeper(House()).keep(b"1", "image/jpeg", LAN, "net")

    assert OWNERS == [("telegram:1", "net")]


async def test_what_nobody_wants_is_not_even_fetched() -> None:
    async def nothing(sender: Address) -> bool:
        return sender.channel == "nowhere"

    house = House()

    with pytest.raises(NotTaken) as refused:
        await FileKeeper(house.shelf, house.clock, nothing).ask(LAN)

    assert refused.value.refusal is Refusal.ENOUGH
