"""Changing what was told: the old words are seen, and kept unless something else is asked for."""

import pytest

from tests.tips.chatting import PHOTO, TIP, Citizen, own_tip, thread
from tips.conversation.draft import Draft, Stage
from tips.conversation.turn import AddToThread, Opened, Reopened, ReopenTip

STORY = "Họ bán ma túy ở quán nước đầu hẻm"


def at_the_review() -> Citizen:
    citizen = Citizen()
    citizen.press("start", "kind:ma_tuy")
    citizen.say(STORY, "phường Bến Thành")
    citizen.press("when:often", "skip_all", "media:done")
    assert citizen.stage() is Stage.REVIEW
    return citizen


def after_closing() -> Citizen:
    citizen = Citizen(own_tips=[own_tip(closed=True)])
    citizen.draft = Draft("f" * 32, stage=Stage.IDLE)
    return citizen


def test_the_old_story_is_shown_and_words_are_added_to_it() -> None:
    citizen = at_the_review()

    citizen.press("edit", "edit:story")
    assert STORY in citizen.read
    assert citizen.labels == ["Giữ như cũ", "Viết lại từ đầu", "Quay lại"]
    citizen.say("Tối nào cũng có xe lạ đến")

    assert citizen.kept().story == f"{STORY}\nTối nào cũng có xe lạ đến"
    assert citizen.stage() is Stage.REVIEW


def test_the_story_is_replaced_only_when_that_is_chosen() -> None:
    citizen = at_the_review()

    citizen.press("edit", "edit:story", "story:anew")
    assert citizen.kept().story == STORY
    citizen.say("Tối nào cũng có xe lạ đến")

    assert citizen.kept().story == "Tối nào cũng có xe lạ đến"


@pytest.mark.parametrize("part", ["kind", "story", "place", "when"])
def test_an_answer_looked_at_again_may_stay_as_it_is(part: str) -> None:
    citizen = at_the_review()
    before = citizen.read

    citizen.press("edit", f"edit:{part}", "keep")

    assert citizen.read == before


@pytest.mark.parametrize(
    ("part", "shown"), [("kind", "Ma túy"), ("place", "Bến Thành"), ("when", "nhiều lần")]
)
def test_what_is_noted_is_shown_before_it_is_changed(part: str, shown: str) -> None:
    citizen = at_the_review()

    citizen.press("edit", f"edit:{part}")

    assert f"Đang ghi: {shown}" in citizen.read.replace("phường ", "")


def test_back_is_the_question_before_wherever_one_stands() -> None:
    citizen = at_the_review()
    stages = []

    while citizen.stage() is not Stage.STORY:
        citizen.say("quay lại")
        stages.append(citizen.stage())

    steps = list(dict.fromkeys(stages))
    assert steps == [Stage.MEDIA, Stage.DETAIL, Stage.WHEN, Stage.PLACE, Stage.STORY]


@pytest.mark.parametrize("word", ["sửa", "sửa lại", "/sua"])
def test_change_asks_which_part_at_every_step(word: str) -> None:
    citizen = Citizen()
    citizen.press("start", "kind:ma_tuy")
    citizen.say(STORY)
    assert citizen.stage() is Stage.PLACE

    citizen.say(word)

    assert citizen.stage() is Stage.EDIT
    assert citizen.labels[-1] == "Kể tiếp"
    citizen.press("review")
    assert citizen.stage() is Stage.PLACE


@pytest.mark.parametrize("word", ["DỪNG", "dừng lại", "ngừng"])
def test_stopping_the_lessons_drops_no_tip_being_told(word: str) -> None:
    citizen = Citizen()
    citizen.press("start", "kind:ma_tuy")
    citizen.say(STORY)

    citizen.say(word)

    assert citizen.kept().story == STORY
    assert "vẫn còn nguyên" in citizen.read
    citizen.say("hủy")
    assert citizen.kept().story == ""


@pytest.mark.parametrize(
    "words", ["cảm ơn", "Cảm ơn các anh công an nhiều lắm", "cam on can bo", "thank you"]
)
def test_thanks_after_closing_are_answered_with_thanks(words: str) -> None:
    citizen = after_closing()

    citizen.say(words)

    assert citizen.read.startswith("Cảm ơn bạn.")
    assert citizen.stage() is Stage.IDLE


def test_words_after_closing_may_open_the_tip_again_and_go_with_it() -> None:
    citizen = after_closing()

    citizen.attach(PHOTO, text="Việc đó vẫn chưa giải quyết, tối qua họ lại tụ tập")
    assert citizen.labels == ["Chưa được giải quyết", "Báo việc mới", "Bỏ, không gửi"]
    citizen.outcome = Reopened(TIP, said=True)
    citizen.press(f"unsolved:{TIP}")

    told = "Việc đó vẫn chưa giải quyết, tối qua họ lại tụ tập"
    assert citizen.effect() == ReopenTip(TIP, told, (PHOTO,))
    assert "cùng điều bạn vừa viết" in citizen.read
    citizen.say("Xe biển số 59X1")
    assert citizen.effect() == AddToThread(TIP, "Xe biển số 59X1")


def test_a_thread_begins_with_the_story() -> None:
    citizen = Citizen()
    citizen.outcome = Opened(thread(story=STORY, media=(PHOTO,)))

    citizen.press(f"news:{TIP}")

    assert f"12:00 22/11 Bạn: {STORY} [1 tệp]" in citizen.read
