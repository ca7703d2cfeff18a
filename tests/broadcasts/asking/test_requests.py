import pytest

from broadcasts.asking.finding import about_topic, numbered, search, topic_of
from broadcasts.asking.quiz import CHOICES, Quiz, Understanding, gathered, quizzes
from broadcasts.asking.requests import Request, recognise
from broadcasts.lessons.library import open_library
from broadcasts.subscribing.speech import LONGEST_LABEL

LESSONS = open_library().lessons


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bài về giả danh công an", Request(about="gia danh cong an")),
        ("Cho em xem bài về ma túy?", Request(about="ma tuy")),
        ("lesson about fraud", Request(about="fraud")),
        ("bài mới", Request(newest=True)),
        ("có bài mới không?", Request(newest=True)),
        ("BAI MOI NHAT", Request(newest=True)),
        ("ld-14", Request("ld-14")),
        ("Bài ld 7", Request("ld-07")),
        ("bài số 7", Request(number=7)),
        ("/bai", Request()),
        ("các bài học", Request()),
        ("ld-14 B", Request("ld-14", answer=2)),
        ("trả lời ld-14: 3", Request("ld-14", answer=3)),
    ],
)
def test_a_request_for_a_lesson_is_heard(typed: str, meant: Request) -> None:
    assert recognise(typed) == meant


@pytest.mark.parametrize(
    "told",
    [
        "đánh bài ăn tiền ở nhà số 7",
        "bài bạc suốt đêm",
        "7",
        "có bài mới bị lừa hôm qua",
        "tụi nó chơi bài về khuya ồn quá",
        "đăng ký nhận bài",
        "dừng nhận bài",
    ],
)
def test_a_tip_or_an_order_is_no_request(told: str) -> None:
    assert recognise(told) is None


@pytest.mark.parametrize(
    ("about", "lesson"),
    [
        ("gia danh cong an", "ld-14"),
        ("shipper", "ld-26"),
        ("ma qr", "ld-46"),
        ("viec nhe luong cao", "ld-38"),
        ("dien luc cat dien", "ld-29"),
        ("khoa sim", "ld-03"),
        ("so dien thoai can nho", "hd-04"),
    ],
)
def test_the_lesson_that_is_meant_comes_first(about: str, lesson: str) -> None:
    assert search(LESSONS, about)[0].id == lesson


def test_what_no_lesson_tells_of_finds_none() -> None:
    assert search(LESSONS, "tau vu tru hanh tinh") == ()
    assert search(LESSONS, "ve va cua") == ()


def test_a_topic_is_known_by_its_name_and_every_series_has_its_numbers() -> None:
    assert topic_of("phong chong ma tuy") == topic_of("ma tuy") == "ma_tuy"
    assert topic_of("giao thong") == "giao_thong"
    assert topic_of("trung so") == ""
    assert all("ma_tuy" in lesson.topics for lesson in about_topic(LESSONS, "ma_tuy"))
    assert [one.id for one in numbered(LESSONS, 7)] == ["hd-07", "ld-07", "nh-07", "pl-07"]


def test_each_question_belongs_to_a_lesson_and_fits_its_buttons() -> None:
    known = {lesson.id for lesson in LESSONS}

    for lesson, quiz in quizzes().items():
        assert lesson in known
        assert len(set(quiz.choices)) == CHOICES
        assert all(len(choice) <= LONGEST_LABEL for choice in quiz.choices)
        assert 1 <= quiz.right <= CHOICES
    assert set(quizzes()) == known


def test_a_lesson_is_hard_once_enough_have_answered_wrongly() -> None:
    quiz = Quiz("?", ("a", "b", "c"), 2, "")
    counted = {"lesson.ld-14": 40, "quiz.ld-14.1": 12, "quiz.ld-14.2": 8, "quiz.ld-07.2": 3}

    found = gathered(counted)

    assert found["ld-14"] == Understanding(40, (12, 8, 0))
    assert found["ld-14"].is_hard(quiz)
    assert not found["ld-07"].is_hard(quiz)
    assert not Understanding(0, (0, 30, 5)).is_hard(quiz)
    assert not Understanding(0, (19, 0, 0)).is_hard(quiz)
