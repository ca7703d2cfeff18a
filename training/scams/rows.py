"""Reads rows/*.txt: "@ scam family=…" or "@ calm family=…", then one received message a line.

Slots such as {bank} or {oddhost} are filled anew for each copy, so that no name, number or host is
learned for its own sake.
"""

import random
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from communes.spelling import fold

ROWS = Path(__file__).parent / "rows"
COPIES = 3  # of each message, with other names and numbers
_KEPT_OUT = 5  # one message in five is never trained on
_SLOT = re.compile(r"\{(\w+)\}")

_BANKS = (
    "Vietcombank", "VietinBank", "BIDV", "Agribank", "Techcombank", "MB Bank", "ACB", "Sacombank",
    "VPBank", "TPBank", "VIB", "SHB", "HDBank", "SCB", "MSB", "OCB", "SeABank", "Eximbank",
)  # fmt: skip
_BORNE = (
    "vietcombank", "vietinbank", "bidv", "agribank", "techcombank", "mbbank", "sacombank",
    "vpbank", "tpbank", "dichvucong", "vneid", "csgt", "vnpost", "evn", "icloud", "facebook",
    "viettel", "shopee",
)  # fmt: skip
_ODD = ("top", "vip", "xyz", "cc", "club", "site", "online", "icu", "life", "shop", "info", "com")
_WORDS = (
    "hotro", "khuyenmai", "nhanqua", "vip", "sk2026", "online", "xacthuc", "vn", "nhanh", "loc",
    "club88", "win", "hu99", "plus", "care", "uudai", "tb", "km", "ios", "pay",
)  # fmt: skip
_SHORT = ("bit.ly", "t.ly", "cutt.ly", "tinyurl.com", "s.id", "rb.gy", "is.gd", "bom.so")
_OFFICIAL = (
    "vietcombank.com.vn", "my.vnpt.com.vn", "viettel.vn", "dienmayxanh.com", "vietjetair.com",
    "bidv.com.vn", "vnpt.com.vn", "fptplay.vn", "mobifone.vn",
)  # fmt: skip
_STATE = (
    "thuedientu.gdt.gov.vn",
    "dichvucong.gov.vn",
    "bocongan.gov.vn",
    "moet.gov.vn",
    "hcmut.edu.vn",
)
_HONEST = (
    "hoasen",
    "anphat",
    "minhlong",
    "viet",
    "sao",
    "mai",
    "kinhdo",
    "apollo",
    "spa",
    "sach",
    "toan",
    "phuong",
    "nam",
    "tour",
    "fit",
    "care",
)
_NAMES = ("Minh", "Hùng", "Lan", "Hương", "Tuấn", "Nga", "Phúc", "Dũng", "Thảo", "Khánh", "Quân")
_MONEY = (
    "50k", "99.000d", "250.000 VND", "1.200.000đ", "2 triệu", "3tr5", "5.000.000 VND", "15 triệu",
    "20tr", "300k", "500.000đ", "8,900,000 VND", "30 triệu đồng", "120 trieu", "45k",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    text: str
    is_scam: bool
    family: str

    @property
    def is_kept_out(self) -> bool:
        return zlib.crc32(self.text.encode()) % _KEPT_OUT == 0


def read_rows(folder: Path = ROWS) -> list[Row]:
    return [row for path in sorted(folder.glob("*.txt")) for row in _rows_of(path)]


def grow(row: Row) -> list[Row]:
    """The message with its slots filled, as it was typed and without marks."""
    chance = random.Random(zlib.crc32(row.text.encode()))  # noqa: S311
    filled = [fill(row.text, chance) for _ in range(COPIES)]
    texts = dict.fromkeys(text for one in filled for text in (one, _bare(one)))
    return [Row(text, row.is_scam, row.family) for text in texts]


def fill(text: str, chance: random.Random) -> str:
    return _SLOT.sub(lambda found: _FILLED[found[1]](chance), text)


def _bare(text: str) -> str:
    """Without marks, in the case that it was typed in."""
    return "".join(fold(letter).upper() if letter.isupper() else fold(letter) for letter in text)


def _rows_of(path: Path) -> Iterator[Row]:
    is_scam, family = False, ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("@ "):
            label, _, family = line[2:].partition(" family=")
            is_scam = label == "scam"
        elif line.strip() and not line.startswith("#"):
            yield Row(line.strip(), is_scam, family)


# --- slots ---------------------------------------------------------------------------------------


def _digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choice("0123456789") for _ in range(count))


