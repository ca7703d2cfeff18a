from dataclasses import replace
from datetime import datetime

import pytest

from messages.message import Media
from tests.tips.chatting import PHOTO, Citizen, own_tip
from tips.conversation.draft import Stage
from tips.conversation.turn import CountCheck
from tips.scams import Answer
from tips.scams.reading import _signs
from wording.catalogue import catalogue

SCAM = "Tai khoan ngan hang cua ban bi khoa, xac thuc tai http://vcb-vn.xyz trong 24h"
FINE = "Mai 8h họp phụ huynh tại trường, nhớ mang sổ liên lạc"


@pytest.fixture
def citizen() -> Citizen:
    citizen = Citizen()
    citizen.press("start")
    return citizen


@pytest.mark.parametrize(
    "typed",
    [
        f"kiểm tra {SCAM}",
        f"kiem tra giup em tin nay: {SCAM}",
        f"/kiemtra {SCAM}",
        f"Có phải lừa đảo không ạ?\n{SCAM}",
        f"{SCAM}\nlừa đảo hả?",
        f"is this a scam? {SCAM}",
        SCAM,
        "http://vcb-vn.xyz",
    ],
)
def test_a_scam_is_called_one_in_one_message(citizen: Citizen, typed: str) -> None:
    citizen.say(typed)

    assert len(citizen.replies) == 1
    assert citizen.read.startswith("RẤT GIỐNG LỪA ĐẢO")
    assert "vcb-vn[.]xyz" in citizen.read
    assert "156" in citizen.read
    assert citizen.effect() == CountCheck(Answer.VERY_LIKE)


def test_a_question_waits_for_the_message(citizen: Citizen) -> None:
    asked = citizen.say("tin này có phải lừa đảo không")
    answered = citizen.say(SCAM)

    assert "gửi nguyên tin nhắn" in asked
    assert answered.startswith("RẤT GIỐNG LỪA ĐẢO")
    assert not citizen.kept().checks


def test_nothing_seen_is_never_called_safe(citizen: Citizen) -> None:
    citizen.say("/kiemtra")
    said = citizen.say(FINE)

    assert said.startswith("CHƯA THẤY DẤU HIỆU QUEN")
    assert "vẫn đừng đọc mã" in said
    assert not [
        key
        for key, told in catalogue().items()
        if key.startswith("scams.") and "an toàn" in told["vi"].lower()
    ]


def test_a_number_alone_is_not_sure(citizen: Citizen) -> None:
    said = citizen.say("0912 345 678")

    assert said.startswith("CHƯA CHẮC")
    assert "tự gọi tổng đài" in said


def test_whoever_has_paid_is_sent_to_the_bank_first(citizen: Citizen) -> None:
    said = citizen.say(f"em lỡ chuyển 5 triệu rồi, có phải lừa đảo không: {SCAM}")

    assert said.startswith("Nếu đã chuyển tiền")
    assert said.index("ngân hàng") < said.index("113")


def test_one_press_files_the_message_as_a_tip(citizen: Citizen) -> None:
    citizen.say(f"kiểm tra {SCAM}")
    citizen.press("scam:file")

    assert citizen.stage() is Stage.PLACE
    assert citizen.kept().kind == "lua_dao"
    assert SCAM in citizen.kept().story


def test_without_buttons_a_number_files_it() -> None:
    citizen = Citizen().without_buttons()
    citizen.press("start")
    citizen.say(f"kiểm tra {SCAM}")
    citizen.say("1")

    assert SCAM in citizen.kept().story


def test_unless_it_is_filed_the_message_is_forgotten(citizen: Citizen) -> None:
    citizen.say(f"kiểm tra {SCAM}", "cảm ơn")

    assert "vcb" not in str(citizen.kept())
    assert "không còn ở đây" in citizen.press("scam:file")


@pytest.mark.parametrize(
    "told",
    [
        "Kiểm tra giúp quán karaoke Hoa Hồng mở quá giờ gây ồn",
        "Có người xưng công an gọi bắt tôi chuyển 50 triệu vào tài khoản, tôi đã chuyển",
        "Bọn nó gửi link vcb-vn.xyz rồi lừa tôi mất 20 triệu hôm qua",
    ],
)
def test_what_is_told_becomes_a_tip_as_before(citizen: Citizen, told: str) -> None:
    citizen.say(told)

    assert citizen.kept().story == told


