"""Hears the question many ask before they dare to tell: will anybody know that it was me?"""

from communes.spelling import fold
from tips.reading.danger import hear
from tips.reading.kinds import suggest
from tips.reading.phrases import read

_LONGEST = 25  # words
_ABOUT = (
    "ẩn danh",
    "giấu tên",
    "danh tính",
    "biết tôi là ai",
    "biết em là ai",
    "biết mình là ai",
    "biết tui là ai",
    "biết ai báo",
    "biết ai gửi",
    "biết người báo",
    "lộ tên",
    "lộ thông tin",
    "bị lộ",
    "giữ bí mật",
    "bảo mật",
    "cần xưng tên",
    "phải xưng tên",
    "phải khai tên",
    "anonymous",
    "who i am",
    "my name",
    "my identity",
)
_ASKS = {"khong", "ko", "hong", "hok", "k", "chu", "sao", "will", "is", "can", "do", "am", "does"}


def asks_who_will_know(text: str) -> bool:
    said = fold(text).replace("?", " ? ").split()
    if len(said) > _LONGEST or not ({"?", *_ASKS} & set(said)):
        return False
    heard = read(text)
    return bool(heard.having(_ABOUT)) and not (suggest(heard) or hear(text).numbers)
