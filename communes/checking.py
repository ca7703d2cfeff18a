"""Refuses a map that contradicts itself, naming the field and the cure."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

FORMAT = 1
COMMUNE_TYPES = ("xã", "phường", "đặc khu")
PROVINCE_TYPES = ("tỉnh", "thành phố")
DISTRICT_TYPES = ("quận", "huyện", "thị xã", "thành phố")
WARD_TYPES = ("xã", "phường", "thị trấn", "huyện")  # five island districts had no wards
HOLDS = ("whole", "all_people", "part", "area_only")
_COMMUNE = re.compile(r"\d{5}")
_PROVINCE = re.compile(r"\d{2}")
_DISTRICT = re.compile(r"\d{3}")

Rows = Sequence[Sequence[Any]]


class InconsistentMapError(ValueError):
    def __init__(self, field: str, fix: str) -> None:
        super().__init__(f"{field}: {fix}")
        self.field, self.fix = field, fix


def check(raw: object) -> Mapping[str, Any]:
    """Returns the map when it is whole; nothing of it may be used when it is not."""
    if not isinstance(raw, dict):
        raise InconsistentMapError("file", "phải là một đối tượng JSON do `communes build` tạo ra")
    _check_head(raw)
    provinces = _codes(raw, "provinces", 4, _PROVINCE)
    communes = _codes(raw, "communes", 7, _COMMUNE)
    former_provinces = _codes(raw, "former_provinces", 3, _PROVINCE)
    districts = _codes(raw, "former_districts", 5, _DISTRICT)
    _each(raw, "provinces", lambda row: _choice(row[1], PROVINCE_TYPES))
    _each(raw, "communes", lambda row: _commune(row, provinces))
    _each(raw, "former_districts", lambda row: _district(row, former_provinces))
    _rows(raw, "former_wards", 6)
    _each(raw, "former_wards", lambda row: _ward(row, districts, communes))
    _check_whole(raw["communes"], provinces)
    return raw


def _check_head(raw: Mapping[str, Any]) -> None:
    if raw.get("format") != FORMAT:
        raise InconsistentMapError("format", f"phải là {FORMAT}; hãy tạo lại tệp bằng bản này")
    version = raw.get("data_version")
    if not isinstance(version, str) or not re.fullmatch(r"[\w.\-]{1,40}", version):
        raise InconsistentMapError("data_version", "ghi phiên bản dữ liệu, ví dụ 2026-10-10")
    try:
        date.fromisoformat(raw["effective_date"])
    except (KeyError, TypeError, ValueError):
        raise InconsistentMapError("effective_date", "ghi ngày hiệu lực, NĂM-THÁNG-NGÀY") from None
    sources = raw.get("sources")
    if not isinstance(sources, list) or not sources:
        raise InconsistentMapError("sources", "ghi ít nhất một nguồn cùng giấy phép")


def _rows(raw: Mapping[str, Any], name: str, width: int) -> Rows:
    rows = raw.get(name)
    if not isinstance(rows, list) or not rows:
        raise InconsistentMapError(name, "phải là một danh sách không rỗng")
    for place, row in enumerate(rows):
        if not isinstance(row, list) or len(row) != width:
            raise InconsistentMapError(f"{name}[{place}]", f"phải có đúng {width} ô")
        if not isinstance(row[1], str) or not isinstance(row[2], str):
            raise InconsistentMapError(f"{name}[{place}]", "loại và tên phải là chữ")
    return rows


def _codes(
    raw: Mapping[str, Any], name: str, width: int, pattern: re.Pattern[str]
) -> frozenset[str]:
    seen: set[str] = set()
    for place, row in enumerate(_rows(raw, name, width)):
        if not isinstance(row[0], str) or not pattern.fullmatch(row[0]):
            raise InconsistentMapError(f"{name}[{place}].code", "mã phải là chuỗi đủ chữ số")
        if row[0] in seen:
            raise InconsistentMapError(f"{name}[{place}].code", f"mã {row[0]} bị lặp; giữ một dòng")
        if not row[2].strip():
            raise InconsistentMapError(f"{name}[{place}].name", "ghi tên đơn vị")
        seen.add(row[0])
    return frozenset(seen)


def _each(
    raw: Mapping[str, Any], name: str, problem: Callable[[Sequence[Any]], tuple[str, str] | None]
) -> None:
    for place, row in enumerate(raw[name]):
        found = problem(row)
        if found:
            raise InconsistentMapError(f"{name}[{place}].{found[0]}", found[1])


def _choice(value: object, allowed: Sequence[str]) -> tuple[str, str] | None:
    return None if value in allowed else ("type", "chỉ nhận: " + ", ".join(allowed))


def _commune(row: Sequence[Any], provinces: Collection[str]) -> tuple[str, str] | None:
    if row[3] not in provinces:
        return "province", f"tỉnh {row[3]} không có trong provinces; thêm tỉnh hoặc sửa mã"
    if not all(isinstance(value, (int, float)) for value in row[5:7]):
        return "position", "vĩ độ và kinh độ phải là số"
    if not (6 <= row[5] <= 24 and 102 <= row[6] <= 118):
        return "position", "vĩ độ trước, kinh độ sau, trong lãnh thổ Việt Nam"
    return _choice(row[1], COMMUNE_TYPES)


def _district(row: Sequence[Any], provinces: Collection[str]) -> tuple[str, str] | None:
    if row[3] not in provinces:
        return "province", f"tỉnh {row[3]} không có trong former_provinces; thêm tỉnh hoặc sửa mã"
    if not isinstance(row[4], list) or not all(isinstance(name, str) for name in row[4]):
        return "aliases", "phải là danh sách tên"
    return _choice(row[1], DISTRICT_TYPES)


def _ward(
    row: Sequence[Any], districts: Collection[str], communes: Collection[str]
) -> tuple[str, str] | None:
    if row[3] not in districts:
        return "district", f"huyện {row[3]} không có trong former_districts; thêm hoặc sửa mã"
    if not isinstance(row[5], list) or not all(_is_pair(name) for name in row[5]):
        return "earlier", "mỗi tên là [loại, tên]"
    return _successors(row[4], communes) or _choice(row[1], WARD_TYPES)


def _successors(parts: object, communes: Collection[str]) -> tuple[str, str] | None:
    if not isinstance(parts, list) or not parts:
        return "successors", "phường xã cũ phải có ít nhất một đơn vị kế thừa"
    for part in parts:
        if not _is_pair(part) or part[1] not in HOLDS:
            return "successors", "mỗi phần là [mã, " + " | ".join(HOLDS) + "]"
        if part[0] not in communes:
            return "successors", f"xã {part[0]} không có trong communes; thêm xã hoặc sửa mã"
    return None


def _is_pair(name: Any) -> bool:
    return isinstance(name, list) and len(name) == 2 and all(isinstance(n, str) for n in name)


def _check_whole(communes: Rows, provinces: Collection[str]) -> None:
    empty = sorted(set(provinces) - {row[3] for row in communes})
    if empty:
        raise InconsistentMapError("provinces", f"tỉnh {empty[0]} không có xã nào; thêm xã hoặc bỏ")
    named: dict[tuple[str, str, str], str] = {}
    for row in communes:
        twin = named.setdefault((row[1], row[2], row[3]), row[0])
        if twin != row[0]:
            raise InconsistentMapError(
                "communes", f"{twin} và {row[0]} trùng loại, tên và tỉnh; sửa một trong hai"
            )
