"""Names of old districts that are words of every day as well, when nobody writes their capitals."""

from collections.abc import Sequence

from communes.spelling import fold, shape
from communes.text import Word

# Even behind "ở" rather the market, the crossing or the room than the district.
_ANYWHERE = "chợ mới, chợ gạo, chợ đồn, chợ lách, ngã bảy, ngã năm, năm căn, cái nước, cầu ngang"
_AMID = "hòa bình, cờ đỏ, cái răng, thanh bình, bình minh, thống nhất, thanh xuân, đông anh"
# Without diacritics: "ở nhà bé", "ở bên cầu", "gần quán bà".
_ANYWHERE_PLAIN = "nhà bè, bến cầu, bến lức, quản bạ, quan hóa, quan sơn, cầu kè, văn quan, la gi"
# "vụ bán", "giả làm", "đi ăn", "văn bản", "hai cháu", "con dao", "lúc năm giờ", "hông ngủ" …
_AMID_PLAIN = """vụ bản, gia lâm, dĩ an, văn bàn, văn lâm, văn yên, hải châu, côn đảo, lục nam,
lục yên, hồng ngự, cô tô, hóc môn, lạc dương, đan phượng, thới lai, thới bình, cam lâm, cái bè,
tiên du, tam đảo, hạ hòa, trà ôn, hải dương, hải an, hải lăng, an dương, như thanh, cần giờ, đà bắc,
nam đàn, thanh ba, củ chi, móng cái, mù căng chải, u minh, đống đa, ba vì, ba to, đô lương, hải hà,
tân kỳ, tứ kỳ, yên mô, yên lạc, đồng hới, cần đước, tuy an, bố trạch, sông mã, sông cầu, đức cơ"""


def _keys(names: str) -> frozenset[str]:
    return frozenset(fold(name.strip()) for name in names.replace("\n", " ").split(","))


def _shapes(names: str) -> frozenset[str]:
    return frozenset(" ".join(map(shape, name.split())) for name in names.split(","))


_SPELT = {True: _shapes(_ANYWHERE), False: _shapes(f"{_ANYWHERE}, {_AMID}")}
_PLAIN = {
    True: _keys(f"{_ANYWHERE}, {_ANYWHERE_PLAIN}"),
    False: _keys(f"{_ANYWHERE}, {_AMID}, {_ANYWHERE_PLAIN}, {_AMID_PLAIN}"),
}


def is_everyday_name(words: Sequence[Word], *, behind_at: bool) -> bool:
    """May the words be meant as such? Behind "ở" fewer are than in the middle of a sentence."""
    if all(word.capital for word in words):
        return False
    if any(word.marked for word in words):
        return " ".join(word.shape for word in words) in _SPELT[behind_at]
    return " ".join(word.text for word in words) in _PLAIN[behind_at]
