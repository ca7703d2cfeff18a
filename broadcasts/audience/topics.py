"""Topics and groups as bits of a number. Only ever added to at the end: rows hold the bits."""

from collections.abc import Iterable

TOPICS = (
    "chong_lua_dao", "phap_luat", "huong_dan", "ngay_hoi_19_8", "ma_tuy", "tre_em_tren_mang",
    "giao_thong", "chay_no", "bao_luc_gia_dinh", "cho_vay_doi_no",
)  # fmt: skip
GROUPS = (
    "moi_nguoi", "nguoi_cao_tuoi", "hoc_sinh", "sinh_vien", "phu_huynh", "thanh_nien", "cong_nhan",
    "nong_dan", "ho_kinh_doanh", "cong_chuc", "phu_nu", "nguoi_tim_viec", "chu_tro", "lai_xe",
    "vung_bien_gioi", "dan_toc_thieu_so",
)  # fmt: skip
EVERYBODY = "moi_nguoi"


def topic_bits(topics: Iterable[str]) -> int:
    """0 for none; a topic that does not exist raises ValueError."""
    return _bits(TOPICS, topics)


def group_bits(groups: Iterable[str]) -> int:
    return _bits(GROUPS, groups)


def topics_of(bits: int) -> tuple[str, ...]:
    return _words(TOPICS, bits)


def groups_of(bits: int) -> tuple[str, ...]:
    return _words(GROUPS, bits)


def _bits(words: tuple[str, ...], told: Iterable[str]) -> int:
    return sum(1 << words.index(word) for word in set(told))


def _words(words: tuple[str, ...], bits: int) -> tuple[str, ...]:
    return tuple(word for place, word in enumerate(words) if bits >> place & 1)
