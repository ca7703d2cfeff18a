"""What is sent fits the channel, loses no word, and is parted where a reader would breathe."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcasts.lessons.limits import LIMITS, Limits
from broadcasts.lessons.rendering import FooterTooLong, render
from messages.fitting import length
from tests.broadcasts.library_copies import DAY, WARD, the_lesson

LESSON = the_lesson("hd-02")
STOP = "Gửi «dừng» để thôi nhận bài."


def sent(body: str, limits: Limits, footer: str = "", picture: Path | None = None) -> list[str]:
    lesson = replace(LESSON, title="Đầu đề", body=body, picture=picture)
    return list(render(lesson, WARD, limits, footer, "vi", DAY))


def test_a_short_lesson_is_one_text_that_ends_in_the_footer() -> None:
    assert sent("Lời.", LIMITS["zalo_oa"], STOP) == [f"Đầu đề\n\nLời.\n\n{STOP}"]
    assert sent("Lời.", LIMITS["zalo_oa"]) == ["Đầu đề\n\nLời."]


def test_a_long_one_is_parted_at_paragraphs_then_at_sentences() -> None:
    body = "Một hai ba bốn. Năm sáu bảy!\n\nTám chín mười. Mười một mười hai mười ba?"

    assert sent(body, Limits(45, 45)) == [
        "Đầu đề\n\nMột hai ba bốn. Năm sáu bảy!",
        "Tám chín mười. Mười một mười hai mười ba?",
    ]
    assert sent(body, Limits(26, 26)) == [
        "Đầu đề\n\nMột hai ba bốn.",
        "Năm sáu bảy!",
        "Tám chín mười.",
        "Mười một mười hai mười ba?",
    ]


def test_a_closing_quote_stays_with_its_sentence() -> None:
    assert sent('"Có chắc không?" Anh ta hỏi.', Limits(26, 26))[0] == 'Đầu đề\n\n"Có chắc không?"'


def test_with_a_picture_the_first_text_is_a_caption() -> None:
    body = "Một hai ba bốn. Năm sáu bảy tám chín mười mười một mười hai."

    parts = sent(body, Limits(60, 30), picture=Path("hd-02.jpg"))

    assert parts == ["Đầu đề\n\nMột hai ba bốn.", "Năm sáu bảy tám chín mười mười một mười hai."]


def test_the_footer_never_stands_alone_and_may_not_fill_a_message() -> None:
    parts = sent("Một hai ba bốn. Năm sáu bảy tám.", Limits(42, 42), "Gửi «dừng» để thôi.")

    assert parts == ["Đầu đề\n\nMột hai ba bốn.", "Năm sáu bảy tám.\n\nGửi «dừng» để thôi."]
    with pytest.raises(FooterTooLong):
        sent("Lời.", Limits(40, 40), STOP)


def test_length_is_counted_as_messengers_do() -> None:
    assert length("Đă") == 2
    assert length("😀") == 2
    assert all(length(part) <= 10 for part in sent("😀" * 40, Limits(10, 10)))


WORDS = st.text(st.sampled_from('abđếọ.!? \n"»,😀'), min_size=1, max_size=300)


@given(body=WORDS, wall=st.integers(8, 120), footer=st.sampled_from(["", "«dừng»"]))
def test_every_part_fits_and_no_letter_is_lost(body: str, wall: int, footer: str) -> None:
    limits = Limits(wall, wall)
    if length(footer) > wall // 2:
        footer = ""

    parts = sent(body, limits, footer)

    assert all(0 < length(part) <= wall for part in parts)
    assert all(part == part.strip() for part in parts)
    assert "".join("".join(parts).split()) == "".join(f"Đầu đề{body}{footer}".split())
