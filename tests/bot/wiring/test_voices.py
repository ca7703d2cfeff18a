"""A voice is changed in the real room, on real shelves."""

from dataclasses import replace

from bot.wiring.voices import OtherVoices
from channels.cleaning.clean import clean
from messages.message import Address, MediaId, MediaKind
from storage.stores import Stores
from tests.builders import NOON
from tests.media_files import a_picture, a_voice

LAN = Address("web", "0" * 32)


async def test_another_voice_is_a_file_of_its_own(stores: Stores) -> None:
    own = await clean(a_voice())
    kept = await stores.media.put(own.content, own.kind, own.mime, NOON)

    other = await OtherVoices(stores.media).change(kept, LAN, NOON)

    assert other is not None
    assert (other.kind, other.id == kept.id) == (MediaKind.VOICE, False)
    taken = await stores.media.take(other.id)
    assert taken is not None
    assert taken[1] not in (b"", own.content)


async def test_what_is_no_voice_or_gone_is_left_alone(stores: Stores) -> None:
    picture = await clean(a_picture())
    kept = await stores.media.put(picture.content, picture.kind, picture.mime, NOON)
    gone = replace(kept, id=MediaId("0" * 32))

    for one in (kept, gone):
        assert await OtherVoices(stores.media).change(one, LAN, NOON) is None
