"""Every sentence of the chat: both languages, plain, short, in the right voice."""

import re
import string
import unicodedata
from importlib import resources
from pathlib import Path

import pytest

from messages.menus import number
from tips.conversation.commands import recognise
from wording.catalogue import catalogue

CHAT = {key: entry for key, entry in catalogue().items() if key.startswith("chat.")}
SOURCES = [
    *Path(str(resources.files("tips.conversation"))).rglob("*.py"),
]
FIELDS = string.Formatter()


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in FIELDS.parse(sentence) if name}


@pytest.mark.parametrize("key", CHAT)
def test_a_sentence_is_there_in_both_languages_with_the_same_blanks(key: str) -> None:
    entry = CHAT[key]

    assert entry["vi"].strip()
    assert entry["en"].strip()
    assert fields(entry["vi"]) == fields(entry["en"])


@pytest.mark.parametrize("key", CHAT)
def test_a_sentence_is_plain_and_short(key: str) -> None:
    for sentence in CHAT[key].values():
        assert unicodedata.is_normalized("NFC", sentence)
        assert len(sentence) <= 1_500
        assert "**" not in sentence
        assert "http" not in sentence
        assert "</" not in sentence


@pytest.mark.parametrize("key", CHAT)
def test_the_voice_is_calm_and_civil(key: str) -> None:
    sentence = CHAT[key]["vi"].lower()

    assert not re.search(r"\bmình\b", sentence), "the bot never says “mình”"
    assert "đối tượng" not in sentence
    assert "!" not in sentence


def test_no_sentence_is_left_without_use() -> None:
    used = "\n".join(path.read_text("utf-8") for path in SOURCES)
    begun = ("button_", "danger_1", "refusal_", "scope_", "step_", "state_", "thread_", "ask_")
    built = (*begun, "retract_")  # a photo, a voice, a video, a paper
    names = [key.removeprefix("chat.") for key in CHAT]

    assert not [n for n in names if f'"{n}"' not in used and not n.startswith(built)]


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ("/huy", "cancel"), ("HUỶ", "cancel"), ("hủy.", "cancel"), ("quay lai", "back"),
        ("/quaylai", "back"), ("tro giup", "help"), ("/trogiup@tinbao_bot", "help"), ("?", "help"),
        ("khong ro", "unknown"), ("Không biết!", "unknown"), ("i don’t know", "unknown"),
        ("bo qua het", "skip_all"), ("/tin", "list"), ("tin của tôi", "list"), ("dung", "yes"),
        ("Đúng rồi", "yes"), ("gui di", "send"), ("OK", "yes"), ("english", "english"),
        ("toi da luu", "saved"), ("xoá", "erase"), ("xóa", "erase"), ("chao chau", "greeting"),
        ("Dạ không ạ", "no"), ("bà không biết nữa", "unknown"), ("gui di chau", "send"),
        ("ba luu roi", "saved"), ("k bik", "unknown"), ("hok co", "no"), ("uk", "yes"),
        ("dạ em cảm ơn", "thanks"), ("quay lại đi", "back"), ("chưa có", "no"),
        ("uk luu r", "saved"), ("không biết ở đâu nữa", "unknown"),
        ("any news?", "list"), ("có tin gì mới không?", "list"),
        ("cam on chau nghe", "thanks"),
        ("dừng", "halt"), ("Dừng nhé", "halt"),
        ("/tinmoi", "new"), ("tin mới", "new"), ("tin moi", "new"), ("tinmoi", "new"),
        ("/ma lúa sông", "receipt"), ("mã", "receipt"), ("ma giu tin", "receipt"),
        ("/xoa", "erase"), ("xoa", "erase"), ("hủy", "cancel"), ("huy", "cancel"),
        ("quay lại", "back"), ("quaylai", "back"), ("trợ giúp", "help"), ("trogiup", "help"),
        ("/ngonngu", "language"), ("ngôn ngữ", "language"), ("ngon ngu", "language"),
    ],
)  # fmt: skip
def test_orders_are_known_with_and_without_diacritics(typed: str, order: str) -> None:
    recognised = recognise(typed)

    assert recognised
    assert recognised.name == order


@pytest.mark.parametrize(
    "typed",
    [
        "tôi muốn hủy vé",
        "tối qua",
        "/khong_co",
        "cỏ",
        "gửi tiền cho nó",
        "",
        "   ",
        "giúp em với",
        "dạ em",
        "có em bé",
        "không ai giúp",
        "xóa em đi",
    ],
)
def test_answers_are_not_taken_for_orders(typed: str) -> None:
    assert recognise(typed) is None


def test_numbers_are_read_as_people_write_them() -> None:
    assert [number(typed) for typed in ("3", " 3. ", "số 3", "3)", "ba", "3 người", "１")] == [
        3, 3, 3, 3, None, None, 1,
    ]  # fmt: skip
