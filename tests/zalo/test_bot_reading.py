"""What an update of the Bot Platform says: recorded bodies, documented ones, and nonsense."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.zalo.arrived import What, is_id
from handlers.zalo.bot.reading import KNOWN, event_name, read_update
from tests.zalo.recorded import body

LAN = "5c0d1e2f3a4b59687706"


@pytest.mark.parametrize(
    ("name", "what", "text"),
    [
        ("bot-text-flat-live-2026-09", What.HEARD, "Cho tôi hỏi"),
        ("bot-text-wrapped", What.HEARD, "xin chao"),
        ("bot-image-flat-live-2026-09", What.HEARD, ""),
        ("bot-voice-flat-live-2026-09", What.HEARD, ""),
        ("bot-sticker-constructed", What.UNSUPPORTED, ""),
    ],
)
def test_a_recorded_update_is_read_without_who_said_it(name: str, what: What, text: str) -> None:
    arrived = read_update(body(name))

    assert arrived is not None
    assert (arrived.what, arrived.chat, arrived.text) == (what, LAN, text)
    assert arrived.said_at.year in (2025, 2026)
    assert "Thử" not in repr(arrived)
    assert "Thu" not in repr(arrived)


def test_pictures_have_two_names_and_voices_one() -> None:
    live = body("bot-image-flat-live-2026-09")
    documented = {**live, "message": {**live["message"], "photo": "https://p.zdn.vn/x.jpg"}}
    del documented["message"]["photo_url"]
    files = [read_update(told).files for told in (live, documented)]  # type: ignore[union-attr]
    voice = read_update(body("bot-voice-flat-live-2026-09"))

    recorded = "https://photo-stal-1.zdn.vn/jpg/0123456789abcdef/test.jpg"
    assert files[0] == ((recorded, "image/jpeg"),)
    assert files[1] == (("https://p.zdn.vn/x.jpg", "image/jpeg"),)
    assert voice is not None
    assert voice.files == (("https://f2-voice-aac-dl.zdn.vn/0123456789/abcdef.aac", "audio/aac"),)


@pytest.mark.parametrize(
    "told", [None, body("bot-unsupported-without-message"), [], "x", {}, {"result": []}, 7]
)
def test_with_nobody_to_answer_there_is_nothing_to_do(told: object) -> None:
    assert read_update(told) is None


def test_a_group_is_not_a_place_to_tell_and_an_unknown_event_with_words_is_heard() -> None:
    told = body("bot-text-flat-live-2026-09")
    told["message"]["chat"]["chat_type"] = "GROUP"
    strange = {**body("bot-text-flat-live-2026-09"), "event_name": "message.hologram.received"}

    assert read_update(told).what is What.IN_GROUP  # type: ignore[union-attr]
    assert read_update(strange).what is What.HEARD  # type: ignore[union-attr]
    assert (event_name(strange), event_name(None)) == ("other", "other")


def test_a_time_that_cannot_be_one_opens_no_window() -> None:
    told = body("bot-text-flat-live-2026-09")
    for date in ("soon", -5, 10**30, None, "١٢"):
        told["message"]["date"] = date
        arrived = read_update(told)
        assert arrived is not None
        assert arrived.said_at == datetime.fromtimestamp(0, UTC)


JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["result", "message", "chat", "id", "from", "text", "photo", "date", "message_id"]
            ),
            inner,
            max_size=4,
        )
    ),
)


@given(JSON)
def test_nothing_that_is_json_makes_it_fall(told: object) -> None:
    arrived = read_update(told)

    assert arrived is None or is_id(arrived.chat)
    assert event_name(told) in {*KNOWN, "other"}
