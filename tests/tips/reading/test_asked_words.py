"""What officers write to residents: what goes, what waits for a second yes, what never goes."""

import unicodedata

import pytest

from tips.errors import WordsHeld, WordsRefused
from tips.reading.asked_words import Confirmed, check, findings

GOES = [
    "Bạn nhớ giúp lúc đó khoảng mấy giờ?",
    "Xe màu gì, biển số có đuôi bao nhiêu?",
    "Nếu đang nguy hiểm, bạn gọi ngay 113 hoặc 114, 115.",
    "Trẻ em gặp nguy hiểm thì gọi 111.",
    "Sự việc lúc 21:14 ngày 05.11.2026 hay 06/11/2026?",
    "Từ 05/11/2026 đến 09-11-2026 bạn còn thấy họ không?",
    "Cán bộ đã đến số 12/3A, hẻm 45, tổ 7. Cảm ơn bạn.",
    "Nhà số 1205, tầng 12, lô B4 đúng không bạn?",
    "Ở TP.HCM hay Q.1, P.Bến Thành vậy bạn, v.v.",
    "Mấy người, mặc áo gì, đi hướng nào?",
    "Chở mấy chuyến, khoảng 2.000.000 đồng một lần phải không?",
    "Bạn cứ trả lời ngay tại đây, khi thấy an toàn.",
    "Một, hai hay ba người?",
]
HELD = [
    ("Bạn gọi số 0912 345 678 gặp tôi nhé.", "phone"),
    ("Bạn gọi số 0912.345.678 gặp cán bộ.", "phone"),
    ("LH 0912-345-678", "phone"),
    ("Gọi +84 912 345 678", "phone"),
    ("Gọi (028) 3829 7643", "phone"),
    ("Gọi tổng đài 1900 1234", "phone"),
    ("số không chín một hai ba bốn năm sáu bảy tám", "phone"),
    ("Xem tại https://vi.du/abc", "link"),
    ("Bạn vào bit.ly/3abc nhé", "link"),
    ("Tải ứng dụng ở dichvucong-gov.top", "link"),
    ("vào trang chinhphu.vn để xem.", "link"),
    ("gửi về tintuc@example.vn", "link"),
    ("vào trang abc chấm com", "link"),
    ("www.vidu", "link"),
    ("Bạn đã chuyển khoản cho họ bao nhiêu?", "money"),
    ("Bạn cần nộp phạt trước.", "money"),
    ("Phí xử lý là 200 nghìn.", "money"),
    ("Nạp thẻ giúp cán bộ.", "money"),
    ("Họ cho số tài khoản nào?", "account"),
    ("STK 19034567890123", "account"),
    ("Số CCCD của bạn là gì?", "identity"),
    ("Kẻ đó có yêu cầu bạn gửi mã OTP không?", "otp"),
    ("Họ có hỏi mật khẩu của bạn không?", "password"),
    ("Bạn đã gửi mã OTP cho ai chưa?", "otp"),
    ("Đừng gửi mã OTP cho ai.", "otp"),
    ("Không bao giờ đọc mật khẩu cho người lạ.", "password"),
    ("Họ có bắt bạn chụp ảnh căn cước không?", "identity_photo"),
]
REFUSED = [
    ("Bạn gửi mã OTP cho cán bộ.", "otp"),
    ("Đọc giúp mã O.T.P vừa nhận được.", "otp"),
    ("Vui lòng cung cấp mã xác thực.", "otp"),
    ("Bạn cho xin mã vừa gửi về điện thoại.", "otp"),
    ("Cán bộ cần mật khẩu Zalo của bạn để kiểm tra.", "password"),
    ("Cho xin mã PIN.", "password"),
    ("Bạn gửi password nhé", "password"),
    ("Bạn chụp ảnh căn cước gửi qua đây.", "identity_photo"),
    ("Gửi hình CCCD hai mặt.", "identity_photo"),
    ("Vui lòng gửi CMND mặt trước và mặt sau.", "identity_photo"),
    ("Chụp hộ chiếu gửi lại giúp.", "identity_photo"),
    ("Kẻ xấu hay lừa. Bạn gửi mã OTP để cán bộ xác minh.", "otp"),
    ("B\u200bạn gửi mã O\u200bTP.", "otp"),
    ("Bạn gửi mã ＯＴＰ nhé.", "otp"),
]


def without_diacritics(words: str) -> str:
    apart = unicodedata.normalize("NFD", words.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in apart if not unicodedata.combining(c))


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("words", GOES)
def test_an_ordinary_question_goes(words: str, plain: bool) -> None:
    said = without_diacritics(words) if plain else words

    check(said)
    assert findings(said) == ((), ())


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize(("words", "kind"), HELD)
def test_what_may_mislead_waits_for_a_second_yes(words: str, kind: str, plain: bool) -> None:
    said = without_diacritics(words) if plain else words

    with pytest.raises(WordsHeld) as held:
        check(said)

    assert kind in held.value.kinds
    assert not isinstance(held.value, WordsRefused)
    check(Confirmed(said))


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize(("words", "kind"), REFUSED)
def test_what_only_a_scammer_asks_never_goes(words: str, kind: str, plain: bool) -> None:
    with pytest.raises(WordsRefused) as refused:
        check(Confirmed(without_diacritics(words) if plain else words))

    assert kind in refused.value.kinds


@pytest.mark.parametrize("written", ["028 3829 7643", "(028) 3829 7643", "02838297643"])
def test_the_desks_own_printed_phone_goes(written: str) -> None:
    said = f"Bạn gọi {written} gặp trực ban."

    assert findings(said)[1] != ()
    assert findings(said, phones=["(028) 3829 7643"]) == ((), ())


def test_a_number_that_only_begins_like_the_desks_own_is_held() -> None:
    assert findings("Gọi 02838297643 9", phones=["0283829764"])[1] != ()


def test_everything_found_is_named_for_the_officer() -> None:
    with pytest.raises(WordsHeld) as held:
        check("Gọi 0912345678 hoặc vào bit.ly/a")

    assert held.value.found == "số điện thoại, đường dẫn hoặc địa chỉ thư"


@pytest.mark.parametrize(
    "words",
    [
        "Không sao, cho xin mã OTP",
        "Bạn đúng là phải gửi mã OTP",
        "Cấp trên yêu cầu bạn gửi mã OTP",
        "Bạn không ngại thì đọc mã OTP giúp",
    ],
)
def test_a_request_is_not_hidden_by_a_word_of_warning(words: str) -> None:
    with pytest.raises(WordsRefused):
        check(Confirmed(words))


def test_advice_against_scams_may_go_after_a_second_yes() -> None:
    advice = "Bạn cứ giữ mật khẩu, không đưa cho ai."

    with pytest.raises(WordsHeld):
        check(advice)
    check(Confirmed(advice))
