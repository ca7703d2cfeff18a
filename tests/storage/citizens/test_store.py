"""What a citizen says is kept once, answered again, and shown to nobody else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desks.desk import Code
from desks.errors import UnknownTip
from messages.message import (
    Address,
    Button,
    Choice,
    Media,
    MediaId,
    MediaKind,
    Outgoing,
    Position,
)
from storage.stores import Stores
from tests.builders import (
    NOON,
    STORY,
    a_citizen,
    a_desk,
    a_filing,
    a_heard,
    a_report,
    said,
    texts,
)
from tips.conversation.draft import Draft
from tips.errors import AlreadyDone, TipMoved
from tips.intake.ports import Filing, IntakeChange
from tips.tip import TipId

AN, BINH = a_citizen("an"), a_citizen("binh")
ON_TELEGRAM = a_citizen("555000111", "telegram")
RECEIPT = "Mã của bạn: {receipt}"


def a_reply(text: str = "Chào bạn.", **changes: object) -> Outgoing:
    return replace(Outgoing(AN, text), **changes)  # type: ignore[arg-type]


async def file_a_tip(
    stores: Stores, heard: IntakeChange | None = None, **changes: object
) -> Filing:
    await stores.desks.open_desk(a_desk())
    told = a_filing(receipt=stores.citizens.receipt_for("d" * 32))
    filing: Filing = replace(told, **changes)  # type: ignore[arg-type]
    await stores.citizens.keep(replace(heard or a_heard(), filing=filing))
    return filing


async def test_a_draft_is_remembered(stores: Stores) -> None:
    await stores.citizens.keep(a_heard(draft=Draft("a" * 32, "en")))

    recalled = await stores.citizens.recall(said(event="2"), NOON)

    assert recalled.draft == Draft("a" * 32, "en")
    assert recalled.version > 0
    assert recalled.answer is None


async def test_a_stranger_has_no_draft(stores: Stores) -> None:
    await stores.citizens.keep(a_heard())

    recalled = await stores.citizens.recall(said(by=BINH), NOON)

    assert (recalled.draft, recalled.version) == (None, 0)


@pytest.mark.parametrize("citizen", [AN, ON_TELEGRAM])
async def test_the_same_event_again_gives_the_same_answer(stores: Stores, citizen: Address) -> None:
    button = Button("Tiếp", Choice("next"))
    reply = a_reply(to=citizen, buttons=(button,), step="Bước 1/6", silent=True)
    given = await stores.citizens.keep(a_heard(said("chào", by=citizen), replies=(reply,)))

    recalled = await stores.citizens.recall(said("chào", by=citizen), NOON)

    assert recalled.answer == given
    assert [line.message for line in given] == [reply]


async def test_an_event_heard_meanwhile_is_not_kept_twice(stores: Stores) -> None:
    await stores.citizens.keep(a_heard(draft=None))

    with pytest.raises(AlreadyDone):
        await stores.citizens.keep(a_heard(draft=None))


async def test_a_draft_that_moved_is_decided_on_again(stores: Stores) -> None:
    await stores.citizens.keep(a_heard(said("một", "1")))

    with pytest.raises(TipMoved):
        await stores.citizens.keep(a_heard(said("hai", "2")))


async def test_a_version_of_an_erased_draft_never_fits_a_new_one(stores: Stores) -> None:
    await stores.citizens.keep(a_heard(said("một", "1")))
    old = await stores.citizens.recall(said(event="x"), NOON)
    await stores.citizens.keep(a_heard(said("hai", "2"), draft=None, draft_version=old.version))
    await stores.citizens.keep(a_heard(said("ba", "3")))

    with pytest.raises(TipMoved):
        await stores.citizens.keep(a_heard(said("bốn", "4"), draft_version=old.version))


async def test_a_filed_tip_is_the_citizens_own(stores: Stores) -> None:
    filing = await file_a_tip(stores)

    recalled = await stores.citizens.recall(said(event="2"), NOON)
    stranger = await stores.citizens.recall(said(by=BINH), NOON)

    [own] = recalled.own_tips
    assert (own.tip, own.kind, own.closed, own.asked) == (filing.tip_id, "ma_tuy", False, False)
    assert stranger.own_tips == ()


async def test_sending_twice_files_once(stores: Stores) -> None:
    filing = await file_a_tip(stores)
    draft = await stores.citizens.recall(said(event="x"), NOON)

    again = a_heard(said("gửi", "2"), draft_version=draft.version)
    await file_a_tip(stores, again, tip_id=TipId("9" * 32), code=Code("X1X-111"))

    recalled = await stores.citizens.recall(said(event="3"), NOON)
    assert [own.tip for own in recalled.own_tips] == [filing.tip_id]


async def test_the_receipt_opens_the_thread(stores: Stores) -> None:
    filing = await file_a_tip(stores)
    wrong = stores.citizens.receipt_for("f" * 32)

    thread = await stores.citizens.thread_by_receipt((wrong, filing.receipt), NOON)

    assert thread is not None
    assert (thread.tip, thread.desk_name) == (filing.tip_id, "Công an phường Bến Thành")
    assert thread.answer_by == NOON + timedelta(minutes=30)
    assert await stores.citizens.thread_by_receipt((wrong,), NOON) is None
    assert await stores.citizens.thread_by_receipt((), NOON) is None


async def test_a_receipt_is_shown_again_but_never_written(stores: Stores) -> None:
    words = stores.citizens.receipt_for("d" * 32)
    heard = a_heard(replies=(a_reply(RECEIPT, receipt=words),))
    await file_a_tip(stores, heard)

    lines = await stores.citizens.lines(AN, 0)
    recalled = await stores.citizens.recall(said(), NOON)

    assert recalled.answer is not None
    assert lines[-1].message.receipt == recalled.answer[0].message.receipt == words
    assert lines[-1].message.text == RECEIPT


async def test_a_thread_is_shown_to_its_own_chat_only(stores: Stores) -> None:
    filing = await file_a_tip(stores)

    assert await stores.citizens.thread(AN, filing.tip_id, NOON) is not None
    assert await stores.citizens.thread(BINH, filing.tip_id, NOON) is None
    assert await stores.citizens.thread(AN, TipId("\x00"), NOON) is None


async def test_a_chat_that_showed_the_receipt_reads_and_writes_while_its_draft_lives(
    stores: Stores,
) -> None:
    filing = await file_a_tip(stores)
    await stores.citizens.keep(a_heard(said(by=BINH), opened=filing.tip_id))
    draft = await stores.citizens.recall(said(by=BINH, event="2"), NOON)

    more = a_heard(said("thêm", "2", by=BINH), draft_version=draft.version, draft=None)
    await stores.citizens.keep(replace(more, addition=(filing.tip_id, "Tôi thấy thêm xe.", ())))

    thread = await stores.citizens.thread(AN, filing.tip_id, NOON)
    assert thread is not None
    assert [line.text for line in thread.lines] == ["Tôi thấy thêm xe."]
    assert await stores.citizens.thread(BINH, filing.tip_id, NOON) is None


async def test_a_stranger_cannot_add_to_a_tip(stores: Stores) -> None:
    filing = await file_a_tip(stores)

    with pytest.raises(UnknownTip):
        await stores.citizens.keep(a_heard(said(by=BINH), addition=(filing.tip_id, "Xin chào", ())))


async def test_only_a_web_chat_keeps_lines(stores: Stores) -> None:
    await stores.citizens.keep(a_heard(replies=(a_reply(),)))
    await stores.citizens.keep(
        a_heard(said("chào", by=ON_TELEGRAM), replies=(a_reply(to=ON_TELEGRAM),))
    )

    lines = await stores.citizens.lines(AN, 0)

    assert [(line.author, line.message.text) for line in lines] == [
        ("citizen", "xin chào"),
        ("bot", "Chào bạn."),
    ]
    assert await stores.citizens.lines(AN, lines[0].id) == lines[1:]
    assert await stores.citizens.lines(ON_TELEGRAM, 0) == ()
    assert await stores.citizens.lines(BINH, 0) == ()


async def test_a_pressed_button_is_remembered_by_its_label(stores: Stores) -> None:
    button = Button("Không rõ", Choice("unknown"))
    await stores.citizens.keep(a_heard(replies=(a_reply(buttons=(button,)),), draft=None))

    pressed = said(event="2", choice="unknown")
    await stores.citizens.keep(a_heard(pressed, draft=None))

    assert texts(await stores.citizens.lines(AN, 0)).endswith("Không rõ")


async def test_a_first_hello_and_an_unknown_button_leave_no_empty_line(stores: Stores) -> None:
    await stores.citizens.keep(a_heard(said(choice="start"), draft=None))

    assert await stores.citizens.lines(AN, 0) == ()


async def test_a_shared_position_is_a_line(stores: Stores) -> None:
    await stores.citizens.keep(a_heard(said(position=Position(10.77251, 106.69801)), draft=None))

    assert texts(await stores.citizens.lines(AN, 0)) == "📍 10.77251, 106.69801"


async def test_what_is_out_of_scope_is_only_counted(stores: Stores) -> None:
    for event in ("1", "2"):
        silent = said("", event)
        await stores.citizens.keep(a_heard(silent, draft=None, out_of_scope="politics"))

    assert await stores.health.out_of_scope() == {"out_of_scope.politics": 2}


async def test_wrong_receipts_are_counted_for_five_minutes(stores: Stores) -> None:
    for event in "123":
        await stores.citizens.keep(a_heard(said("", event), draft=None, wrong_receipt=True))

    now = await stores.citizens.recall(said(event="x"), NOON)
    later = await stores.citizens.recall(said(event="x"), NOON + timedelta(minutes=5))
    other = await stores.citizens.recall(said(by=BINH), NOON)

    assert (now.wrong_receipts, later.wrong_receipts, other.wrong_receipts) == (3, 0, 0)


async def test_a_picture_is_shown_to_whoever_sent_it_and_to_the_desk_that_has_it(
    stores: Stores,
) -> None:
    picture = await stores.media.put(b"picture", MediaKind.PHOTO, "image/jpeg", NOON)
    await stores.citizens.keep(a_heard(said(event="0", media=(picture,)), draft=None))
    before = await stores.tips.holds_media(Code("K7Q-204"), a_filing().route.desk, picture.id)
    await file_a_tip(stores, report=a_report(media=(picture,)))

    assert not before
    assert await stores.tips.holds_media(Code("K7Q-204"), a_filing().route.desk, picture.id)
    assert await stores.citizens.may_see(AN, picture.id)
    assert not await stores.citizens.may_see(BINH, picture.id)
    assert not await stores.citizens.may_see(AN, "\x00")


async def test_strange_characters_are_kept_as_they_are(stores: Stores) -> None:
    strange = "a\x00b\ud800c\u202ed\u200be🚔" + "ă" * 100_000
    await stores.citizens.keep(a_heard(said(strange, "khóa \x00 lạ"), draft=None))

    [line] = await stores.citizens.lines(AN, 0)

    assert line.message.text == strange


async def test_media_of_a_draft_survive_as_they_were(stores: Stores) -> None:
    voice = Media(MediaId("v" * 32), MediaKind.VOICE, "audio/ogg", 9)
    await stores.citizens.keep(a_heard(replies=(a_reply(media=(voice,)),)))

    assert (await stores.citizens.lines(AN, 0))[-1].message.media == (voice,)


async def test_a_story_comes_back_to_the_desk_word_for_word(stores: Stores) -> None:
    filing = await file_a_tip(stores)

    tip = await stores.tips.tip(filing.code, filing.route.desk)

    assert tip is not None
    assert tip.report == filing.report
    assert tip.report.story == STORY
    assert (tip.route, tip.channel, tip.version, tip.unread) == (filing.route, "web", 1, True)
