"""What does not fit a channel is said in more messages, or in words instead of buttons."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.channels import WEB, ChannelRow
from messages.fitting import fits, fitted, length, parts_of
from messages.message import RECEIPT_MARK, Address, Button, Choice, Outgoing

POOR = ChannelRow("poor", "channels.web", "channels.within_web", longest_text=60)
TO = Address("poor", "1")


def test_a_text_is_split_where_a_paragraph_ends() -> None:
    text = "Một hai ba bốn.\n\nNăm sáu bảy tám\nchín mười mười một mười hai.\n\nHết."

    assert parts_of(text, 40) == [
        "Một hai ba bốn.",
        "Năm sáu bảy tám",
        "chín mười mười một mười hai.\n\nHết.",
    ]


def test_a_word_longer_than_a_message_is_torn_between_letters() -> None:
    parts = parts_of("😀" * 50, 21)

    assert "".join(parts) == "😀" * 50
    assert all(length(part) <= 21 for part in parts)


@given(st.text(alphabet="aă😀 \n.", max_size=300), st.integers(4, 60))
def test_no_part_is_too_long_and_no_letter_is_lost(text: str, longest: int) -> None:
    parts = parts_of(text, longest)

    assert all(length(part) <= longest for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_what_fits_stays_as_it_is() -> None:
    message = Outgoing(TO, "Vâng.", step="Bước 2/6")

    assert fitted(message, POOR) == (message,)


def test_without_buttons_their_labels_stand_below() -> None:
    message = Outgoing(
        TO, "Đúng không?", (Button("Có", Choice("yes")), Button("Không", Choice("no")))
    )

    [said] = fitted(message, POOR)

    assert said.text == "Đúng không?\n• Có\n• Không"
    assert said.buttons == ()
    assert fits(said, POOR)
    assert fitted(message, WEB) == (message,)


def test_the_step_comes_first_and_the_receipt_with_the_last() -> None:
    text = f"Đã nhận tin. Mã giữ tin của bạn:\n\n{RECEIPT_MARK}\n\nHãy chép lại mã này."
    message = Outgoing(TO, text, receipt=("lúa", "sông", "núi"), step="Bước 6/6")

    first, *_, last = fitted(message, POOR)

    assert first.text.startswith("Bước 6/6\n\nĐã nhận tin.")
    assert last.receipt == message.receipt
    assert not first.receipt
    assert "lúa · sông · núi" in "\n".join(one.full_text for one in fitted(message, POOR))


@pytest.mark.parametrize("units", [59, 60, 61])
def test_the_limit_itself_still_fits(units: int) -> None:
    message = replace(Outgoing(TO, ""), text="ă" * units)

    assert len(fitted(message, POOR)) == (1 if units <= 60 else 2)
