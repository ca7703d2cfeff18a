"""The communes and provinces of today, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NewType

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

    @property
    def full_name(self) -> str:
        return f"{self.type} {self.name}"


@dataclass(frozen=True, slots=True)
class Directory:
    data_version: str
    communes: Mapping[CommuneCode, Commune]
    provinces: Mapping[ProvinceCode, Province]

    def in_province(self, province: ProvinceCode) -> tuple[Commune, ...]:
        """The communes of one province, in Vietnamese alphabetical order of their names."""
        return tuple(c for c in self.communes.values() if c.province.code == province)
