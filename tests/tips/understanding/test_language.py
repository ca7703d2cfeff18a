import pytest

from tips.understanding.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("someone stole my bike last night", "en"),
        ("is this the real police?", "en"),
        ("he hit her near Ben Thanh market", "en"),
        ("tối qua tôi bị giật điện thoại", "vi"),
        ("toi qua toi bi giat dien thoai", None),
        ("hem 51 Cao Thang", None),
        ("my oi me ve chua", None),
        ("khachs owr daif ngayf khoong khai baos", None),
        ("ok", None),
        ("", None),
    ],
)
def test_a_language_is_named_only_where_it_is_sure(text: str, language: str | None) -> None:
    assert language_of(text) == language
