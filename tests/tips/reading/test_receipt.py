"""A receipt is read back however a tired thumb wrote it."""

import re
import time
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from communes.spelling import fold
from tests.trials import lasting
from tips.reading.receipt import canonical, exact_rows, place_of, word_list, words_of
from tips.reading.receipt_slips import readings

RUDE = {
    "lon",
    "cac",
    "buoi",
    "dit",
    "du",
    "deo",
    "di",
    "cut",
    "dai",
    "ia",
    "vu",
    "bu",
    "cu",
    "dam",
    "hiep",
    "chet",
    "giet",
    "ngu",
    "dien",
}
SECRETS = st.binary(min_size=10, max_size=10)
LETTERS = "abcdefghijklmnopqrstuvwxyzăâđêôơưáàảãạ"


def typed(words: tuple[str, ...] | list[str], separator: str = " ") -> str:
    return separator.join(words)


def is_whole(text: str) -> bool:
    return bool(list(exact_rows([place_of(word) for word in re.findall("[a-z]+", fold(text))])))


def test_there_are_1024_words_told_apart_without_diacritics() -> None:
    words = word_list()

    assert len(words) == 1024
    assert len({fold(word) for word in words}) == 1024


def test_words_are_plain_lower_case_syllables_and_none_is_rude() -> None:
    for word in word_list():
        assert unicodedata.is_normalized("NFC", word)
        assert re.fullmatch("[a-z]{2,7}", fold(word))
        assert word == word.lower()
    assert not RUDE & {fold(word) for word in word_list()}


@given(SECRETS)
def test_nine_words_carry_eighty_bits(secret: bytes) -> None:
    words = words_of(secret)

    assert len(words) == 9
    assert readings(typed(words))[0] == words
    assert is_whole(typed(words, " · "))


@given(SECRETS, SECRETS)
def test_two_secrets_never_share_a_receipt(one: bytes, other: bytes) -> None:
    assert (words_of(one) == words_of(other)) == (one == other)


@given(SECRETS, st.sampled_from([" ", "-", ", ", ".", " · ", "\n", "/", "  ", "_"]), st.booleans())
def test_any_separator_case_or_missing_diacritics_is_read(
    secret: bytes, separator: str, bare: bool
) -> None:
    words = words_of(secret)
    text = typed(words, separator)

    assert readings(fold(text) if bare else text)[0] == words
    assert readings(text.upper())[0] == words
    assert readings(unicodedata.normalize("NFD", text))[0] == words


@given(SECRETS, st.data())
def test_one_slip_in_one_word_is_forgiven(secret: bytes, data: st.DataObject) -> None:
    words = words_of(secret)
    place = data.draw(st.integers(0, 8))
    word = words[place]
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from(LETTERS))
    slips = [word[:at] + letter + word[at:], word[:at] + word[at + 1 :]]
    slips += [
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    ]

    for slip in slips:
        found = readings(typed([*words[:place], slip, *words[place + 1 :]]))
        assert words in found
        assert len(found) <= 64


@given(SECRETS, st.integers(0, 7), st.booleans())
def test_two_neighbours_swapped_are_put_back(secret: bytes, left: int, bare: bool) -> None:
    words = words_of(secret)
    swapped = [*words[:left], words[left + 1], words[left], *words[left + 2 :]]

    found = readings(fold(typed(swapped)) if bare else typed(swapped))

    assert words in found
    assert len(found) <= 64
    if words[left] != words[left + 1]:
        assert not is_whole(typed(swapped))


@given(SECRETS, st.integers(0, 7))
def test_a_forgotten_or_extra_space_is_forgiven(secret: bytes, place: int) -> None:
    words = words_of(secret)
    glued = [*words[:place], words[place] + words[place + 1], *words[place + 2 :]]
    split = [*words[:place], words[place][:1], words[place][1:], *words[place + 1 :]]

    assert words in readings(typed(glued))
    assert words in readings(typed(split))


@given(SECRETS)
def test_a_receipt_is_found_inside_a_sentence(secret: bytes) -> None:
    words = words_of(secret)

    assert words in readings(f"Mã của tôi là: {typed(words)}, cho hỏi có tin gì chưa?")


@given(SECRETS, st.sampled_from(word_list()), st.integers(0, 8))
def test_a_wrong_word_never_passes_for_a_whole_receipt(
    secret: bytes, other: str, place: int
) -> None:
    words = words_of(secret)
    wrong = [*words[:place], other, *words[place + 1 :]]

    assert is_whole(typed(wrong)) == (words[place] == other)


@settings(max_examples=lasting(75, 300))
@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    assert len(readings(text)) <= 64


def test_everyday_sentences_are_not_receipts() -> None:
    sentences = [
        "tối qua có nhóm thanh niên đánh nhau ở chợ",
        "nhà bên cạnh hay tụ tập đánh bạc buổi tối",
        "tôi thấy hai người lạ đi xe máy màu đen",
        "gần cây xăng đầu làng có người bán ma túy",
    ]

    assert not [text for text in sentences if is_whole(text)]
    assert sum(len(readings(text)) for text in sentences) <= 1


def test_a_megabyte_of_text_is_refused_at_once() -> None:
    began = time.process_time()

    for text in ("a" * 1_000_000, "lúa sông " * 120_000, "\u0301" * 1_000_000):
        assert len(readings(text)) <= 64

    assert time.process_time() - began < 1


def test_what_is_hashed_has_one_spelling() -> None:
    words = words_of(bytes(range(10)))

    assert canonical(words) == canonical([fold(word).upper() for word in words])
    assert canonical(words).isascii()
