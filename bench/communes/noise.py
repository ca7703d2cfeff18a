"""Writes places the way residents do: clean, abbreviated, misspelt, glued, in a sentence.

The seed decides everything; every commune and every former ward can come up.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from communes.artifact import Artifact, FormerWard
from communes.directory import Commune
from communes.spelling import fold, glue

SHORT = {"xã": ["x", "X.", "x.", "xã"], "phường": ["p", "P.", "ph.", "f.", "phường"],
         "thị trấn": ["tt", "TT.", "thị trấn"], "đặc khu": ["đk", "đặc khu"],
         "quận": ["q", "Q.", "quận"], "huyện": ["h", "H.", "huyện"], "thị xã": ["tx", "TX."],
         "thành phố": ["tp", "TP.", "tp."], "tỉnh": ["t", "T.", "tỉnh"]}  # fmt: skip
STREETS = ("Trần Phú", "Lê Lợi", "Nguyễn Trãi", "Quang Trung", "Hùng Vương", "Hoàng Hoa Thám",
           "Phan Đình Phùng", "30 Tháng 4", "Ngô Gia Tự", "Tôn Đức Thắng")  # fmt: skip
FRONTS = ("số {n} đường {s}, ", "hẻm {n} {s}, ", "ngõ {n} phố {s}, ", "thôn {n}, ", "ấp {n}, ",
          "tổ {n} khu phố {m}, ", "gần chợ {s}, ", "đối diện trường {s}, ", "{n}/{m} {s}, ",
          "xóm Đình, ", "sau chùa, ")  # fmt: skip
STORIES = ("tối qua có nhóm đánh bạc ở {a}, khoảng 10 giờ đêm",
           "em thấy người lạ bán ma túy tại {a} ạ",
           "{a} hay có xe độ nẹt pô lúc 2h sáng", "xin báo công an: {a} có sòng đá gà",
           "ở {a} nha, nhờ mấy anh kiểm tra giúp", "địa điểm: {a}. Cảm ơn công an",
           "chỗ {a} có tiệm cầm đồ cho vay lãi cao")  # fmt: skip
KEYS = {"a": "sq", "e": "wr", "i": "uo", "o": "ip", "u": "yi", "n": "bm", "t": "ry", "h": "gj",
        "g": "fh", "c": "xv", "m": "n", "l": "k", "s": "ad", "r": "et", "b": "vn",
        "p": "o"}  # fmt: skip
DIALECT = (("s", "x"), ("x", "s"), ("tr", "ch"), ("ch", "tr"), ("v", "d"), ("d", "gi"), ("gi", "d"),
           ("l", "n"), ("n", "l"), ("r", "g"))  # fmt: skip
FINALS = (("n", "ng"), ("ng", "n"), ("t", "c"), ("c", "t"), ("nh", "n"))
TEEN = (("ph", "f"), ("c", "k"), ("qu", "w"), ("d", "z"), ("gi", "j"), ("ngh", "ng"))


@dataclass(frozen=True, slots=True)
class Row:
    kind: str
    text: str
    accept: frozenset[str]
    alt: frozenset[str] = frozenset()


def rows(artifact: Artifact, count: int, seed: int) -> Iterator[Row]:
    chance = random.Random(seed)
    namesakes = _namesakes(artifact)
    communes = list(artifact.directory.communes.values())
    wards = [w for w in artifact.former_wards if w.name]
    for _ in range(count):
        if chance.random() < 0.5:
            commune = chance.choice(communes)
            accept = frozenset({commune.code})
            alt = namesakes[commune.province.code, glue(commune.name)] - accept
            parts, age = _new(commune), "new"
        else:
            ward = chance.choice(wards)
            accept, alt = frozenset(p.commune.code for p in ward.parts), frozenset()
            parts, age = _old(ward), "old"
        noise = chance.choice(list(NOISES))
        yield Row(f"{age}_{noise}", NOISES[noise](parts, chance), accept, alt)


def _namesakes(artifact: Artifact) -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for commune in artifact.directory.communes.values():
        found[commune.province.code, glue(commune.name)].add(commune.code)
    for ward in artifact.former_wards:
        names = [ward.name, *(name for _, name in ward.earlier)]
        for part in ward.parts:
            for name in names:
                found[part.commune.province.code, glue(name)].add(part.commune.code)
    return defaultdict(frozenset[str], {key: frozenset(codes) for key, codes in found.items()})


Parts = list[tuple[str, str]]
Pairs = tuple[tuple[str, str], ...]


def _new(commune: Commune) -> Parts:
    kind, _, name = commune.province.name.partition(" ")
    if kind == "thành":
        kind, name = "thành phố", name.removeprefix("phố ")
    return [(commune.type, commune.name), (kind, name)]


def _old(ward: FormerWard) -> Parts:
    district = ward.district
    return [(ward.type, ward.name), (district.type, district.name),
            (district.province.type, district.province.name)]  # fmt: skip


def _clean(parts: Parts, chance: random.Random) -> str:
    text = ", ".join(f"{kind.capitalize()} {name}" for kind, name in parts)
    return chance.choice([text, text.upper(), text.lower(), text.replace(", ", " - ")])


def _short(parts: Parts, chance: random.Random) -> str:
    said = []
    for kind, name in parts:
        typed = chance.choice(SHORT[kind])
        gap = chance.choice(["", " "]) if typed.endswith(".") or name[0].isdigit() else " "
        said.append(f"{typed}{gap}{name}")
    return ", ".join(said)


def _bare(parts: Parts, chance: random.Random) -> str:
    return fold(chance.choice([_clean, _short])(parts, chance))


def _untyped(parts: Parts, chance: random.Random) -> str:
    keep = [f"{k} {n}" if n[0].isdigit() or chance.random() < 0.2 else n for k, n in parts]
    return ", ".join(keep)


def _typo(parts: Parts, chance: random.Random) -> str:
    return _slip(chance.choice([_clean, _short, _bare])(parts, chance), chance)


def _slip(text: str, chance: random.Random) -> str:
    places = [i for i, c in enumerate(text[1:], 1) if c.isalpha()]
    i = chance.choice(places)
    c = text[i]
    key = chance.choice(KEYS.get(fold(c), "e"))
    slips = (
        text[:i] + c + text[i:],
        text[:i] + text[i + 1 :],
        text[: i - 1] + c + text[i - 1] + text[i + 1 :],
        text[:i] + key + text[i + 1 :],
    )
    return chance.choice(slips)


def _dialect(parts: Parts, chance: random.Random) -> str:
    words = (
        _untyped(parts, chance).split(" ")
        if chance.random() < 0.3
        else _short(parts, chance).split(" ")
    )
    return " ".join(_respell(w, DIALECT, FINALS, chance, 0.25) for w in words)


def _teen(parts: Parts, chance: random.Random) -> str:
    words = _bare(parts, chance).split(" ")
    return " ".join(_respell(w, TEEN, (), chance, 0.4) for w in words)


def _respell(word: str, starts: Pairs, ends: Pairs, chance: random.Random, share: float) -> str:
    if len(word) < 3 or chance.random() > share:
        return word
    for old, new in chance.sample(starts, len(starts)):
        if word.lower().startswith(old):
            return new + word[len(old) :]
    for old, new in chance.sample(ends, len(ends)):
        if word.lower().endswith(old):
            return word[: -len(old)] + new
    return word


def _glued(parts: Parts, chance: random.Random) -> str:
    text = _short(parts, chance)
    gaps = [i for i, c in enumerate(text) if c == " "]
    for i in sorted(chance.sample(gaps, min(2, len(gaps))), reverse=True):
        text = text[:i] + text[i + 1 :]
    return text.replace(", ", chance.choice([" ", ",", " , "]))


def _street(parts: Parts, chance: random.Random) -> str:
    front = chance.choice(FRONTS).format(
        n=chance.randint(1, 400), m=chance.randint(1, 20), s=chance.choice(STREETS)
    )
    text = front + chance.choice([_clean, _short, _untyped])(parts, chance)
    return chance.choice([text, text, fold(text)])


def _story(parts: Parts, chance: random.Random) -> str:
    text = chance.choice(STORIES).format(a=chance.choice([_clean, _short, _street])(parts, chance))
    return chance.choice([text, text, fold(text)])


def _turned(parts: Parts, chance: random.Random) -> str:
    return chance.choice([_clean, _short, _bare])(parts[::-1], chance)


def _combo(parts: Parts, chance: random.Random) -> str:
    if chance.random() < 0.3:
        parts = parts[::-1]
    text = chance.choice([_glued, _dialect, _teen, _bare, _untyped])(parts, chance)
    if chance.random() < 0.5:
        text = chance.choice(STORIES).format(a=text)
    if chance.random() < 0.5:
        text = fold(text)
    return _slip(text, chance) if chance.random() < 0.6 else text


NOISES: dict[str, Callable[[Parts, random.Random], str]] = {
    "clean": _clean, "short": _short, "bare": _bare, "untyped": _untyped, "typo": _typo,
    "dialect": _dialect, "teen": _teen, "glued": _glued, "street": _street, "story": _story,
    "turned": _turned, "combo": _combo,
}  # fmt: skip
