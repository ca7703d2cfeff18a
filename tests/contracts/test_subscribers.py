"""What who asked for lessons is promised: broadcasts.subscribing.ports.SubscriberStore."""

from dataclasses import replace
from datetime import timedelta

import pytest

from broadcasts.audience.audience import Audience
from broadcasts.audience.subscriber import Rhythm
from broadcasts.subscribing.ports import Enrolled, SubscriptionMoved
from broadcasts.subscribing.subscription import Subscription, begin
from messages.message import Address, Outgoing
from tests.builders import NOON, a_citizen, said
from tests.contracts.conftest import Ports

BROWSER, PHONE = a_citizen("an"), a_citizen("555000111", "telegram")
ALL = begin("vi")


async def subscribe(
    ports: Ports, wanted: Subscription | None, event: str = "1", by: Address = BROWSER
) -> Enrolled:
    incoming = said("đăng ký", event, by=by)
    before = (await ports.subscribers.recall(incoming, NOON)).subscription
    enrolled = Enrolled(incoming, NOON, before, wanted, (Outgoing(by, "Đã ghi."),))
    await ports.subscribers.keep(enrolled)
    return enrolled


async def test_a_message_is_heard_once_and_answered_the_same(ports: Ports) -> None:
    kept = await subscribe(ports, ALL)

    with pytest.raises(SubscriptionMoved):
        await ports.subscribers.keep(replace(kept, before=ALL))

    known = await ports.subscribers.recall(kept.incoming, NOON)
    assert known.subscription == ALL
    assert [line.message.text for line in known.answer or ()] == ["Đã ghi."]
    assert (await ports.subscribers.recall(said(by=PHONE), NOON)).subscription is None


async def test_what_moved_in_between_takes_nothing(ports: Ports) -> None:
    kept = await subscribe(ports, ALL)

    with pytest.raises(SubscriptionMoved):
        await ports.subscribers.keep(replace(kept, incoming=said("đổi", "2", by=BROWSER)))


async def test_a_question_of_ours_is_open_until_the_day_is_over(ports: Ports) -> None:
    asking = replace(ALL, awaiting="commune")
    await subscribe(ports, asking)

    today = await ports.subscribers.recall(said(event="2", by=BROWSER), NOON)
    tomorrow = await ports.subscribers.recall(said(event="2", by=BROWSER), NOON + timedelta(days=1))
    await ports.subscribers.let_go(BROWSER)
    let_go = await ports.subscribers.recall(said(event="2", by=BROWSER), NOON)

    assert [one.subscription for one in (today, tomorrow, let_go)] == [asking, ALL, ALL]


async def test_a_subscription_that_ended_leaves_no_line(ports: Ports) -> None:
    kept = await subscribe(ports, ALL)
    written = [line.message.text for line in await ports.citizens.lines(BROWSER, 0)]

    await ports.subscribers.end(BROWSER)

    assert written == ["đăng ký", "Đã ghi."]
    assert await ports.citizens.lines(BROWSER, 0) == ()
    assert not await ports.subscribers.is_subscribed(BROWSER)
    assert (await ports.subscribers.recall(kept.incoming, NOON)).answer is None


async def test_who_unsubscribes_is_on_no_list(ports: Ports) -> None:
    await subscribe(ports, ALL)

    await subscribe(ports, None, "2")

    assert not await ports.subscribers.is_subscribed(BROWSER)
    assert await ports.subscribers.count(Audience()) == 0


async def test_an_audience_counts_those_it_is_for(ports: Ports) -> None:
    pupil = replace(
        ALL.wishes,
        topics=frozenset({"ma_tuy"}),
        groups=ALL.wishes.groups | {"hoc_sinh"},
        province="79",
        commune="26743",
        rhythm=Rhythm.WEEKLY,
    )
    await subscribe(ports, Subscription(pupil))
    await subscribe(ports, ALL, by=PHONE)
    audiences = {
        Audience(): 2,
        Audience(provinces=frozenset({"79"})): 1,
        Audience(provinces=frozenset({"04"}), communes=frozenset({"26743"})): 1,
        Audience(communes=frozenset({"01279"})): 0,
        Audience(topics=frozenset({"ma_tuy"})): 2,
        Audience(topics=frozenset({"ma_tuy"}), channels=frozenset({"web"})): 1,
        Audience(groups=frozenset({"hoc_sinh"})): 1,
        Audience(groups=frozenset({"moi_nguoi", "hoc_sinh"})): 2,
        Audience(rhythms=frozenset({Rhythm.ALL})): 1,
    }

    assert {one: await ports.subscribers.count(one) for one in audiences} == audiences


async def test_what_is_counted_is_counted_once_and_by_day(ports: Ports) -> None:
    incoming = said("ld-14 b", "9", by=PHONE)
    answered = Enrolled(incoming, NOON, None, None, (Outgoing(PHONE, "Đúng rồi."),), "quiz.ld-14.2")

    await ports.subscribers.keep(answered)
    with pytest.raises(SubscriptionMoved):
        await ports.subscribers.keep(answered)

    assert await ports.subscribers.counted_since(f"{NOON:%Y-%m-%d}") == {"quiz.ld-14.2": 1}
    assert await ports.subscribers.counted_since("2999-01-01") == {}
