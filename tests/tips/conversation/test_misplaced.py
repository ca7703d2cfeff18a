"""What is typed at another question than its own goes where it belongs, and is asked on once."""

import pytest

from tests.tips.chatting import Citizen
from tips.conversation.draft import Stage

STORY, PLACE = "Có hai người lạ bẻ khóa xe", "phường Bến Thành"


def told(*said: str, kind: str = "trom_cap") -> Citizen:
    citizen = Citizen()
    citizen.press("start", f"kind:{kind}")
    citizen.say(*said)
    return citizen


def test_a_place_typed_at_when_is_the_place_and_the_time_is_asked_again() -> None:
    citizen = told(STORY, PLACE)

    shown = citizen.say("12 Lê Lợi, phường Sài Gòn")

    assert citizen.place().commune == "26740"
    assert citizen.kept().when is None
    assert "Đã ghi nơi" in shown
    assert citizen.stage() is Stage.WHEN
    assert "tối qua" in str(citizen.say("tối qua") and citizen.kept().when)


@pytest.mark.parametrize("fact", ["nó đi xe exciter đỏ 59X1-234.56", "3 thằng xăm trổ"])
def test_a_fact_typed_at_when_joins_the_story(fact: str) -> None:
    citizen = told(STORY, PLACE)

    citizen.say(fact)

    assert fact in citizen.kept().story
    assert citizen.stage() is Stage.WHEN
    citizen.say(fact)  # said again, it is the answer: nobody is asked for ever
    assert citizen.kept().when == fact


@pytest.mark.parametrize(
    "more",
    [
        "chưa gọi ngân hàng",
        "nó lấy cả cái máy bơm nữa",
        "tôi chưa dám nói với ai",
        "ba khong nho so tai khoan",
        "dạ em không nhìn rõ mặt",
    ],
)
def test_a_sentence_typed_at_where_joins_the_story_and_is_no_place(more: str) -> None:
    citizen = told(STORY)

    shown = citizen.say(more)

    assert citizen.kept().story == f"{STORY}\n{more}"
    assert citizen.kept().place_words == ""
    assert "Đã thêm vào lời kể" in shown
    citizen.say(PLACE)
    assert citizen.place().words == PLACE


@pytest.mark.parametrize("where", ["con hẻm sau chùa", "em ở gần chợ", "chỗ quán nước đầu làng"])
def test_a_place_without_a_name_is_kept_as_the_place(where: str) -> None:
    citizen = told(STORY)

    citizen.say(where)

    assert citizen.kept().place_words == where
    assert where not in citizen.kept().story


def test_a_time_in_ones_own_words_is_a_time() -> None:
    citizen = told(STORY, PLACE)

    citizen.say("lúc xe rác đi qua")

    assert citizen.kept().when == "lúc xe rác đi qua"


def test_a_plate_beside_the_time_is_not_asked_again() -> None:
    citizen = told(STORY, PLACE)

    citizen.say("tối qua, nó đi xe exciter 59X1-234.56")

    assert "59X1-234.56" in citizen.kept().story
    assert "tối qua" in str(citizen.kept().when)


def test_a_vehicle_at_how_many_people_joins_the_story_and_is_no_number() -> None:
    citizen = told("đêm nào cũng đánh bạc sau nhà", PLACE, kind="co_bac")
    assert citizen.stage() is Stage.DETAIL

    citizen.say("đi xe máy không biển số")

    assert "không biển số" in citizen.kept().story
    assert not citizen.kept().answers
    citizen.say("khoảng chục người")
    assert list(citizen.kept().answers.values()) == ["khoảng chục người"]


@pytest.mark.parametrize("fact", ["3 thằng đi xe wave", "có 3 bạn"])
def test_a_fact_at_where_is_kept_and_where_is_asked_on(fact: str) -> None:
    citizen = told(STORY)

    citizen.say(fact)

    assert fact in citizen.kept().story
    assert citizen.stage() is Stage.PLACE


def test_a_time_typed_while_the_tip_is_looked_over_changes_the_time() -> None:
    citizen = told(STORY, PLACE, "sáng nay")
    citizen.press("skip_all", "media:done")
    assert citizen.stage() is Stage.REVIEW

    citizen.say("tối qua lúc 9h")

    assert "tối qua" in str(citizen.kept().when)
    assert citizen.kept().story == STORY


def test_hours_typed_at_how_many_people_are_the_time_and_people_are_asked_on() -> None:
    citizen = told("đêm nào cũng đánh bạc sau nhà", PLACE, kind="co_bac")
    assert citizen.stage() is Stage.DETAIL

    shown = citizen.say("tầm 11h đêm tới 2h sáng")

    assert citizen.kept().when == "đêm nào cũng vậy, tầm 11h đêm tới 2h sáng"
    assert "Đã ghi lúc" in shown
    assert not citizen.kept().answers
    citizen.say("khoảng chục người")
    assert list(citizen.kept().answers.values()) == ["khoảng chục người"]


def test_another_day_typed_at_a_question_is_the_right_one() -> None:
    citizen = told("tối qua đánh bạc sau nhà", PLACE, kind="co_bac")

    citizen.say("hôm kia lúc 9h")

    assert "tối qua" not in str(citizen.kept().when)
    assert "hôm kia" in str(citizen.kept().when)


def test_an_hour_typed_at_where_keeps_the_night_that_was_told() -> None:
    citizen = told("đêm qua chúng nó bẻ khóa dắt mất xe máy")
    night = str(citizen.kept().when)
    assert citizen.stage() is Stage.PLACE

    citizen.say("tầm 3h sáng")

    assert citizen.kept().when == f"{night}, tầm 3h sáng"


def test_another_hour_at_the_review_is_the_right_one() -> None:
    citizen = told(STORY, PLACE, "tầm 11h đêm")
    citizen.press("skip_all", "media:done")

    citizen.say("khoảng 3h sáng")

    assert citizen.kept().when == "khoảng 3h sáng"
