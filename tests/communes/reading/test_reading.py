import pytest

from communes.telex import looks_like_telex
from communes.text import LONGEST, MOST_WORDS, read


def texts(written: str) -> list[str]:
    return [word.text for word in read(written)]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("P5, Q.10", ["p", "5", "q", "10"]),
        ("phường 05", ["phuong", "5"]),
        ("quận3", ["quan", "3"]),
        ("TânĐịnh", ["tan", "dinh"]),
        ("XVạn Ninh", ["x", "van", "ninh"]),
        ("thành phốHải Phòng", ["thanh", "pho", "hai", "phong"]),
        ("TPHCM", ["tphcm"]),
        ("xã Cư M'gar", ["xa", "cu", "mgar"]),
        ("Tân HHòa", ["tan", "hhoa"]),
    ],
)
def test_words_come_apart_where_residents_glue_them(written: str, words: list[str]) -> None:
    assert texts(written) == words


def test_telex_left_in_the_text_is_undone() -> None:
    words = read("phuwowngf Taan Thowis Hieepj, thanhf phoos Hoof Chis Minh")

    assert [w.text for w in words][:4] == ["phuong", "tan", "thoi", "hiep"]
    assert words[0].shape == read("phường")[0].shape


def test_a_doubled_letter_among_diacritics_is_no_telex() -> None:
    assert not looks_like_telex("xã Mỹ Hii, huyện Caao Lãnh, Đồng Tháp")


def test_a_comma_cuts_and_the_dot_of_an_abbreviation_does_not() -> None:
    assert [w.cut for w in read("P. Tân Định, Q. 1")] == [False, False, False, True, False]


def test_a_flood_of_text_is_read_only_so_far() -> None:
    assert len(read("phường Bến Nghé " * 10_000)) <= MOST_WORDS
    assert len(read("a" * 100_000)[0].text) <= LONGEST
