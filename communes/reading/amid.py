"""An old district told amid a story: "đường Phạm Văn Thuận Biên Hòa tối nào cũng đua xe".

No comma and often no capital says where the address ends. So the words before the name must: its
type, a preposition of place, a street or a landmark that has a name of its own.
"""

from collections.abc import Sequence
from itertools import dropwhile

from communes.homographs import is_everyday_name
from communes.reading.mentions import Mention
from communes.reading.page import Page
from communes.reading.plausibility import LEAST_LETTERS
from communes.reading.roles import is_denied
from communes.spelling import shape
from communes.text import Word
from communes.words import DISTRICT, HAMLETS, LANDMARKS, PEOPLE, PROVINCE, SPELT_CLAIMS, STREETS

LONGEST_OWN_NAME = 6  # words
CALLED, ALONG, AT = 3, 2, 1
_AT = frozenset(["ở", "tại", "thuộc", "gần", "dưới"])
_AT_SHAPES = frozenset(map(shape, _AT))
_AT_PLAIN = frozenset(["o", "tai", "thuoc", "gan", "duoi"])
_AROUND = frozenset("o tai gan sau truoc canh ngay ben doidien".split())  # noqa: SIM905
# Typed plainly the others are words of every sentence: "cho", "chưa", "câu", "bên", "nhà".
_SURE_PLAIN = frozenset(
    """duong hem ngach kiet dg ql hxh pho ngo truong bv kcn kdc kdt thpt thcs svd ubnd tiem
    tram khu benh thon ap xom khom kp tdp vien""".split()  # noqa: SIM905
)
_ANNOUNCING = STREETS | LANDMARKS | HAMLETS | {"vien"}  # "bệnh viện", "công viên"
# "trường tiểu học", "chợ đầu mối", "bệnh viện đa khoa": no name yet.
_KINDS = frozenset("tieu hoc mam non trung dai dau moi da khoa xe vien cap co so pho thpt".split())  # noqa: SIM905
_SURNAMES = frozenset(
    """nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh mai trinh doan ta
    ton ha luong cao chu lam to dao truong""".split()  # noqa: SIM905
)
_MIDDLE_NAMES = frozenset({"van", "thi"})
_NO_NAMES = frozenset(
    """có là bị hay thì đang người và với nhóm mấy nhiều thấy tôi không nó mà đi đến bán đánh của
    cho ra vào rồi xong đứa thằng tụi bọn em ai gì này kia đó cũng đã sẽ vụ""".split()  # noqa: SIM905
)
_NO_NAME_SHAPES = frozenset(map(shape, _NO_NAMES))
_NO_NAMES_PLAIN = frozenset(
    """la bi hay thi dang nguoi voi nhom may nhieu thay toi khong no ma danh cua cho ra vao roi xong
    dua thang tui bon ai gi nay kia cung da se vu""".split()  # noqa: SIM905
)
_ORIGINS = frozenset(["que", "goc", "ngu", "tru"])


def told_amid(page: Page, mentions: Sequence[Mention]) -> Mention | None:
    """The old district such words tell: the one that is told best, of such the first."""
    districts = [m for m in mentions if m.level == DISTRICT and m.cost == 0 and m.is_whole]
    if not districts:
        return None
    is_plain = not any(word.marked for word in page.words)
    worth = {m: _worth(page, m, is_plain=is_plain) for m in districts}
    told = [m for m in districts if worth[m] and not _is_piece(page, m, mentions)]
    told.sort(key=lambda m: (-worth[m], m.start))
    best = told[0] if told else None
    for other in told[1:]:
        # In "phố Phùng Hưng Hà Đông" the street ends before "Hà Đông", not before "Hưng Hà".
        if best and best.start < other.start < best.end and not _is_province(other, mentions):
            best = other
    return best


def _is_province(district: Mention, mentions: Sequence[Mention]) -> bool:
    """Does it take its end from a province: "Hà Đông, Hà Nội" is not Đông Hà?"""
    provinces = (m for m in mentions if m.level == PROVINCE and m.is_whole and not m.units[0].weak)
    return any(m.overlaps(district) and m.end > district.end for m in provinces)


