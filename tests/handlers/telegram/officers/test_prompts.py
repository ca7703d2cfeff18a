"""How an officer says in a Telegram group that held words are meant."""

import pytest

from handlers.telegram.officers.prompts import _read_words
from tips.reading.asked_words import Confirmed


@pytest.mark.parametrize(
    "words", ["xác nhận: gọi 0912", "Xac nhan :gọi 0912", "XÁC NHẬN:\ngọi 0912"]
)
def test_words_that_begin_with_a_second_yes_are_confirmed(words: str) -> None:
    told = _read_words(words)

    assert isinstance(told, Confirmed)
    assert told == "gọi 0912"


@pytest.mark.parametrize("words", ["Bạn xác nhận: lúc mấy giờ?", "xác nhận giúp: ở đâu?"])
def test_other_words_are_sent_as_they_are(words: str) -> None:
    assert _read_words(words) == words
    assert not isinstance(_read_words(words), Confirmed)
