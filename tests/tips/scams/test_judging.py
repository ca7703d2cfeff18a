"""What the scam check makes of messages it never saw; figures on the kept-out fifth of the rows."""

import time
from importlib import resources

import pytest

from broadcasts.lessons.library import open_library
from tips.scams import Answer, Lists, judge
from tips.scams.disguise import unmask
from tips.scams.lists import read_lists
from training.scams.rows import Row, grow, read_rows
from training.scams.train import pack, training_rows
from training.scams.train import train as learn_anew

LARGEST = 200_000
SLOWEST_MS = 2.0


@pytest.fixture(scope="module")
def answers() -> list[tuple[Row, Answer]]:
    kept_out = [row for row in read_rows() if row.is_kept_out]
    return [(row, judge(row.text).answer) for one in kept_out for row in grow(one)[:2]]


def share(answers: list[tuple[Row, Answer]], *, scam: bool, among: set[Answer]) -> float:
    those = [answer for row, answer in answers if row.is_scam is scam]
    return sum(answer in among for answer in those) / len(those)


def test_most_scams_are_seen_and_few_harmless_messages_accused(
    answers: list[tuple[Row, Answer]],
) -> None:
    very, doubted = {Answer.VERY_LIKE}, {Answer.VERY_LIKE, Answer.UNSURE}

    assert share(answers, scam=True, among=very) >= 0.78
    assert share(answers, scam=True, among=doubted) >= 0.94
    assert share(answers, scam=False, among=very) <= 0.06
    assert share(answers, scam=False, among=doubted) <= 0.15


def test_no_warning_of_the_police_or_a_bank_is_called_a_scam() -> None:
    warnings = [
        grown.text for row in read_rows() if row.family == "warning" for grown in grow(row)[:2]
    ]
    lessons = [lesson.body for lesson in open_library().lessons]

    assert len(warnings) > 60
    assert not [said for said in warnings + lessons if judge(said).answer is Answer.VERY_LIKE]


def test_there_are_enough_messages_and_half_are_harmless() -> None:
    rows = read_rows()

    assert len(rows) >= 900
    assert 0.4 <= sum(row.is_scam for row in rows) / len(rows) <= 0.6
    assert len({row.text for row in rows}) == len(rows)


def test_the_weights_are_small() -> None:
    assert len((resources.files("tips.scams") / "weights.npz").read_bytes()) <= LARGEST


@pytest.mark.trial
def test_the_weights_come_from_the_rows() -> None:
    kept = (resources.files("tips.scams") / "weights.npz").read_bytes()

    assert pack(learn_anew(training_rows())) == kept


def test_a_message_is_judged_at_once() -> None:
    texts = [row.text for row in read_rows()[:200]]
    judge(texts[0])
    began = time.process_time()
    for text in texts:
        judge(text)

    assert (time.process_time() - began) / len(texts) * 1000 <= SLOWEST_MS


def test_even_a_very_long_message_is_judged_at_once() -> None:
    began = time.process_time()
    judge("chuyển tiền cho tôi ngay " * 2_000 + "a" * 5_000 + " ." * 3_000)

    assert time.process_time() - began < 0.2


@pytest.mark.parametrize(
    ("text", "answer", "sign"),
    [
        ("Vietcombank: xac thuc tai vcb-xacthuc.top", Answer.VERY_LIKE, "look_alike"),
        ("Em là nhân viên ngân hàng, anh đọc mã OTP gửi qua Zalo 0912345678 giúp em",
         Answer.VERY_LIKE, "asks_code"),
        ("http://103.27.60.11/nhan", Answer.UNSURE, "bare_address"),
        ("0912 345 678", Answer.UNSURE, ""),
        ("+855 12 345 678", Answer.UNSURE, "foreign_number"),
        ("STK 0123456789", Answer.UNSURE, ""),
        ("1900 545 413", Answer.NOTHING_SEEN, ""),
        ("vietcombank.com.vn", Answer.NOTHING_SEEN, ""),
        ("mẹ ơi con về tới nhà rồi", Answer.NOTHING_SEEN, ""),
        ("", Answer.NOTHING_SEEN, ""),
    ],
)  # fmt: skip
def test_what_stands_alone_and_what_is_plain(text: str, answer: Answer, sign: str) -> None:
    verdict = judge(text)

    assert verdict.answer is answer
    assert sign in {"", *(reason.sign for reason in verdict.reasons)}


def test_what_one_is_told_never_to_give_is_not_asked_for() -> None:
    verdict = judge("Ngân hàng không bao giờ yêu cầu cung cấp mã OTP cho nhân viên")

    assert "asks_code" not in {reason.sign for reason in verdict.reasons}


def test_the_lesson_of_the_trick_is_named() -> None:
    verdict = judge(
        "Công an TP: có lệnh bắt tạm giam ông vì liên quan rửa tiền, chuyển tiền vào stk 0123456789"
    )

    assert (verdict.trick, verdict.lesson) == ("police", "ld-14")


def test_every_trick_names_a_lesson_of_the_library() -> None:
    from tips.scams.reading import _signs

    library = open_library()

    assert not [name for name, row in _signs("tricks").items() if not library.lesson(row.lesson)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("NH4N QUA MI3N PHI", "nhan QUA mien PHI"),
        ("n.hận th.ưởng ng.ay", "nhận thưởng ngay"),
        ("GlAY T0", "GIAY to"),
        ("Tân Bình, TP.HCM. Trân trọng.Công ty", "Tân Bình, TP.HCM. Trân trọng.Công ty"),
    ],
)
def test_disguised_words_are_read_as_they_are_meant(typed: str, meant: str) -> None:
    assert unmask(typed)[0] == meant


def test_lists_of_the_operator_decide() -> None:
    lists, wrong = read_lists("luadao 0912 345 678 # gọi bà con xóm 3\nchinhthuc 028 3829 7643\n")

    assert not wrong
    assert judge("gọi +84 912345678 nhé", lists).answer is Answer.VERY_LIKE
    assert judge("02838297643", lists).answer is Answer.NOTHING_SEEN
    assert lists == Lists(frozenset({"0912345678"}), frozenset({"02838297643"}))


def test_a_wrong_line_is_named() -> None:
    _, wrong = read_lists("luadao vidu.top\nvidu.top\nluadao abc\nchinhthuc vidu.top")

    assert [(one.line, one.why) for one in wrong] == [
        (2, "no_word"), (3, "no_entry"), (4, "on_both"),
    ]  # fmt: skip
