"""A receipt is found in whatever is written around it, and a story is never taken for one."""

import time
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communes.spelling import fold
from tests.trials import lasting
from tips.reading.receipt import words_of
from tips.reading.receipt_in_text import receipt_in

SECRETS = st.binary(min_size=10, max_size=10)
RECEIPT = words_of(b"0123456789")
SHAPES = [
    "{0} {1} {2} {3} {4} {5} {6} {7} {8}",
    "1. {0}\n2. {1}\n3. {2}\n4. {3}\n5. {4}\n6. {5}\n7. {6}\n8. {7}\n9. {8}",
    "1.{0} 2.{1} 3.{2} 4.{3} 5.{4} 6.{5} 7.{6} 8.{7} 9.{8}",
    "1{0}2{1}3{2}4{3}5{4}6{5}7{6}8{7}9{8}",
    "{0} – {1} – {2} – {3} – {4} – {5} – {6} – {7} – {8}",
    "“{0} · {1} · {2} · {3} · {4} · {5} · {6} · {7} · {8}”",
    "{0}. {1}. {2}. {3}. {4}. {5}. {6}. {7}. {8}.",
    "mã của tôi là {0} {1} {2} {3} {4} {5} {6} {7} {8}",
    "{0} {1} {2} {3} {4} {5} {6} {7} {8} cảm ơn anh chị ạ",
    "cho em hỏi tin {0} {1} {2} {3} {4} {5} {6} {7} {8} giải quyết tới đâu rồi",
    "my code is {0} {1} {2} {3} {4} {5} {6} {7} {8}, any news?",
    "xe nó màu đỏ\n{0} {1} {2} {3} {4} {5} {6} {7} {8}\nhôm qua lại tới",
]
SLIPS = [
    "{0} {1} {2} {3} {5} {6} {7} {8}",  # a word is lost
    "em nhớ có 8 từ thôi: {0} {1} {2} {3} {5} {6} {7} {8}",
    "{0} {1}{2} {3} {4} {5} {6} {7} {8}",
    "{0} {2} {1} {3} {4} {5} {6} {7} {8}",
    "mã của em {0} {1} {2}x {3} {4} {5} {6} {7} {8}",
    "{0}{1}{2}{3}{4}{5}{6}{7}{8}",
]
STORIES = [
    "mang theo dao đang đuổi theo em trên đường vắng",
    "con em nuot cuc pin be tim tai goi cap cuu",
    "nhà bên cạnh hay tụ tập đánh bạc buổi tối",
    "toi thay hai nguoi la di xe may mau den",
    "gần cây xăng đầu làng có người bán ma túy",
    "toi qua co nhom thanh nien danh nhau o cho",
    "ba toi bi xe tong gay chan o nga tu",
    "chong danh vo gay tay keu cuu ca xom nghe",
    "ban may loc nuoc tra gop tang kem loi",
    "hang xom hat karaoke on ao toi khuya khong ngu duoc",
]


@settings(max_examples=lasting(50, 200))
@given(st.sampled_from(SHAPES), SECRETS, st.booleans(), st.booleans())
def test_a_receipt_is_found_however_it_is_shown(
    shape: str, secret: bytes, bare: bool, loud: bool
) -> None:
    words = words_of(secret)
    text = shape.format(*words)
    text = fold(text) if bare else text

    found = receipt_in(text.upper() if loud else text)

    assert found is not None
    assert words in found.readings


@pytest.mark.parametrize("shape", SHAPES)
def test_nine_words_in_their_marks_are_surely_a_receipt(shape: str) -> None:
    found = receipt_in(shape.format(*RECEIPT))

    assert found is not None
    assert found.sure
    assert found.readings == (RECEIPT,)


@pytest.mark.parametrize("shape", SLIPS)
def test_a_slip_is_repaired_where_nothing_else_is_said(shape: str) -> None:
    """But for one in fifty, whose words are those that every sentence is made of."""
    receipts = [words_of(sha256(bytes([number])).digest()[:10]) for number in range(150)]

    found = [receipt_in(shape.format(*words)) for words in receipts]

    missed = [w for w, one in zip(receipts, found, strict=True) if not one or w not in one.readings]
    assert len(missed) <= 3
    assert all(len(one.readings) <= 64 for one in found if one)


def test_no_slip_is_forgiven_inside_a_story() -> None:
    slipped = " ".join([*RECEIPT[:4], "zz", *RECEIPT[5:]])

    assert receipt_in(f"hôm qua nó lại tới nhà tôi chửi bới rồi {slipped} xong nó bỏ đi") is None


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("bare", [True, False])
def test_a_story_is_never_surely_a_receipt(story: str, bare: bool) -> None:
    found = receipt_in(fold(story) if bare else story)

    assert found is None or not (found.sure or found.alone)


def test_what_is_left_of_a_lost_receipt_is_known_for_what_it_is() -> None:
    left = " ".join(word for word in RECEIPT[:6])

    found = receipt_in(f"em chỉ nhớ 6 từ trong mã: {left}")

    assert found is not None
    assert found.sure
    assert not found.readings


@settings(max_examples=lasting(75, 300))
@given(st.text())
def test_no_text_breaks_the_search(text: str) -> None:
    found = receipt_in(text)

    assert found is None or len(found.readings) <= 64


def test_a_megabyte_is_searched_at_once() -> None:
    receipt_in("tối qua")
    began = time.process_time()

    for text in ("a" * 1_000_000, "tôi " * 250_000, "lúa sông " * 120_000, "\u0301" * 1_000_000):
        receipt_in(text)

    assert time.process_time() - began < 1
