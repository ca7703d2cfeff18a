"""Sentences 1 to 4: what those who keep the tips see."""

from dataclasses import fields
from io import BytesIO

import av
import pypdfium2
import pytest
from PIL import Image

from channels.cleaning.clean import clean
from desks.auditing import Auditing
from messages.message import Incoming
from storage.database.interface import Database
from storage.stores import Stores
from tests.bot.test_anchoring import tamper
from tests.builders import NOON
from tests.fakes import FakePlaces
from tests.media_files import PLANTED, a_film, a_telling_paper, a_telling_picture, a_voice
from tests.storage.moving_house import a_moving_house
from tests.storage.tips_filed import AN, BINH, ON_TELEGRAM, a_filed_tip
from tips.cards.face import face

OF_NOBODY = {
    "sender", "event_id", "text", "choice", "media", "position", "refusal", "language", "about",
    "forwarded",
}  # fmt: skip


async def test_01_officers_do_not_see_who_wrote(stores: Stores) -> None:
    """What passes the doors has no room for a name; what reaches a desk, none for an account."""
    house = await a_moving_house(stores)
    filed = await a_filed_tip(stores, by=ON_TELEGRAM)
    tip = await house.triage.tip(house.first, filed.code)
    queue = await house.triage.queue(house.first)

    assert {field.name for field in fields(Incoming)} == OF_NOBODY
    assert Incoming.__annotations__["forwarded"] is bool  # that it was, not from whom
    seen = "\n".join((repr(tip), repr(queue), face(tip, FakePlaces().directory, NOON)))
    assert filed.code in seen
    assert ON_TELEGRAM.recipient not in seen


async def test_02_files_are_written_anew() -> None:
    telling = a_telling_picture()
    assert PLANTED.encode() in telling

    picture = (await clean(telling)).content
    voice = (await clean(a_voice())).content
    film = (await clean(a_film())).content
    paper = (await clean(a_telling_paper())).content

    assert PLANTED.encode() not in picture + voice + film + paper
    assert not pypdfium2.PdfDocument(paper).get_metadata_dict(skip_empty=True)
    with Image.open(BytesIO(picture)) as opened:
        assert not opened.getexif()
    for content in (voice, film):
        with av.open(BytesIO(content)) as recording:
            told = dict(recording.metadata)
            assert not {"title", "artist", "creation_time", "location", "make"} & set(told), told


async def test_03_nobody_learns_that_two_tips_have_one_author(stores: Stores) -> None:
    """An officer merges two tips of one person, and two of two people: both look the same."""
    house = await a_moving_house(stores)
    looks = []
    for first, authors in enumerate(((AN, AN), (AN, BINH))):
        pair = [
            await a_filed_tip(stores, 2 * first + number, by=author)
            for number, author in enumerate(authors, start=1)
        ]
        lead, follower = pair
        await house.press.merge(house.first, follower.code, lead.code, "một việc", f"m{first}")
        whole = await house.triage.tip(house.first, lead.code)
        looks.append((whole.reporters, whole.version, len(whole.lines), whole.unread))

    assert looks[0] == looks[1]


@pytest.mark.parametrize(
    "harm",
    [
        ["UPDATE audit SET fact = 'K7Q-999' WHERE officer IS NOT NULL"],
        ["DELETE FROM audit WHERE officer IS NOT NULL"],
        ["DELETE FROM anchors", "DELETE FROM audit WHERE number = 1"],
    ],
)
async def test_04_a_look_leaves_a_trace_that_cannot_be_changed_unnoticed(
    stores: Stores, database: Database, harm: list[str]
) -> None:
    house = await a_moving_house(stores)
    filed = await a_filed_tip(stores)
    await Auditing(stores.audit, house.clock).looked(house.first, filed.code)
    seen = [entry for entry in await stores.audit.latest(0, 20) if entry.officer]
    assert seen[0].officer == house.first.label
    assert await stores.audit.breaks() == []

    await stores.audit.anchor(NOON)

    await tamper(database, *harm)

    assert await stores.audit.breaks() != []
