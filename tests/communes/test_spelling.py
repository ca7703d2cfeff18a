import pytest

from communes.names.sound import slip, sound
from communes.spelling import alphabetical, fold, glue, shape
from communes.text import read


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đường Hòa Bình", "duong hoa binh"),
        ("ĐƯỜNG HOÀ BÌNH", "duong hoa binh"),
        ("Đươ\u0300ng", "duong"),
        ("Hà\u200b Nội\u202e", "ha noi"),
        ("“Đường” – số 5…", "“duong” – so 5…"),
        ("", ""),
    ],
)
def test_folding_leaves_small_letters_without_marks(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_both_places_of_the_tone_are_one_spelling() -> None:
    assert shape("hòa") == shape("hoà")
    assert shape("thủy") == shape("thuỷ")
    assert shape("hòa") != shape("hóa")


def test_a_highland_name_is_glued_without_its_apostrophe() -> None:
    assert glue("Ea H'Leo") == glue("ea hleo") == "eahleo"


def test_names_stand_in_the_order_of_a_vietnamese_dictionary() -> None:
    names = ["Đông", "Dương", "Ân", "An", "Ăn", "Phường 10", "Phường 2", "Tả", "Tà", "Tân"]

    ordered = sorted(names, key=alphabetical)

    assert ordered.index("An") < ordered.index("Ăn") < ordered.index("Ân")
    assert ordered.index("Dương") < ordered.index("Đông")
    assert ordered.index("Tà") < ordered.index("Tả") < ordered.index("Tân")


@pytest.mark.parametrize(
    ("said", "meant"),
    [("kao", "cao"), ("fong", "phong"), ("xam", "sam"), ("wang", "quang"), ("chung", "trung"),
     ("zuong", "duong"), ("nam", "lam"), ("thuan", "thuang"), ("ly", "li"), ("bac", "bat")],
)  # fmt: skip
def test_words_that_sound_alike_share_a_key(said: str, meant: str) -> None:
    assert sound(said) == sound(meant)


def test_a_slip_that_cannot_be_heard_costs_less_than_one_that_can() -> None:
    unheard = slip("xamson", "samson", "samson", "samson")
    heard = slip("tamson", "samson", "tamson", "samson")

    assert 0 < unheard < heard


@pytest.mark.parametrize("written", ["0901234567", "51C", "lananhcute_1999", "nguyenvanteo"])
def test_a_number_or_a_handle_is_not_remembered_when_it_is_read(written: str) -> None:
    assert read("phường")[0] is read("phường")[0]  # a syllable is
    assert read(written) == read(written)
    assert read(written)[0] is not read(written)[0]
