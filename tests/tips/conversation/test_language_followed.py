"""A tourist on a Vietnamese page, and a resident whose phone speaks English."""

from tests.tips.chatting import Citizen

ENGLISH = "someone stole my bike last night"
VIETNAMESE = "tối qua tôi bị giật mất điện thoại"


def test_who_writes_english_is_answered_in_english_and_may_go_back() -> None:
    citizen = Citizen()
    citizen.press("start")

    assert "your story is noted" in citizen.say(ENGLISH)
    assert "lang:vi" in citizen.choices

    assert "Từ giờ kênh trả lời bằng tiếng Việt" in citizen.press("lang:vi")


def test_a_phone_set_to_english_is_no_wish_for_english() -> None:
    citizen = Citizen()

    read = citizen.hear(text=VIETNAMESE, language="en")

    assert "lời kể đã được ghi" in read
    assert "Đây là kênh báo tội phạm" in read


def test_a_language_that_was_chosen_stays_whatever_is_written() -> None:
    citizen = Citizen()
    citizen.press("start", "lang:en")

    assert "your story is noted" in citizen.say(VIETNAMESE)
    citizen.press("cancel", "newtip")
    assert "your story is noted" in citizen.say(VIETNAMESE)


def test_an_address_changes_no_language() -> None:
    citizen = Citizen()
    citizen.press("start")
    citizen.say(ENGLISH)

    citizen.say("phường Bến Thành, quận Một, thành phố Hồ Chí Minh")

    assert citizen.kept().language == "en"
