"""How an officer says in a Telegram group that held words are meant."""

import pytest

from tips.reading.asked_words import Confirmed, confirmed


@pytest.mark.parametrize(
    "words", ["xác nhận: gọi 0912", "Xac nhan :gọi 0912", "XÁC NHẬN:\ngọi 0912"]
)
def test_words_that_begin_with_a_second_yes_are_confirmed(words: str) -> None:
    told = confirmed(words)

    assert isinstance(told, Confirmed)
    assert told == "gọi 0912"


@pytest.mark.parametrize("words", ["Bạn xác nhận: lúc mấy giờ?", "xác nhận giúp: ở đâu?"])
def test_other_words_are_sent_as_they_are(words: str) -> None:
    assert confirmed(words) == words
    assert not isinstance(confirmed(words), Confirmed)