def test_words_for_an_officer_who_asked_stay_theirs() -> None:
    citizen = Citizen([own_tip(asked=True)])
    citizen.say("http://vcb-vn.xyz")

    assert not isinstance(citizen.effect(), CountCheck)


def test_a_tip_half_told_is_not_lost(citizen: Citizen) -> None:
    citizen.say("Hôm qua thấy hai người bẻ khóa lấy xe trước quán cà phê")
    before = citizen.kept().story
    citizen.say(f"kiểm tra {SCAM}")

    assert citizen.read.startswith("RẤT GIỐNG LỪA ĐẢO")
    assert citizen.kept().story == before
    assert "scam:file" not in citizen.choices


def test_a_forwarded_message_is_checked(citizen: Citizen) -> None:
    said = citizen.hear(text=FINE, forwarded=True)

    assert said.startswith("CHƯA THẤY")


def test_the_lesson_of_the_trick_comes_with_it(citizen: Citizen) -> None:
    class Library:
        def tell(self, lesson: str, language: str, at: datetime) -> str:
            del language, at
            return f"bài {lesson}"

    citizen.context = replace(citizen.context, lessons=Library())

    assert "bài ld-10" in citizen.say(f"kiểm tra {SCAM}")


def test_the_longest_answer_is_one_message(citizen: Citizen) -> None:
    class Wordy:
        def tell(self, lesson: str, language: str, at: datetime) -> str:
            del lesson, language, at
            return "x" * 1_500

    citizen.context = replace(citizen.context, lessons=Wordy())
    host = "vietcombank-" + "a" * 40 + ".top"
    text = f"kiểm tra lỡ chuyển 5 triệu rồi: đọc mã OTP, đóng phí trước để nhận, {host} {host}"

    assert len(citizen.say(text)) <= 2_000


def test_every_sign_has_its_sentence() -> None:
    links = ("listed", "look_alike", "named_host", "bare_address", "coded", "short_link",
             "odd_ending", "chat_link", "unknown_link", "foreign_number", "disguised")  # fmt: skip

    assert not [
        one for one in (*_signs("habits"), *links) if f"scams.reason_{one}" not in catalogue()
    ]


def test_reading_a_message_in_english(citizen: Citizen) -> None:
    citizen.press("lang:en")

    assert citizen.say(f"check {SCAM}").startswith("VERY LIKE A SCAM")


VIETQR = (
    "00020101021138570010A00000072701270006970436011300114567890120208QRIBFTTA53037045802VN6304F3E0"
)


def a_screenshot(codes: str) -> Media:
    return replace(PHOTO, codes=codes)


def test_the_code_of_a_screenshot_is_looked_at_as_its_link(citizen: Citizen) -> None:
    citizen.say("kiểm tra giúp")

    said = citizen.attach(a_screenshot("https://vietcombank-xacminh.top/kyc"))

    assert said.startswith("RẤT GIỐNG LỪA ĐẢO")
    assert citizen.effect() == CountCheck("very_like")
    assert not citizen.kept().media


def test_a_code_that_takes_money_is_said_to_take_it(citizen: Citizen) -> None:
    said = citizen.attach(a_screenshot(VIETQR), text="mã này có phải lừa đảo không?")

    assert "CHUYỂN TIỀN CỦA BẠN vào tài khoản 0011456789012" in said
    assert "CHƯA CHẮC" in said


def test_of_a_picture_without_a_code_the_words_are_asked_for(citizen: Citizen) -> None:
    citizen.say("kiểm tra giúp")

    assert "không đọc được chữ trong ảnh" in citizen.attach(PHOTO)
    assert not citizen.kept().media
    assert citizen.say(SCAM).startswith("RẤT GIỐNG LỪA ĐẢO")


def test_a_picture_of_what_happened_stays_part_of_a_tip(citizen: Citizen) -> None:
    citizen.press("start", "kind:lua_dao")

    citizen.attach(a_screenshot("https://vietcombank-xacminh.top/kyc"))

    assert citizen.kept().media == (PHOTO,)  # and what its code says is not kept beside it
