"""Short answers as people really type them, and that nothing is asked or said twice."""

from dataclasses import replace

import pytest

from tests.tips.chatting import NOON, PHOTO, RECEIPT, TIP, Citizen, own_tip
from tips.conversation.draft import Stage
from tips.conversation.turn import OpenThread, ShowThread
from tips.reading.receipt import words_of


def at(kind: str, *said: str) -> Citizen:
    citizen = Citizen()
    citizen.press("start", f"kind:{kind}")
    citizen.say(*said)
    return citizen


STORY, PLACE = "Có hai người lạ bẻ khóa xe", "phường Bến Thành"


def test_the_grandmother_who_sends_politely_sends() -> None:
    citizen = at("trom_cap", STORY, PLACE, "toi qua", "bo qua het", "khong co dau chau")
    assert citizen.stage() is Stage.REVIEW

    citizen.say("gui di chau")

    assert citizen.filed
    citizen.say("ba luu roi")
    assert citizen.stage() is Stage.IDLE


def test_thanks_with_a_particle_are_no_new_words_for_the_desk() -> None:
    citizen = Citizen(own_tips=[own_tip()])

    citizen.say("dạ em cảm ơn ạ")

    assert citizen.stage() is Stage.IDLE


def test_a_bare_number_answers_when_as_the_hour() -> None:
    citizen = at("trom_cap", STORY, PLACE)

    citizen.say("22")

    assert citizen.kept().when == "22 giờ"


def test_not_having_the_time_is_an_answer() -> None:
    citizen = at("trom_cap", STORY, PLACE)

    citizen.say("không")

    assert citizen.kept().when == "không rõ"


def test_yes_to_an_open_question_is_kept_in_their_own_words() -> None:
    citizen = at("trom_cap", STORY, PLACE, "tối qua")

    citizen.say("có")

    assert citizen.kept().answers == {"trom_cap.1": "có"}


def test_yes_i_have_a_picture_invites_to_send_it() -> None:
    citizen = at("trom_cap", STORY, PLACE, "tối qua", "bỏ qua hết")

    read = citizen.say("có")

    assert "gửi ngay tại đây" in read
    assert "chưa hiểu" not in read
    citizen.attach(PHOTO)
    citizen.say("gửi")
    assert citizen.stage() is Stage.REVIEW


def test_the_story_is_acknowledged_once() -> None:
    citizen = Citizen()
    citizen.press("start")

    first = citizen.say("nhà bên cạnh có người lạ ra vào lén lút lắm")
    more = citizen.say("đêm nào cũng có người ra vào")

    assert first.count("đã được ghi") == 1
    assert "đã được ghi" not in more


def test_where_and_when_is_not_asked_of_who_told_when() -> None:
    citizen = at("co_bac", "Tối nào cũng đánh bài ăn tiền")

    assert "giờ nào" not in citizen.read
    assert "Việc này ở đâu?" in citizen.read
    assert "giờ nào" in at("co_bac", "Có nhóm đánh bài ăn tiền").read


def test_pressed_answers_are_read_in_english() -> None:
    citizen = at("trom_cap", STORY, PLACE)
    citizen.say("english")
    citizen.press("when:often", "skip", "answer:no", "media:done")

    assert "many times" in citizen.read
    assert "? No" in citizen.read
    assert "Không" not in citizen.read


@pytest.mark.parametrize(
    "asked",
    [
        "cho em hỏi cái này có ẩn danh thật không?",
        "công an có biết tôi là ai không",
        "bao xong co bi lo ten khong",
        "is this really anonymous?",
    ],
)
def test_who_asks_whether_they_stay_unknown_is_answered(asked: str) -> None:
    citizen = Citizen()
    citizen.press("start")

    read = citizen.say(asked)

    assert "tài khoản" in read or "number or account" in read
    assert citizen.kept().story == ""


@pytest.mark.parametrize(
    "told",
    ["Có người dùng ẩn danh trên mạng để lừa đảo, tôi không biết là ai", "nó dọa tung ảnh lộ tên"],
)
def test_a_tip_with_such_words_is_a_tip(told: str) -> None:
    citizen = Citizen()
    citizen.press("start")

    citizen.say(told)

    assert citizen.kept().story == told


def test_a_receipt_may_be_called_by_its_name_and_have_a_slip() -> None:
    words = list(words_of(bytes(range(10))))
    words[2], words[3] = words[3], words[2]
    citizen = Citizen()
    citizen.press("start")

    citizen.say("mã " + " ".join(words))

    effect = citizen.effect()
    assert isinstance(effect, OpenThread)
    assert RECEIPT in effect.readings


def test_asking_for_news_in_a_thread_is_no_word_for_the_officer() -> None:
    citizen = Citizen(own_tips=[own_tip()])
    citizen.press(f"thread:{own_tip().tip}")

    citizen.say("có tin gì mới không")

    assert citizen.effect() == ShowThread(own_tip().tip)


def test_who_has_no_tips_here_is_asked_on() -> None:
    citizen = Citizen()

    citizen.say("/tin")

    assert citizen.choices
    assert citizen.context.now == NOON


def test_small_words_after_a_tip_are_not_offered_to_the_desk() -> None:
    citizen = Citizen(own_tips=[own_tip()])

    citizen.say("hả")

    assert citizen.stage() is Stage.IDLE


