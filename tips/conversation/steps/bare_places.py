"""A place and nothing else; also one said because the first was wrong: "à, ở Bà Điểm mới đúng"."""

import re

from communes.spelling import fold
from communes.words import HAMLETS, LANDMARKS, STREETS, TYPES
from tips.conversation.steps.evidence import is_written, names_a_place
from tips.conversation.turn import Context

LONGEST_ADDRESS = 14  # words
_LEADS = {"o", "tai", "noi", "la", "sua", "dia", "chi", "diem", "dung", "phai", "moi"}
_BEGINS = {*TYPES, *STREETS, *HAMLETS, *LANDMARKS, "so", "gan", "thi", "thanh", "dac"}
_WORD = re.compile(r"\w+")
_WHO_IS_AT = re.compile(  # "nhà con ở số 12 đường Lê Lợi"
    r"^(?:(?:dạ|nhà|nha|con|em|tôi|toi|tui|cháu|chau|mình|minh|tụi|bọn|đang|dang) )+"
    r"(?:ở|o|tại|tai) ",
    re.IGNORECASE,
)
_CORRECTION = re.compile(  # "không, phường 3" corrects; "không ở phường 3" denies
    r"^(?:(?:(?:à|ah|ủa|ờ|ừ|ừm|thôi|nhầm|nham|lộn|quên|xin lỗi|oh|sorry|wait|actually|i mean)"
    r"(?: rồi| roi| mất)?[,. ]+|(?:đổi|sửa|chuyển|doi|sua) (?:lại|thành|sang|qua|lai|thanh)[,: ]+"
    r"|(?:không|khong|ko|no)(?: phải| phai)?, *))+",
    re.IGNORECASE,
)
_TAIL = re.compile(r"[, ]+(?:mới|moi) (?:đúng|dung|phải|phai)\b.*$", re.IGNORECASE)


def is_a_place(text: str, context: Context) -> bool:
    """Is it an address and nothing else: "phường Tân Định, quận 1", a map's link?"""
    text = _WHO_IS_AT.sub("", text)
    words = [word for word in _WORD.findall(text) if fold(word) not in _LEADS]
    if not words or len(words) > LONGEST_ADDRESS:
        return False
    answer = context.places.resolve(text)
    if answer.position is not None:
        return bool(answer.found)
    if answer.reason == "landmark":  # "ngã tư Bình Phước"
        return True
    begins = fold(words[0]) in _BEGINS or words[0].isdigit() or all(w.istitle() for w in words[:2])
    if not begins or not answer.found:
        return False
    is_address = "," in text and is_written(text, answer)  # "đường Hùng Vương, Pleiku"
    return is_address or names_a_place(text, answer)


def corrects_the_place(text: str, context: Context) -> bool:
    """No answer to whatever was asked, nor more of the story."""
    bare = without_correction(text)
    return bare != text and is_a_place(bare, context)


def without_correction(text: str) -> str:
    """The place alone, as it is kept."""
    return _TAIL.sub("", _CORRECTION.sub("", text)) or text
