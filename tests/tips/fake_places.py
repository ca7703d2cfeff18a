"""A small map: a handful of communes, found by name."""

from communes.directory import Commune, CommuneCode, Directory, Province, ProvinceCode
from communes.resolution import Found, Hint, Resolution
from communes.spelling import fold

CITY = Province(ProvinceCode("79"), "thành phố Hồ Chí Minh")
MOUNTAIN = Province(ProvinceCode("04"), "tỉnh Cao Bằng")
DELTA = Province(ProvinceCode("96"), "tỉnh Cà Mau")


def _commune(code: str, type_: str, name: str, province: Province) -> Commune:
    return Commune(CommuneCode(code), type_, name, province)


BEN_THANH = _commune("26743", "phường", "Bến Thành", CITY)
SAI_GON = _commune("26740", "phường", "Sài Gòn", CITY)
TAN_BINH = _commune("26971", "phường", "Tân Bình", CITY)
OTHER_TAN_BINH = _commune("99971", "xã", "Tân Bình", DELTA)
BAO_LAC = _commune("01324", "xã", "Bảo Lạc", MOUNTAIN)
COMMUNES = [
    BAO_LAC, BEN_THANH, SAI_GON, TAN_BINH, OTHER_TAN_BINH,
    *(_commune(f"27{i:03}", "phường", f"Hòa {i}", CITY) for i in range(23)),
]  # fmt: skip
FORMER = {"ben nghe": SAI_GON}
PROVINCE_NAMES = {"cao bang": MOUNTAIN, "ca mau": DELTA, "ho chi minh": CITY}


class FakePlaces:
    def __init__(self) -> None:
        self._directory = Directory(
            "test",
            {commune.code: commune for commune in COMMUNES},
            {province.code: province for province in (DELTA, MOUNTAIN, CITY)},
        )

    @property
    def directory(self) -> Directory:
        return self._directory

    def resolve(self, text: str, hint: Hint | None = None) -> Resolution:
        folded = " ".join(fold(text).split())
        found = [Found(c, 1.0, c.full_name) for c in COMMUNES if fold(c.name) in folded]
        found += [Found(c, 0.9, f"{old} cũ, quận 1") for old, c in FORMER.items() if old in folded]
        province = next((p.code for n, p in PROVINCE_NAMES.items() if n in folded), None)
        asked_in = province or (hint.province if hint else None)
        near = [f for f in found if f.commune.province.code == asked_in]
        found = near or found
        return Resolution(tuple(found[:5]), ask=len(found) != 1, reason="test", province=province)

    def locate(
        self, latitude: float, longitude: float, accuracy: float | None = None
    ) -> Resolution:
        if not (8 <= latitude <= 24 and 102 <= longitude <= 110):
            return Resolution(reason="outside")
        if accuracy is not None and accuracy > 100:
            near = (Found(BEN_THANH, 0.6, "gần vị trí"), Found(SAI_GON, 0.4, "gần vị trí"))
            return Resolution(near, ask=True, reason="border")
        return Resolution((Found(BEN_THANH, 1.0, "vị trí đã gửi"),), ask=False, reason="inside")
