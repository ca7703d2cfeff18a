import itertools

import pytest

from channels.telegram.pacing import GROUP, PRIVATE_CHAT, WHOLE_TOKEN, Limit, Pace, PacedChannel
from messages.channel import TryLater
from messages.message import Address, Outgoing
from tests.fakes import RecordingChannel

GROUP_CHAT = "-1001"
TICKETS = (f"ticket {n}" for n in itertools.count())


class Watch:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def pace(watch: Watch) -> Pace:
    return Pace(watch)


def send_until(pace: Pace, watch: Watch, end: float, *recipients: str) -> list[float]:
    """Everybody has always something to say; when did it go out?"""
    went = []
    waiting = {recipient: next(TICKETS) for recipient in recipients}
    while watch.seconds < end:
        for recipient in recipients:
            if pace.ask(recipient, waiting[recipient]) == 0:
                went.append(watch.seconds)
                waiting[recipient] = next(TICKETS)
        watch.seconds = round(watch.seconds + 0.05, 2)
    return went


def most_within(times: list[float], seconds: float) -> int:
    return max(sum(start <= t < start + seconds for t in times) for start in times)


@pytest.mark.parametrize(("recipient", "limit"), [(GROUP_CHAT, GROUP), ("4711", PRIVATE_CHAT)])
def test_no_window_holds_more_than_the_limit(
    pace: Pace, watch: Watch, recipient: str, limit: Limit
) -> None:
    times = send_until(pace, watch, watch.seconds + 300, recipient)

    assert most_within(times, limit.seconds) == limit.messages
    assert len(times) >= 300 / limit.seconds * limit.messages * 0.9


def test_one_token_says_thirty_a_second_to_everybody_together(pace: Pace, watch: Watch) -> None:
    times = send_until(pace, watch, watch.seconds + 5, *map(str, range(1, 200)))

    assert most_within(times, 1.0) == WHOLE_TOKEN.messages
    assert len(times) >= 5 * 30 * 0.9


def test_topics_of_a_group_share_its_limit(pace: Pace) -> None:
    for topic in range(20):
        assert pace.ask(f"{GROUP_CHAT}/{topic}", next(TICKETS)) == 0

    assert pace.ask(f"{GROUP_CHAT}/99", next(TICKETS)) == 60


def test_a_ticket_keeps_its_place_in_the_line(pace: Pace, watch: Watch) -> None:
    for _ in range(20):
        pace.ask(GROUP_CHAT, next(TICKETS))
        watch.seconds += 1
    first, second = pace.ask(GROUP_CHAT, "first"), pace.ask(GROUP_CHAT, "second")

    watch.seconds += first

    assert second == first + 1
    assert pace.ask(GROUP_CHAT, "second") == 1
    assert pace.ask(GROUP_CHAT, "first") == 0


def test_pictures_count_as_messages(pace: Pace) -> None:
    assert pace.ask(GROUP_CHAT, "card", messages=11) == 0
    assert pace.ask(GROUP_CHAT, "another", messages=10) == 60


def test_a_busy_group_does_not_hold_a_private_chat(pace: Pace) -> None:
    for _ in range(40):
        pace.ask(GROUP_CHAT, next(TICKETS))

    assert pace.ask("4711", next(TICKETS)) == 0


def test_after_a_429_the_whole_token_is_silent(pace: Pace, watch: Watch) -> None:
    pace.halt(90)

    assert pace.ask("4711", "a") == 90
    watch.seconds += 90
    assert pace.ask("4711", "a") == 0


async def test_a_long_wait_goes_back_to_the_rows(pace: Pace) -> None:
    channel = PacedChannel(RecordingChannel("telegram_desk"), pace)
    message = Outgoing(Address("telegram_desk", GROUP_CHAT), "thẻ")
    for _ in range(20):
        await channel.send(message)

    with pytest.raises(TryLater) as later:
        await channel.send(message, "letter 21")

    assert later.value.seconds == 60
    assert not later.value.whole_channel


async def test_two_channels_of_one_token_rest_together(pace: Pace) -> None:
    citizens = PacedChannel(inner := RecordingChannel("telegram"), pace)
    desks = PacedChannel(RecordingChannel("telegram_desk"), pace)
    inner.troubles.append(TryLater(40, whole_channel=True))

    with pytest.raises(TryLater):
        await citizens.send(Outgoing(Address("telegram", "1"), "một"))
    with pytest.raises(TryLater) as later:
        await desks.edit(Outgoing(Address("telegram_desk", GROUP_CHAT), "thẻ"), "77")

    assert later.value.seconds == 40


def test_what_is_over_is_forgotten(watch: Watch) -> None:
    pace = Pace(watch, token=Limit(10**6, 1.0))
    for chat in range(10_000):
        pace.ask(str(chat), next(TICKETS))
        watch.seconds += 0.01

    assert len(pace._chats) < 6000


def test_a_call_counts_until_a_minute_after_its_end(pace: Pace, watch: Watch) -> None:
    for _ in range(20):
        assert pace.start(GROUP_CHAT) == 0
    assert pace.start(GROUP_CHAT) == 60  # the platform may count them at any moment from now on
    watch.seconds += 3
    for _ in range(20):
        pace.end(GROUP_CHAT)

    watch.seconds += 59

    assert pace.start(GROUP_CHAT) == 1
    watch.seconds += 1
    assert pace.start(GROUP_CHAT) == 0


def test_who_asks_finds_what_went_out_without_asking(pace: Pace, watch: Watch) -> None:
    for _ in range(20):
        pace.start(GROUP_CHAT)
        pace.end(f"{GROUP_CHAT}/7")
        watch.seconds += 1

    assert pace.ask(GROUP_CHAT, next(TICKETS)) == 40


def test_foreseeing_takes_no_place_in_the_line(pace: Pace) -> None:
    for _ in range(20):
        pace.ask(GROUP_CHAT, next(TICKETS))

    assert pace.foresee(GROUP_CHAT) == 60
    assert pace.foresee(GROUP_CHAT) == 60
    assert pace.foresee("4711") == 0


def test_a_letter_longer_than_the_limit_goes_all_the_same(pace: Pace, watch: Watch) -> None:
    pace.ask(GROUP_CHAT, "big", messages=25)
    watch.seconds += 60

    assert pace.ask(GROUP_CHAT, "big", messages=25) == 0


def test_a_limited_group_silences_nobody_else(pace: Pace, watch: Watch) -> None:
    assert not pace.limit(f"{GROUP_CHAT}/7", 40)

    assert pace.ask(f"{GROUP_CHAT}/8", next(TICKETS)) == 40
    assert (pace.start(GROUP_CHAT), pace.foresee(GROUP_CHAT)) == (40, 40)
    for other in ("-2002", "4711"):
        assert (pace.ask(other, next(TICKETS)), pace.start(other)) == (0, 0)
    watch.seconds += 40
    assert pace.ask(GROUP_CHAT, next(TICKETS)) == 0


def test_many_groups_limited_at_once_are_the_whole_tokens_limit(pace: Pace, watch: Watch) -> None:
    assert [pace.limit(chat, 10) for chat in ("-1", "-2", "-2", "-3")] == [False] * 3 + [True]
    assert pace.ask("4711", next(TICKETS)) == 10

    watch.seconds += 11
    assert not pace.limit("-4", 10)  # the others are over
    assert pace.limit("4711", 5)
    assert pace.ask("-9", next(TICKETS)) == 5
