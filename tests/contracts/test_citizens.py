"""What a resident's messages are promised: tips.intake.ports.CitizenStore."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desks.errors import UnknownTip
from messages.message import Address, Media, MediaId, MediaKind
from tests.builders import NOON, a_desk, a_filing, a_report, said
from tests.contracts.conftest import Ports
from tests.contracts.heard import a_closed_tip, heard
from tests.storage.tips_filed import (
    AN,
    BINH,
    GROUP,
    a_change,
    a_claim,
    a_filed_tip,
    a_question,
    add_words,
    seat,
)
from tips.errors import AlreadyDone, TipMoved
from tips.intake.ports import Withdrawal
from tips.tip import Author, Status, TipId, Urgency, free_codes

LATER = NOON + timedelta(hours=3)
PICTURE = Media(MediaId("a" * 32), MediaKind.PHOTO, "image/jpeg", 100)


async def test_the_second_send_of_one_draft_files_nothing_again(ports: Ports) -> None:
    tip = await a_filed_tip(ports)
    again = a_filing(tip_id=TipId("9" * 32), code=tip.code, draft_id=f"{1:032x}")

    await ports.citizens.keep(await heard(ports, "again", filing=again))

    [own] = (await ports.citizens.recall(said(by=AN, event="?"), NOON)).own_tips
    assert own.tip == tip.id


async def test_a_taken_code_gets_a_fourth_digit(ports: Ports) -> None:
    tip = await a_filed_tip(ports)
    other = a_filing(tip_id=TipId("9" * 32), code=tip.code, draft_id="e" * 32)

    await ports.citizens.keep(await heard(ports, "other", BINH, filing=other))

    kept = await ports.tips.queue(tip.route.desk, None, "", 9)
    [longer] = {row.code for row in kept} - {tip.code}
    assert longer.startswith(tip.code)
    assert len(longer) == len(tip.code) + 1


async def test_a_code_of_which_all_longer_ones_are_taken_moves_the_filing(ports: Ports) -> None:
    tip = await a_filed_tip(ports)
    last = TipId("9" * 32)
    for number, code in enumerate(list(free_codes(tip.code, last))[1:], 50):
        draft = f"{number:032d}"
        words = ports.citizens.receipt_for(draft)
        taken = a_filing(tip_id=TipId(draft), code=code, draft_id=draft, receipt=words)
        await ports.citizens.keep(await heard(ports, draft, BINH, filing=taken))
    other = a_filing(tip_id=last, code=tip.code, draft_id="e" * 32)

    with pytest.raises(TipMoved):
        await ports.citizens.keep(await heard(ports, "other", BINH, filing=other))


async def test_an_event_is_heard_once_and_answered_the_same(ports: Ports) -> None:
    message = await heard(ports, "1")
    answer = await ports.citizens.keep(message)

    with pytest.raises(AlreadyDone):
        await ports.citizens.keep(replace(message, draft_version=1))

    assert (await ports.citizens.recall(message.incoming, NOON)).answer == answer


async def test_a_draft_that_moved_takes_nothing(ports: Ports) -> None:
    message = await heard(ports, "1")
    await ports.citizens.keep(message)

    with pytest.raises(TipMoved):
        await ports.citizens.keep(replace(message, incoming=said("nữa", "2", by=AN)))


async def test_of_two_messages_that_saw_the_same_chat_one_is_kept(ports: Ports) -> None:
    await ports.citizens.keep(await heard(ports, "1"))
    first, again, other = [await heard(ports, event) for event in ("2", "2", "3")]
    answer = await ports.citizens.keep(first)

    with pytest.raises(AlreadyDone):
        await ports.citizens.keep(again)
    with pytest.raises(TipMoved):
        await ports.citizens.keep(other)
    with pytest.raises(TipMoved):
        await ports.citizens.keep(replace(other, draft=None))

    assert (await ports.citizens.recall(first.incoming, NOON)).answer == answer
    assert (await ports.citizens.recall(other.incoming, NOON)).answer is None


async def test_what_was_seen_of_a_chat_erased_since_is_kept_nowhere(ports: Ports) -> None:
    await ports.citizens.keep(await heard(ports, "1"))
    seen = await heard(ports, "2")
    await ports.citizens.keep(replace(await heard(ports, "3"), draft=None, erase=True))

    with pytest.raises(TipMoved):
        await ports.citizens.keep(seen)

    assert (await ports.citizens.recall(seen.incoming, NOON)).answer is None


async def test_a_stranger_adds_nothing_and_reopens_nothing(ports: Ports) -> None:
    tip = await a_closed_tip(ports)

    for words in ({"addition": (tip.id, "Thêm.", ())}, {"reopening": (tip.id, "Chưa xong.")}):
        with pytest.raises(UnknownTip):
            await ports.citizens.keep(await heard(ports, "1", BINH, **words))

    assert await ports.tips.tip(tip.code, tip.route.desk) == tip


async def test_the_question_asked_last_is_known_by_its_hour_and_its_desk(ports: Ports) -> None:
    tip = await a_filed_tip(ports)
    officer = await seat(ports)
    held = await ports.tips.save(tip, a_claim(tip, officer), NOON)
    await ports.tips.save(held, a_question(held, "Xe màu gì?"), LATER)

    [own] = (await ports.citizens.recall(said(by=AN, event="?"), LATER)).own_tips

    assert (own.asked, own.asked_at) == (True, LATER)
    assert own.desk_name


async def test_words_meant_for_another_tip_leave_the_question_open(ports: Ports) -> None:
    tip, other = await a_filed_tip(ports), await a_filed_tip(ports, 2)
    officer = await seat(ports)
    held = await ports.tips.save(tip, a_claim(tip, officer), NOON)
    await ports.tips.save(held, a_question(held, "Xe màu gì?"), NOON)
    photo = await ports.media.put(b"a gate", MediaKind.PHOTO, "image/jpeg", NOON)
    await ports.citizens.keep(await heard(ports, "1", addition=(tip.id, "Ở ngã tư.", (photo,))))
    taken = Withdrawal(tip.id, "(là về tin khác)", (photo,), asks_again=True)

    moved = await heard(ports, "2", addition=(other.id, "Ở ngã tư.", (photo,)), withdrawal=taken)
    await ports.citizens.keep(moved)

    asked = {
        own.tip: own.asked
        for own in (await ports.citizens.recall(said(by=AN, event="?"), NOON)).own_tips
    }
    assert asked == {tip.id: True, other.id: False}
    threads = [await ports.citizens.thread(AN, one.id, NOON) for one in (tip, other)]
    last = [thread.lines[-1].text for thread in threads if thread]
    assert last == ["(là về tin khác)", "Ở ngã tư."]
    shown = [[line.media for line in thread.lines if line.media] for thread in threads if thread]
    assert shown == [[], [(photo,)]]  # nobody at the first desk is shown one that is not theirs


async def test_a_receipt_opens_the_tip_as_long_as_the_draft_stays(ports: Ports) -> None:
    tip = await a_filed_tip(ports)
    await ports.citizens.keep(await heard(ports, "1", BINH, opened=tip.id))

    await add_words(ports, tip, "Tôi cũng thấy.", "2", BINH)

    assert await ports.citizens.thread(BINH, tip.id, NOON) is not None
    await ports.citizens.keep(replace(await heard(ports, "3", BINH), draft=None))
    assert await ports.citizens.thread(BINH, tip.id, NOON) is None


async def test_whoever_says_more_is_heard_before_being_refused_as_spam(ports: Ports) -> None:
    officer, tip = await seat(ports), await a_filed_tip(ports)
    proposed = await ports.tips.save(tip, a_change(tip, spam_by=officer.id), NOON)

    await add_words(ports, tip, "Tôi nói thật.", "1")

    after = await ports.tips.tip(tip.code, tip.route.desk)
    assert after is not None
    assert (proposed.spam_by, after.spam_by) == (officer.id, None)
    assert (after.unread, after.version) == (True, proposed.version + 1)
    assert [(line.author, line.text) for line in after.lines] == [(Author.CITIZEN, "Tôi nói thật.")]


async def test_danger_said_later_lifts_the_tip_to_the_top_once(ports: Ports) -> None:
    await a_filed_tip(ports, 1)
    tip = await a_filed_tip(ports, 2)
    said_first = await heard(ports, "1", addition=(tip.id, "Nó đang phá cửa.", ()))

    await ports.citizens.keep(replace(said_first, alarm=(tip.id, "Đang nguy hiểm.")))
    await ports.citizens.keep(await heard(ports, "2", alarm=(tip.id, "Đang nguy hiểm.")))

    after = await ports.tips.tip(tip.code, tip.route.desk)
    assert after is not None
    assert (after.urgency, after.unread) == (Urgency.CRITICAL, True)
    assert [(line.author, line.text) for line in after.lines] == [
        (Author.CITIZEN, "Nó đang phá cửa."),
        (Author.NOTE, "Đang nguy hiểm."),
    ]


async def test_a_stranger_raises_no_alarm_and_a_closed_tip_stays_calm(ports: Ports) -> None:
    tip, closed = await a_filed_tip(ports, 1), await a_closed_tip(ports, 2)

    with pytest.raises(UnknownTip):
        await ports.citizens.keep(await heard(ports, "1", BINH, alarm=(tip.id, "Nguy hiểm.")))
    await ports.citizens.keep(await heard(ports, "2", alarm=(closed.id, "Nguy hiểm.")))

    assert await ports.tips.tip(tip.code, tip.route.desk) == tip
    assert await ports.tips.tip(closed.code, closed.route.desk) == closed


async def test_what_is_not_solved_is_opened_again_by_its_resident(ports: Ports) -> None:
    tip = await a_closed_tip(ports)
    message = await heard(ports, "1", reopening=(tip.id, "Tối qua họ lại tụ tập."))

    await ports.citizens.keep(replace(message, at=LATER))

    again = await ports.tips.tip(tip.code, tip.route.desk)
    assert again is not None
    assert (again.status, again.officer, again.officer_label) == (Status.CLASSIFYING, None, "")
    assert (again.closed_at, again.closing_reason, again.since) == (None, None, LATER)
    assert (again.reopened, again.unread, again.held_since) == (1, True, None)
    assert [line.text for line in again.lines] == ["Tối qua họ lại tụ tập."]


async def test_a_tip_that_is_open_is_not_opened_again(ports: Ports) -> None:
    tip = await a_filed_tip(ports)

    with pytest.raises(TipMoved):
        await ports.citizens.keep(await heard(ports, "1", reopening=(tip.id, "Chưa xong.")))


async def test_the_thread_says_whether_it_may_be_opened_again(ports: Ports) -> None:
    tip = await a_closed_tip(ports)

    seen = await ports.citizens.thread(AN, tip.id, LATER)
    late = await ports.citizens.thread(AN, tip.id, NOON + timedelta(days=31))

    assert seen is not None
    assert late is not None
    assert (seen.may_reopen, late.may_reopen) == (True, False)


async def test_a_chats_own_wrong_receipts_count_for_five_minutes(ports: Ports) -> None:
    message = await heard(ports, "1", wrong_receipt=True)
    await ports.citizens.keep(message)

    async def counted(by: Address, minutes: int) -> int:
        at = NOON + timedelta(minutes=minutes)
        return (await ports.citizens.recall(said(by=by, event="?"), at)).wrong_receipts

    assert [await counted(AN, 4), await counted(AN, 5), await counted(BINH, 1)] == [1, 0, 0]


async def test_a_question_is_open_until_the_resident_answers(ports: Ports) -> None:
    tip = await a_filed_tip(ports)
    asked = await ports.tips.save(tip, a_question(tip, "Lúc nào ạ?"), NOON)
    over = {"status": Status.CLOSED, "closed_at": NOON}
    await ports.tips.save(asked, a_change(asked, "close 1", **over), NOON)

    async def is_asked() -> list[tuple[bool, bool]]:
        known = await ports.citizens.recall(said(by=AN, event="?"), NOON)
        return [(one.closed, one.asked) for one in known.own_tips]

    before = await is_asked()
    await add_words(ports, tip, "Tối qua.", "1")

    assert (before, await is_asked()) == ([(True, True)], [(True, False)])


async def test_what_was_erased_leads_to_nobody(ports: Ports) -> None:
    tip = await a_filed_tip(ports)
    await ports.citizens.keep(await heard(ports, "1"))

    erased = replace(await heard(ports, "2", erase=True), draft=None)
    await ports.citizens.keep(replace(erased, incoming=replace(erased.incoming, text="")))

    known = await ports.citizens.recall(said(by=AN, event="1"), NOON)
    assert (known.draft, known.own_tips, known.answer) == (None, (), None)
    assert await ports.citizens.lines(AN, 0) == ()
    assert await ports.citizens.thread(AN, tip.id, NOON) is None
    assert await ports.tips.tip(tip.code, tip.route.desk) == tip


async def test_pictures_are_for_who_sent_them_and_who_may_read_the_tip(ports: Ports) -> None:
    kept = await ports.media.put(b"picture", MediaKind.PHOTO, "image/jpeg", NOON)
    own = await heard(ports, "1")
    await ports.citizens.keep(replace(own, incoming=replace(own.incoming, media=(kept,))))
    before = [await ports.citizens.may_see(one, kept.id) for one in (AN, BINH)]
    made = await ports.media.put(b"another voice", MediaKind.VOICE, "audio/ogg", NOON)
    await ports.citizens.keep(await heard(ports, "3", made=(made,)))
    assert [await ports.citizens.may_see(one, made.id) for one in (AN, BINH)] == [True, False]
    tip = await a_filed_tip(ports, 2, report=a_report(media=(kept,)))

    await ports.citizens.keep(await heard(ports, "2", BINH, opened=tip.id))

    assert before == [True, False]
    assert [await ports.citizens.may_see(one, kept.id) for one in (AN, BINH)] == [True, True]
    assert not await ports.citizens.may_see(AN, PICTURE.id)


async def test_words_for_a_muted_tip_ring_nobody(ports: Ports) -> None:
    await ports.desks.open_desk(a_desk(group=GROUP))
    tip = await a_filed_tip(ports)
    await ports.tips.save(tip, a_change(tip, muted=True), NOON)

    await add_words(ports, tip, "Thêm một câu.", "1")

    leased = await ports.letters.due(NOON, LATER, 10)
    assert [letter.kind for letter in leased] == ["card"]
