"""The communes and provinces of today, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NewType

from typing_extensions import override

CommuneCode = NewType("CommuneCode", str)
ProvinceCode = NewType("ProvinceCode", str)


@dataclass(frozen=True, slots=True)
class Province:
    code: ProvinceCode
    name: str  # with its type: "tỉnh Cao Bằng", "thành phố Hà Nội"


@dataclass(frozen=True, slots=True)
class Commune:
    code: CommuneCode  # five digits, official, a string: "26743"
    type: str  # "xã", "phường" or "đặc khu"
    name: str
    province: Province

    @override
    def __hash__(self) -> int:
        return hash(self.code)  # one commune, one code: no need to go through every field

    @property
    def full_name(self) -> str:
        return f"{self.type} {self.name}"


@dataclass(frozen=True, slots=True)
class Directory:
    data_version: str
    communes: Mapping[CommuneCode, Commune]  # in Vietnamese alphabetical order
    provinces: Mapping[ProvinceCode, Province]
    _by_province: Mapping[ProvinceCode, tuple[Commune, ...]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        gathered: dict[ProvinceCode, list[Commune]] = {code: [] for code in self.provinces}
        for commune in self.communes.values():
            gathered.setdefault(commune.province.code, []).append(commune)
        pages = {code: tuple(communes) for code, communes in gathered.items()}
        object.__setattr__(self, "_by_province", pages)

    def in_province(self, province: ProvinceCode) -> tuple[Commune, ...]:
        """The communes of one province, in Vietnamese alphabetical order of their names."""
        return self._by_province.get(province, ())
