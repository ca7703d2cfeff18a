"""What a poster's code or link presets: "dk_26740_hoc_sinh"."""

import re
from dataclasses import dataclass

_CODE = re.compile(r"dk_(\d{5})(?:_([a-z_]{2,20}))?")


@dataclass(frozen=True, slots=True)
class Preset:
    commune: str
    group: str = ""


def decode(code: str) -> Preset | None:
    found = _CODE.fullmatch(code)
    return Preset(found[1], found[2] or "") if found else None
