"""Markets, bridges, stations: what everybody knows, with the communes it stands in."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from communes.directory import Commune, CommuneCode, Directory
from communes.text import Word, read_name

_BEGINNING = 2  # words: hundreds of names begin with "chợ", few with "chợ Bến"
# Typed plainly, two such words are everyday ones: "cho con", "chưa thấy", "đến đó", "Linh đâm".
_EVERYDAY = frozenset("cho chua den hang deo hoi linh thanh".split())  # noqa: SIM905
SHIPPED = Path(__file__).parents[1] / "data" / "landmarks.csv"


@dataclass(frozen=True, slots=True)
class Landmark:
    name: str
    words: tuple[str, ...]  # of one of its names, folded
    shapes: tuple[str, ...]
    communes: tuple[Commune, ...]

    def is_written(self, words: Sequence[Word]) -> bool:
        """Is it this name, with its own diacritics or, where no doubt is left, with none?"""
        if tuple(word.text for word in words) != self.words:
            return False
        if any(word.cut for word in words[1:]):
            return False
        if tuple(word.shape for word in words) == self.shapes:
            return True
        return not (self._is_everyday() or any(word.marked for word in words))

    def _is_everyday(self) -> bool:
        return len(self.words) == _BEGINNING and self.words[0] in _EVERYDAY


@dataclass(frozen=True, slots=True)
class Landmarks:
    beginnings: Mapping[str, object]  # the first two words of every name, as one
    read: Callable[[str], Sequence[Landmark]]  # those that begin so, the longest names first
    first_words: frozenset[str] = field(init=False)
    _known: dict[str, Sequence[Landmark]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        first = frozenset(beginning.partition(" ")[0] for beginning in self.beginnings)
        object.__setattr__(self, "first_words", first)

    def at(self, words: Sequence[Word], place: int) -> Landmark | None:
        first = words[place].text
        beginning = " ".join(word.text for word in words[place : place + _BEGINNING])
        for known in dict.fromkeys((beginning, first)):
            for landmark in self._beginning_with(known):
                if landmark.is_written(words[place : place + len(landmark.words)]):
                    return landmark
        return None

    def _beginning_with(self, beginning: str) -> Sequence[Landmark]:
        if beginning not in self.beginnings:
            return ()
        if beginning not in self._known:
            self._known[beginning] = self.read(beginning)
        return self._known[beginning]


def read_landmarks(
    directory: Directory, source: Path = SHIPPED
) -> Mapping[str, Sequence[Landmark]]:
    """The shipped list by its beginnings; what lies in no commune of this map is left out."""
    found: dict[str, list[Landmark]] = defaultdict(list)
    with source.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for landmark in _landmarks(row, directory):
                found[" ".join(landmark.words[:_BEGINNING])].append(landmark)
    for named_alike in found.values():
        named_alike.sort(key=lambda landmark: -len(landmark.words))
    return found


def _landmarks(row: Mapping[str, str], directory: Directory) -> Iterable[Landmark]:
    codes = [CommuneCode(code) for code in row["communes"].split()]
    communes = tuple(directory.communes[code] for code in codes if code in directory.communes)
    for name in filter(None, [row["name"], *row["aliases"].split("|")]):
        words = read_name(name)
        if communes:
            folded, shapes = tuple(w.text for w in words), tuple(w.shape for w in words)
            yield Landmark(row["name"], folded, shapes, communes)
