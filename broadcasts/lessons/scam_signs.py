"""What no lesson may hold, because residents are taught to read it as a scam."""

import re
import unicodedata
from collections.abc import Collection, Iterator

SHORT_LINK = re.compile(
    r"(?<![\w.-])(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl|cutt\.ly|s\.id|is\.gd|ow\.ly|rb\.gy|t\.ly"
    r"|shorturl\.at|by\.com\.vn|me2\.kr|tiny\.cc|rebrand\.ly|v\.gd|bom\.so|vn\.link)/",
    re.IGNORECASE,
)
# 028 3829 7643, (028) 3829 7643, +84 …, 0912.345.678, 1900 0113: however it is spaced.
LONG_NUMBER = re.compile(
    r"(?<![\w/.,])(?:\(?(?:\+ ?84|0084|0)[ .()\-]*(?:\d[ .()\-]*){8,9}\d"
    r"|1[89]00[ .\-]?\d{2,4}(?:[ .\-]?\d{2})?)(?!\d)"
)
_SHORT_NUMBERS = re.compile(
    r"(?:\b(?:gọi|bấm|tổng đài|đường dây nóng|đầu số|nhắn (?:tin )?(?:đến|tới)|call|dial)"
    r"(?: (?:ngay|số|cho|đến|tới|miễn phí))*|^[-*] ?(?=\d+:))"
    r" ?(\d{3,5}(?:(?:,|/| hoặc| hay| và| or)? ?\d{3,5})*)"
    r"(?!\d|[./]\d|%| ?(?:cuộc|lần|người|máy|ngày|phút|giờ|nghìn|ngàn|triệu|tỷ|đồng|mét|km)\b)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'"[^"\n]*"|“[^”\n]*”|«[^»\n]*»')
# Only a sentence that begins so is surely our own request: lessons speak of OTP and money all
# the time, and tell what others ask for.
_BEGINS = (
    r"(?:^|\n|(?<=[.!?])\s)\s*(?:[-*•]\s*|\d+[.)]\s*)?(?:(?:việc )?cần làm:\s*)?"
    r"(?:(?:xin|hãy|vui lòng|mời|đề nghị|bà con|bạn|quý vị|anh chị|cần|phải|please)[ ,]+){0,4}"
)
_ASKS_SECRET = re.compile(
    _BEGINS + r"(?:gửi|cung cấp|cho biết|nhắn|đọc|nhập|điền|send|give|enter)(?: \w+){0,4}? "
    r"(?:(?:mã )?otp|mật khẩu|mã (?:xác thực|xác nhận|pin)|số thẻ|ảnh căn cước|cccd|password)\b",
    re.IGNORECASE,
)
_ASKS_MONEY = re.compile(
    _BEGINS + r"(?:chuyển (?:khoản|tiền)|nộp (?:tiền|phí|phạt)|đóng (?:tiền|phí)|đặt cọc|nạp tiền"
    r"|transfer)\b[^.!?\n]{0,60}\b(?:tài khoản|stk|số thẻ|ví|qr|account)\b",
    re.IGNORECASE,
)


def phone_numbers(line: str, known: Collection[str]) -> Iterator[str]:
    """Numbers to be called that are not known: a mistyped one leads residents to a stranger."""
    for found in LONG_NUMBER.finditer(line):
        if "".join(filter(str.isdigit, found.group())) not in known:
            yield found.group().strip()
    for found in _SHORT_NUMBERS.finditer(LONG_NUMBER.sub("…", line)):
        yield from (one for one in re.findall(r"\d+", found.group(1)) if one not in known)


def asks_for_secret(text: str) -> bool:
    return bool(_ASKS_SECRET.search(_in_our_words(text)))


def asks_for_money(text: str) -> bool:
    return bool(_ASKS_MONEY.search(_in_our_words(text)))


def _in_our_words(text: str) -> str:
    return _QUOTED.sub('""', unicodedata.normalize("NFC", text))
