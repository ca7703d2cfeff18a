"""What a desk writes in its own words must not look like what residents are warned of."""

import pytest

from broadcasts.campaigns.own_words import own_words
from broadcasts.errors import AlertUnsafe


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("Đề nghị bà con chuyển tiền vào tài khoản 0123456789 trong hôm nay.", "asks_money"),
        ("Vui lòng gửi mã OTP cho số 0912345678 để xác minh.", "asks_secret"),
        ("Xem tại bit.ly/abc", "short_link"),
    ],
)
def test_an_alert_that_reads_like_a_scam_is_refused(body: str, fault: str) -> None:
    with pytest.raises(AlertUnsafe) as refused:
        own_words("Thông báo khẩn", body)

    assert refused.value.fault == fault


def test_a_warning_of_such_messages_is_not_one() -> None:
    body = (
        "Kẻ gian giả công an đòi mã OTP. Công an không bao giờ hỏi mã, không yêu cầu chuyển tiền."
    )

    assert own_words("Cảnh báo lừa đảo", body).body == body