def _worth(page: Page, district: Mention, *, is_plain: bool) -> int:
    if district.is_typed_wrong or is_denied(page, district) or _is_origin(page, district):
        return 0
    if district.is_typed_right:
        return CALLED if _is_called_so(page, district) else 0
    words = page.words[district.start : district.end]
    if not _is_spelt(district, words, is_plain=is_plain):
        return 0
    is_along = _is_along(page, district.start, is_plain=is_plain)
    if not is_along and not _is_at(page, district.start, is_plain=is_plain):
        return 0
    worth = ALONG if is_along else AT
    return 0 if is_everyday_name(words, behind_at=not is_along) else worth


def _is_called_so(page: Page, district: Mention) -> bool:
    """Spelt out, and by its own type: "quản lý nhân sự" tells no huyện Lý Nhân."""
    typed = page.words[page.type_starts[district.start]]
    own = {kind for unit in district.units for kind in unit.types}
    is_spelt_out = len(typed.text) > 2 and district.end - district.start > 1
    return is_spelt_out and not own.isdisjoint(district.types)


def _is_spelt(district: Mention, words: Sequence[Word], *, is_plain: bool) -> bool:
    """With the district's own diacritics, or all without any; no single short word."""
    if len(words) == 1 and len(district.key) < LEAST_LETTERS:
        return False
    written = tuple(word.shape for word in words)
    return is_plain or any(written == unit.shapes for unit in district.units)


def _is_piece(page: Page, district: Mention, mentions: Sequence[Mention]) -> bool:
    """Is it part of a longer name: "Tân Phú" of "Tân Phú Trung", "Thanh Hà" of "Thanh Hà Plaza"?"""
    size = district.end - district.start
    around = (m for m in mentions if m.cost == 0 and m.is_whole and m.end - m.start > size)
    if any(m.start <= district.start and district.end <= m.end for m in around):
        return True
    end, words = district.end, page.words
    if end == len(words) or page.parts(end) or page.is_type[end] or not words[end].capital:
        return False
    named = all(word.capital for word in words[district.start : end])
    return named and not any(m.start == end for m in mentions)


def _is_origin(page: Page, district: Mention) -> bool:
    before = page.words[max(0, district.start - 2) : district.start]
    return any(word.text in _ORIGINS for word in before)


def _is_at(page: Page, start: int, *, is_plain: bool) -> bool:
    if not start or page.words[start].cut:
        return False
    before = page.words[start - 1]
    return before.text in _AT_PLAIN if is_plain else before.shape in _AT_SHAPES


def _is_along(page: Page, start: int, *, is_plain: bool) -> bool:
    """Does a street or a landmark with a name of its own stand before it, in the same stretch?"""
    words = page.words
    name: list[Word] = []
    for place in range(start - 1, -1, -1):
        word = words[place]
        if words[place + 1].cut:
            return False
        if _announces(page, place, is_plain=is_plain):
            return _is_own_name(name)
        if _is_no_name(word, is_plain=is_plain) or len(name) == LONGEST_OWN_NAME:
            return False
        name.insert(0, word)
    return False


def _announces(page: Page, place: int, *, is_plain: bool) -> bool:
    word = page.words[place]
    if page.is_type[place] or word.text not in _ANNOUNCING:
        return False
    if not is_plain:
        return word.shape in SPELT_CLAIMS.get(word.text, (word.shape,))
    return word.text in _SURE_PLAIN or (place > 0 and page.words[place - 1].text in _AROUND)


def _is_own_name(name: Sequence[Word]) -> bool:
    """In "đường Nguyễn Thanh Bình", "chợ đầu mối Long Biên" the district's name is theirs."""
    own = list(dropwhile(lambda word: word.text in _KINDS, name))
    if not own or own[-1].text in _MIDDLE_NAMES:
        return False
    return len(own) > 1 or own[0].text not in _SURNAMES


def _is_no_name(word: Word, *, is_plain: bool) -> bool:
    if word.text in PEOPLE and not word.capital:
        return is_plain or word.shape in SPELT_CLAIMS[word.text]
    return word.text in _NO_NAMES_PLAIN if is_plain else word.shape in _NO_NAME_SHAPES
