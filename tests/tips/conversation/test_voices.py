"""A voice is offered another one, listened to before it is sent, and never sent as both."""

from dataclasses import replace

from messages.message import MediaId
from tests.tips.chatting import PHOTO, VOICE, Citizen
from tips.conversation.draft import Stage
from tips.conversation.turn import ChangeVoices, VoicesChanged
from tips.conversation.voices import CHANGE, MOST_CHANGES

OTHER = replace(VOICE, id=MediaId("m3"))


def who_spoke() -> Citizen:
    citizen = Citizen()
    citizen.press("start", "kind:ma_tuy")
    citizen.attach(VOICE)
    return citizen


def test_another_voice_is_offered_where_a_voice_came() -> None:
    assert CHANGE in who_spoke().choices


def test_nothing_is_offered_for_a_picture_or_where_nobody_could_listen() -> None:
    citizen = Citizen()
    citizen.press("start", "kind:ma_tuy")
    citizen.attach(PHOTO)
    assert CHANGE not in citizen.choices

    deaf = Citizen().without_buttons()
    deaf.say("chào")
    deaf.attach(VOICE)
    assert "Đổi giọng" not in deaf.read


def test_what_is_listened_to_is_what_goes_with_the_tip() -> None:
    citizen = who_spoke()
    citizen.outcome = VoicesChanged({VOICE.id: OTHER})

    told = citizen.press(CHANGE)

    assert citizen.effect() == ChangeVoices((VOICE,))
    assert [say.media for say in citizen.replies if say.media] == [(OTHER,)]
    assert "vẫn có thể nhận ra" in told
    assert citizen.kept().media == (OTHER,)


def test_a_voice_that_could_not_be_changed_is_said_to_be_their_own() -> None:
    citizen = who_spoke()
    citizen.outcome = VoicesChanged({})

    assert "vẫn là giọng thật" in citizen.press(CHANGE)
    assert citizen.kept().media == (VOICE,)


def test_a_chat_cannot_have_voices_made_for_ever() -> None:
    citizen = who_spoke()
    for _ in range(MOST_CHANGES):
        citizen.outcome = VoicesChanged({citizen.kept().media[0].id: OTHER})
        citizen.press(CHANGE)
    assert CHANGE not in citizen.choices

    citizen.press(CHANGE)

    assert citizen.effect() is None


def test_the_step_goes_on_where_it_was() -> None:
    citizen = who_spoke()
    stage = citizen.stage()
    citizen.outcome = VoicesChanged({VOICE.id: OTHER})

    citizen.press(CHANGE)

    assert citizen.stage() is stage is not Stage.IDLE


def test_a_voice_that_was_cancelled_with_its_message_is_not_offered_another() -> None:
    citizen = Citizen()
    citizen.press("start", "kind:ma_tuy")

    citizen.attach(VOICE, text="/huy")

    assert CHANGE not in citizen.choices
