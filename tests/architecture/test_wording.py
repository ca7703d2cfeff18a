import re
import string
import unicodedata

import pytest

from wording.catalogue import LANGUAGES, catalogue

LONGEST = 2_000  # Zalo refuses more
ENTRIES = sorted(catalogue())
# The desk's own pages: officers read Vietnamese.
VIETNAMESE_ONLY = ("deskpage.", "signin.", "moves.page_", "moves.action_")
# What residents read: chats and pages of the resident.
TO_RESIDENTS = re.compile(
    r"^((chat|page|telegram|kinds|subscribing|scams)\.|rewards\.(told|offer|taken|none)|mediation\.told)"
)


def fields_of(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_is_there_in_both_languages(language: str) -> None:
    asked = [key for key in ENTRIES if language == "vi" or not key.startswith(VIETNAMESE_ONLY)]

    assert not [key for key in asked if not catalogue()[key].get(language, "").strip()]


def test_no_entry_has_a_third_language_or_a_misspelt_one() -> None:
    assert not [key for key in ENTRIES if set(catalogue()[key]) - set(LANGUAGES)]


def test_english_fills_in_nothing_that_vietnamese_lacks() -> None:
    entries = [(key, catalogue()[key]) for key in ENTRIES]

    assert not [k for k, told in entries if fields_of(told.get("en", "")) - fields_of(told["vi"])]


def test_letters_are_composed_as_vietnamese_keyboards_type_them() -> None:
    texts = [(key, text) for key in ENTRIES for text in catalogue()[key].values()]

    assert not [key for key, text in texts if unicodedata.normalize("NFC", text) != text]
    assert not [key for key, text in texts if re.search("[\u200b-\u200f\u202a-\u202e\ufeff]", text)]


def test_no_message_is_longer_than_any_channel_takes() -> None:
    assert not [k for k in ENTRIES if any(len(t) > LONGEST for t in catalogue()[k].values())]


def test_vietnamese_is_written_with_its_marks() -> None:
    bare = [
        key
        for key in ENTRIES
        if len(catalogue()[key]["vi"]) > 40 and catalogue()[key]["vi"].isascii()
    ]

    assert not bare


def test_residents_are_never_suspects_and_the_bot_is_nobodys_friend() -> None:
    spoken = {key: catalogue()[key]["vi"].lower() for key in ENTRIES if TO_RESIDENTS.match(key)}

    assert not [key for key, text in spoken.items() if "đối tượng" in text]
    assert not [key for key, text in spoken.items() if re.search(r"\bmình\b", text)]