def _path(chance: random.Random) -> str:
    letters = "abcdefghkmnpqrstuvwxyzABCDEFGH23456789"
    return "".join(chance.choice(letters) for _ in range(chance.randint(4, 9)))


def _scheme(chance: random.Random) -> str:
    return chance.choice(("", "https://", "http://", "www."))


def _look_alike(chance: random.Random) -> str:
    name, word = chance.choice(_BORNE), chance.choice(_WORDS)
    host = chance.choice((f"{name}-{word}", f"{name}.{word}-{_digits(chance, 2)}", f"{word}{name}"))
    return f"{_scheme(chance)}{host}.{chance.choice(_ODD)}"


def _odd_host(chance: random.Random) -> str:
    """Mostly of an odd ending, sometimes one that looks like any other."""
    host = f"{chance.choice(_WORDS)}{chance.choice(_WORDS)}{_digits(chance, 2)}"
    path = chance.choice(("", f"/{_path(chance)}"))
    return f"{_scheme(chance)}{host}.{chance.choice(_ODD)}{path}"


def _short(chance: random.Random) -> str:
    return f"{chance.choice(('', 'https://'))}{chance.choice(_SHORT)}/{_path(chance)}"


def _phone(chance: random.Random) -> str:
    digits = f"0{chance.choice('35789')}{_digits(chance, 8)}"
    return chance.choice(
        (digits, f"{digits[:4]}.{digits[4:7]}.{digits[7:]}", f"{digits[:4]} {digits[4:]}")
    )


def _site(chance: random.Random) -> str:
    """Of some honest shop."""
    name = f"{chance.choice(_HONEST)}{chance.choice(_HONEST)}"
    host = f"{name}.{chance.choice(('vn', 'vn', 'com.vn', 'com', 'edu.vn'))}"
    return (
        f"{_scheme(chance)}{host}{chance.choice(('', f'/{_path(chance)}', '/uu-dai', '/dang-ky'))}"
    )


def _one_of(*choices: str) -> Callable[[random.Random], str]:
    return lambda chance: chance.choice(choices)


_FILLED: dict[str, Callable[[random.Random], str]] = {
    "bank": _one_of(*_BANKS),
    "lookalike": _look_alike,
    "oddhost": _odd_host,
    "short": _short,
    "phone": _phone,
    "land": lambda chance: f"02{_digits(chance, 1)}3{_digits(chance, 7)}",
    "hotline": lambda chance: f"{chance.choice(('1900', '1800'))}{_digits(chance, 4)}",
    "foreign": lambda chance: (
        f"+{chance.choice(('1', '44', '63', '855', '95'))}{_digits(chance, 9)}"
    ),
    "tel": lambda chance: chance.choice((f"@{_path(chance)}", f"t.me/{_path(chance)}")),
    "stk": lambda chance: _digits(chance, chance.choice((10, 12, 13))),
    "stk4": lambda chance: _digits(chance, 4),
    "otp": lambda chance: _digits(chance, chance.choice((4, 6, 6))),
    "ten": _one_of(*_NAMES),
    "tien": _one_of(*_MONEY),
    "ngay": lambda chance: f"{chance.randint(1, 28)}/{chance.randint(1, 12)}",
    "gio": lambda chance: f"{chance.randint(6, 22)}h{chance.choice(('', '30', '15'))}",
    "tag": lambda chance: _path(chance)[:5],
    "site": _site,
    "official": _one_of(*_OFFICIAL),
    "official_state": _one_of(*_STATE),
}
