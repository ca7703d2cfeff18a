from handlers.telegram.citizens.albums import joined
from messages.message import (
    Address,
    Button,
    Choice,
    Media,
    MediaId,
    MediaKind,
    Outgoing,
)

LAN = Address("telegram", "1")
BUTTON = (Button("Gửi", Choice("send")),)
PHOTO = (Media(MediaId("m"), MediaKind.PHOTO, "image/jpeg", 1),)


def test_bubbles_of_one_answer_are_one_message_with_the_last_buttons() -> None:
    [message] = joined(
        [Outgoing(LAN, "Đã ghi."), Outgoing(LAN, "Ở đâu?", BUTTON, step="Bước 3/6 · Ở đâu?")]
    )

    assert message.text == "Đã ghi.\n\nBước 3/6 · Ở đâu?\n\nỞ đâu?"
    assert message.buttons == BUTTON
    assert message.step == ""


def test_what_stands_alone_stays_alone() -> None:
    pressable = Outgoing(LAN, "Chọn", BUTTON)
    seen = Outgoing(LAN, "Ảnh", media=PHOTO)
    receipt = Outgoing(LAN, "{receipt}", receipt=("lúa",))
    desks = Outgoing(LAN, "Hỏi", sender="desk")
    others = Outgoing(Address("telegram", "2"), "Chào")
    messages = [pressable, seen, receipt, desks, others]

    assert joined(messages) == messages


def test_nothing_grows_over_the_limit() -> None:
    long = Outgoing(LAN, "x" * 1500)

    assert joined([long, long]) == [long, long]


def test_one_message_stays_as_it_was() -> None:
    message = Outgoing(LAN, "Ở đâu?", BUTTON, step="Bước 3/6")

    assert joined([message]) == [message]