def test_a_short_afterthought_to_a_story_is_kept() -> None:
    citizen = Citizen()
    citizen.press("start")

    citizen.say("nhà bên cạnh có người lạ ra vào lén lút lắm")
    citizen.press("kinds")
    citizen.say("hôm qua", "không")

    assert citizen.kept().story == "nhà bên cạnh có người lạ ra vào lén lút lắm\nhôm qua"
    assert citizen.kept().kind == "khac"


def test_only_a_time_at_the_place_question_is_no_place() -> None:
    citizen = at("khac", "Có người lạ thuê trọ không khai báo")

    read = citizen.say("hôm nay")

    assert "Đã ghi lúc: hôm nay (22/11/2026)" in read
    assert "Việc này ở đâu?" in read
    assert citizen.kept().place_words == ""


def test_a_cry_for_help_is_not_asked_when() -> None:
    citizen = Citizen()
    citizen.press("start")

    citizen.say("cháy rồi cháy rồi cứu với")

    assert (citizen.kept().kind, citizen.kept().when) == ("chay_no", "đang diễn ra")


def test_erasing_an_unfinished_chat_counts_no_tips() -> None:
    citizen = at("trom_cap", STORY)

    asked = citizen.say("/xoa")
    done = citizen.say("có")

    assert "0" not in asked + done


@pytest.mark.parametrize(
    ("kind", "skipped", "answer", "number", "urgent"),
    [
        ("bao_luc_gia_dinh", 0, "không", "113", True),
        ("xam_hai_tre_em", 0, "không", "111", True),
        ("chay_no", 1, "có", "114", True),
        ("vu_khi_phao", 1, "có", "113", True),
        ("cuop_cuong_doat", 0, "có", "115", False),
    ],
)
def test_an_answer_that_tells_of_danger_brings_the_number_to_call(
    kind: str, skipped: int, answer: str, number: str, urgent: bool
) -> None:
    citizen = at(kind, "Nhà bên cạnh có chuyện không hay", PLACE, "hôm nay", *["bỏ qua"] * skipped)

    read = citizen.say(answer)

    assert read.startswith(f"Gọi {number} ngay")
    assert f"call:{number}" in citizen.choices
    assert citizen.kept().urgent_words is urgent


def test_a_calm_answer_brings_no_alarm() -> None:
    citizen = at("bao_luc_gia_dinh", "Nhà bên cạnh có chuyện không hay", PLACE, "hôm nay")

    citizen.say("có")

    assert "113: " not in citizen.read
    assert not citizen.kept().urgent_words


def test_yes_is_no_story() -> None:
    citizen = at("trom_cap", "đúng rồi ạ")

    assert citizen.stage() is Stage.STORY
    assert citizen.kept().story == ""


@pytest.mark.parametrize("typed", ["/trogip", "/tin_moi", "/Quaylaii@tinbao_bot"])
def test_a_mistyped_command_is_neither_a_story_nor_an_answer(typed: str) -> None:
    citizen = Citizen()
    citizen.press("start", "kind:trom_cap")

    for told in ("Có hai người lạ bẻ khóa xe", "Phường Bến Thành, quận 1", "tối qua"):
        stage, before = citizen.stage(), citizen.kept()
        assert "/trogiup" in citizen.say(typed)
        assert citizen.stage() is stage
        assert replace(citizen.kept(), menu=before.menu) == before
        citizen.say(told)


def test_a_mistyped_command_is_no_word_for_the_officer() -> None:
    citizen = Citizen([own_tip(asked=True)])
    citizen.press(f"thread:{TIP}")

    assert "/trogiup" in citizen.say("/trogip")

    assert citizen.effect() is None
    assert citizen.stage() is Stage.THREAD


@pytest.mark.parametrize("none", ["không có hình", "em không gửi hình đâu", "no photos"])
def test_who_has_no_picture_is_shown_the_tip(none: str) -> None:
    citizen = at("trom_cap", STORY, PLACE, "toi qua", "bo qua het")
    assert citizen.stage() is Stage.MEDIA

    citizen.say(none)

    assert citizen.stage() is Stage.REVIEW
    assert none not in citizen.kept().story


@pytest.mark.parametrize(
    "given_up", ["thôi khỏi, bác không nhớ", "dạ không biết, bỏ qua đi ạ", "ko rõ. ko nhớ đâu"]
)
def test_two_ways_to_say_one_does_not_know_answer_where(given_up: str) -> None:
    citizen = at("trom_cap", STORY)

    citizen.say(given_up)

    assert citizen.kept().place_words == ""
    assert citizen.kept().story == STORY
    assert citizen.stage() is not Stage.PLACE


def test_giving_up_one_question_cancels_no_tip() -> None:
    citizen = at("trom_cap", STORY, PLACE)

    citizen.say("thôi, không nhớ")

    assert citizen.kept().story == STORY
    assert citizen.kept().when == "không rõ"


def test_who_asks_whether_it_can_be_wiped_before_sending_is_obeyed() -> None:
    citizen = at("trom_cap", STORY, PLACE)

    read = citizen.say("dạ thôi xoá được không ạ")

    assert "không có gì được gửi đi" in read
    assert citizen.stage() is Stage.IDLE


@pytest.mark.parametrize("done", ["gửi luôn", "thôi gửi đi", "vậy thôi, gửi đi ạ"])
def test_who_only_wants_to_send_is_asked_no_further_for_the_place(done: str) -> None:
    citizen = at("trom_cap", STORY)

    citizen.say(done)

    assert citizen.kept().place is not None
    assert citizen.kept().place_words == ""
