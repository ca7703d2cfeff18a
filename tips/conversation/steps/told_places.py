"""A street or landmark that a story names without its commune, and what it may be called after."""

import re

from communes.spelling import fold
from tips.understanding import understand

_AT = re.compile(r"^(?:ở|tại|trên|o|tai|tren|on|at|in|near|next to|to(?= \D)) ", re.IGNORECASE)
_ENGLISH = {
    "market": "chợ", "park": "công viên", "bridge": "cầu", "station": "ga", "hospital": "bệnh viện",
    "lake": "hồ", "pagoda": "chùa", "airport": "sân bay", "church": "nhà thờ", "beach": "bãi biển",
    "street": "đường", "ward": "phường", "district": "quận", "university": "đại học",
}  # fmt: skip
_ENGLISH_NAME = re.compile(rf"(.+?) ({'|'.join(_ENGLISH)})", re.IGNORECASE)
# A market, a bridge or a crossing lies where its name says; a school or a street bears a person's.
_CALLED_AFTER_A_PLACE = re.compile(
    r"(?:cho|cau vuot|cau|ga|nha ga|ben xe|ben do|nga ba|nga tu|vong xoay|cang|kcn|khu cong nghiep"
    r"|bai bien|deo) (?=\D)"
)
_NUMBERED = re.compile(r"(?:.* )?\d[\w/-]* (?=\D)")  # "ngõ 68 Cầu Giấy": in the district, or of it


def place_told(story: str) -> str:
    """A street or a landmark, with or without its commune: "nhà số 6 ngõ 4 phố Vạn Phúc"."""
    return _AT.sub("", understand(story).place)


def in_vietnamese(told: str) -> str:
    """The map knows "chợ Bến Thành", and tourists "Ben Thanh market"."""
    english = _ENGLISH_NAME.fullmatch(told)
    return f"{_ENGLISH[english[2].lower()]} {english[1]}" if english else told


def called_after(told: str) -> str:
    """Such as "Cái Răng" of "cầu Cái Răng"; empty where the name says nothing about where it is."""
    kind = _CALLED_AFTER_A_PLACE.match(fold(told))
    return told[kind.end() :] if kind and len(fold(told)) == len(told) else ""


def after_number(told: str) -> str:
    """Such as "Gò Vấp" of "đường số 10 Gò Vấp"."""
    numbered = _NUMBERED.match(told)
    return told[numbered.end() :] if numbered else ""
