"""A street and a district are not a commune: which communes of the district are offered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from communes.directory import Commune, ProvinceCode
from communes.names.gazetteer import District, Gazetteer, Unit
from communes.reading.judging import Reading
from communes.reading.mentions import Mention
from communes.reading.naming import is_weak
from communes.reading.page import Page
from communes.resolution import Found, Resolution
from communes.words import DISTRICT, PROVINCE, WARD

MOST_CHOICES = 5
LEAST_LETTERS = 5  # of a piece of a ward's name: "Chợ Dừa" for "Ô Chợ Dừa"
LONGEST_PIECE = 3  # words
LONGEST_NAME = 4  # words of a ward


@dataclass(frozen=True, slots=True)
class Offering:
    gazetteer: Gazetteer
    page: Page
    mentions: Sequence[Mention]
    province: ProvinceCode | None
    told: Mention | None = None  # the district a street or "ở" before it tells

    def meant_instead(self, best: Reading) -> Mention | None:
        """The old district an untyped commune's name means as well, unless the text settles it."""
        if not best.is_district_too:
            return None
        twins = [m for m in self.mentions if _is_twin(m, best.ward)]
        if best.district is not None:  # but a ward that is only guessed is no match for a district
            twins = [m for m in twins if m.cost < best.ward.cost]
        return next((m for m in twins if self._may_be_meant(m, best.ward)), None)

    def offer(self, district: Mention, first: Sequence[Commune] = ()) -> Resolution:
        """The district's communes: what the text tells a piece of, `first`, then the largest."""
        fitting = self._fitting(district)
        rows = [self.gazetteer.successors.get(d.code, ()) for d in fitting]
        labels = {c: d.label for d, row in zip(fitting, rows, strict=True) for c in row}
        beside = [c for d in fitting for c in self._communes_told_before(d, district)]
        pieces = [c for d in fitting for c in self._communes_of_piece(d, district)]
        own = [c for c in first if c in labels]
        strangers = [c for c in first if c not in labels][:1]  # a ward elsewhere of that name
        chosen = list(dict.fromkeys([*beside, *pieces, *own, *_in_turn(rows)]))
        chosen = [*chosen[: MOST_CHOICES - len(strangers)], *strangers]
        return Resolution(
            tuple(Found(c, 0.5, f"thuộc {labels[c]} cũ" if c in labels else "") for c in chosen),
            ask=True,
            reason="district_told" if self._is_told(district) else "district_only",
            province=fitting[0].province if len(fitting) == 1 else self.province,
        )

    def _is_told(self, district: Mention) -> bool:
        """Only by the words around it: with its type it tells itself."""
        return district is self.told and not district.types

    def _may_be_meant(self, twin: Mention, ward: Mention) -> bool:
        """Whoever names a province that never held the district knows today's map."""
        named = [a for m in self._provinces(twin) for a in m.units]
        units = twin.units
        if not named or any(_is_same(m, ward) for m in self.mentions if m.level == PROVINCE):
            return True
        if any(a.old == d.old_province for a in named for d in units):
            return True
        within = any(a.new == d.province for a in named for d in units)
        return within and self._tells_more(ward)

    def _provinces(self, twin: Mention) -> list[Mention]:
        found = [m for m in self.mentions if m.level == PROVINCE and not m.overlaps(twin)]
        return [m for m in found if m.cost <= 1 and m.claim < 4 and not is_weak(m)]

    def _tells_more(self, ward: Mention) -> bool:
        """Is there a street, a hamlet or a number besides: the place within the district?"""
        page = self.page
        others = (i for i in range(len(page.words)) if not ward.start <= i < ward.end)
        return any(page.claimed[i] or page.words[i].text.isdigit() for i in others)

    def _fitting(self, mention: Mention) -> Sequence[District]:
        areas = [a for m in self.mentions if m.level == PROVINCE and not m.overlaps(mention)
                 for a in m.units]  # fmt: skip
        units = mention.units
        return (
            [d for d in units if d.old_province in {a.old for a in areas}]
            or [d for d in units if d.province in {a.new for a in areas}]
            or [d for d in units if d.province == self.province]
            or list(units)
        )

    def _communes_told_before(self, district: District, mention: Mention) -> list[Commune]:
        """In "hẻm 5 phú lợi thủ dầu một" the street may be the ward: it is offered first."""
        words, found = self.page.words, []
        for start in range(mention.start - 1, max(0, mention.start - LONGEST_NAME) - 1, -1):
            if words[start + 1].cut and start + 1 < mention.start:
                break
            key = "".join(word.text for word in words[start : mention.start])
            found += self._communes(key, district.code)
        return found

    def _communes_of_piece(self, district: District, mention: Mention) -> list[Commune]:
        """Communes of a ward that begins or ends like words of the text nobody explained."""
        pieces = tuple(self._pieces(mention))
        names = self.gazetteer.wards_of_district(district.code).names
        names = [name for name in names if name.startswith(pieces) or name.endswith(pieces)]
        found: list[Commune] = []
        for piece in pieces:
            for name in names:
                if name != piece and (name.startswith(piece) or name.endswith(piece)):
                    found += self._communes(name, district.code)
        return found

    def _pieces(self, mention: Mention) -> list[str]:
        """Two or three words in a row, outside the district's name, as one."""
        words, found = self.page.words, []
        for start in range(len(words)):
            key = ""
            for end in range(start, min(start + LONGEST_PIECE, len(words))):
                if mention.start <= end < mention.end or (words[end].cut and end > start):
                    break
                key += words[end].text
                if end > start and len(key) >= LEAST_LETTERS and not key.isdigit():
                    found.append(key)
        return found

    def _communes(self, name: str, district: str) -> list[Commune]:
        meanings = self.gazetteer.meanings(name)
        units = (u for level, named in meanings if level == WARD for u in cast(list[Unit], named))
        return [c for unit in units if district in unit.districts for c in unit.communes]


def _is_twin(mention: Mention, ward: Mention) -> bool:
    if mention.level != DISTRICT or mention.is_typed_wrong or mention.cost > ward.cost:
        return False
    return _is_same(mention, ward)


def _is_same(one: Mention, other: Mention) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def _in_turn(rows: Sequence[Sequence[Commune]]) -> list[Commune]:
    longest = max(map(len, rows), default=0)
    picked = [row[i] for i in range(longest) for row in rows if i < len(row)]
    return list(dict.fromkeys(picked))
