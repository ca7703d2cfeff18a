"""Whether a story really names a place: its words often look like some village's name."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from communes.coordinates.masking import mask
from communes.resolution import Found, Resolution
from communes.spelling import fold, shape
from communes.words import HAMLETS, LANDMARKS, PEOPLE, SPELT_CLAIMS, STREETS, TYPES
from tips.understanding.facts import facts_in

_WORD = re.compile(r"[^\W_]+")
_NOT_NAMES = {"thuộc", "cũ"}  # of "thuộc thành phố Vinh cũ"
_BEFORE_NO_PLACE = (LANDMARKS | STREETS | PEOPLE) - {"nha"}  # "nhà tôi ở Thủ Đức"
_LANDMARKS = LANDMARKS | STREETS
_PROVINCE_TYPES = {word for word, types in TYPES.items() if {"tỉnh", "thành phố"} & set(types)}
_BEGIN_PLACES = _LANDMARKS | HAMLETS | TYPES.keys()
_PREPOSITIONS = {
    "o", "tai", "gan", "sau", "truoc", "ben", "canh", "doi", "dang", "phia", "trong", "ngoai",
    "duoi", "tren", "cho",
}  # fmt: skip
_AGE = re.compile(r"\b\d{1,3} ?tuoi\b|\b\d{1,2} years? old\b")
_QUESTIONS = {"la gi"}  # "công an phường là gì?" is about no ward of La Gi
_BEGINS_A_CLAUSE = {
    "chua", "khong", "ko", "chang", "da", "vua", "moi", "no", "ho", "tui", "bon", "toi", "em",
    "chau", "minh", "chung", "vi", "nhung", "ma", "roi", "thang", "i", "he", "she", "they", "we",
    "it", "not", "but", "because", "did", "had",
}  # fmt: skip
_SPEAKERS = {"da", "ba", "bac", "con", "co", "chu", "ong", "anh", "chi", "em", "chau", "toi", "tui"}
_LEADS_TO_A_PLACE = {"o", "tai", "gan", "cho", "duoi", "tren", "trong", "ngoai", "canh", "at", "in",
                     "near", "on"}  # fmt: skip
_FEWEST_TOLD = 2  # words behind the first
_LOOK_BACK = 3  # words: "chợ đầu mối Long Biên" is a market, not a ward
_Span = tuple[int, int]


class _Typed(NamedTuple):
    """A word of a story, spelt once: each is compared with many names."""

    word: str
    plain: str
    shape: str

    def is_same(self, name: "_Typed") -> bool:
        return self.shape == name.shape or (self.word.isascii() and self.plain == name.plain)


def names_a_place(story: str, answer: Resolution) -> bool:
    """Is the name of anything that was found written there, as a place is written?"""
    written = _spelt(_WORD.findall(story))
    return any(_is_written(written, _spelt(name)) for f in answer.found for name in _names(f))


def _spelt(words: Sequence[str]) -> list[_Typed]:
    known = {word: _Typed(word, fold(word), shape(word)) for word in set(words)}
    return [known[word] for word in words]


def is_written(words: str, answer: Resolution) -> bool:
    """Is a name of what was found there letter by letter? "Trần Đình Xu" is no Trà Ôn."""
    letters = f" {fold(words)} "
    names = (fold(" ".join(name)) for found in answer.found for name in _names(found))
    return any(f" {name} " in letters for name in names)


def begins_a_place(text: str) -> bool:
    """Does it begin as a place does, or hold a name in capitals? "Tui giữ tờ tiền nè" does not."""
    words = _WORD.findall(text)
    if not words or fold(words[0]) in _PREPOSITIONS | _BEGIN_PLACES or words[0].isdigit():
        return True
    return any(one[0].isupper() and two[0].isupper() for one, two in pairwise(words))


def tells_another_fact(text: str) -> bool:
    """An account, a plate, a phone, how many, how old, and no word that begins a place."""
    rest = mask(text)
    words = [_as_place_word(word) for word in _WORD.findall(rest)]
    places = {one for one, after in pairwise([*words, ""]) if (one, after) != ("bien", "so")}
    tells = rest != text or bool(facts_in(text)) or tells_an_age(text)
    return (tells and not places & _BEGIN_PLACES) or _tells_on(text)


def _as_place_word(word: str) -> str:
    """Folded; nothing where its marks say another word: "bạn" is no "bản", "chưa" no "chùa"."""
    plain, spelt = fold(word), shape(word.lower())
    return plain if word.isascii() or spelt in SPELT_CLAIMS.get(plain, (spelt,)) else ""


def _tells_on(text: str) -> bool:
    """The story's next sentence, where a place was asked for: "chưa gọi ngân hàng"."""
    words = [*_WORD.findall(text), ""]
    first, *others = words[1:] if fold(words[0]) in _SPEAKERS and len(words) > 2 else words
    plain = [_as_place_word(word) for word in others]
    said = {one for one, after in pairwise([*plain, ""]) if (one, after) != ("tai", "khoan")}
    named = any(word[:1].isupper() or word[:1].isdigit() for word in others)
    leads = said & (_BEGIN_PLACES | _LEADS_TO_A_PLACE)
    return len(others) > _FEWEST_TOLD and fold(first) in _BEGINS_A_CLAUSE and not (named or leads)


def tells_an_age(text: str) -> bool:
    """The map hears a town called Cồn in "con 8 tuổi"."""
    return bool(_AGE.search(fold(text)))


def is_a_question(story: str, found: Found) -> bool:
    """The map is sure that "công an phường là gì?" means the ward of La Gi."""
    return fold(found.commune.name) in _QUESTIONS and not names_a_place(story, Resolution((found,)))


def is_landmark_only(text: str, province: str) -> bool:
    """A market or a street, and neither the province's name nor a word that announces one."""
    words = [fold(word) for word in _WORD.findall(text)]
    announced = {*words, *map("".join, pairwise(words))} & _PROVINCE_TYPES
    return bool(_LANDMARKS & set(words)) and not announced and not names_province(text, province)


def names_province(story: str, province: str) -> bool:
    """Only by its own name: what merely sounds like one is no hint."""
    name = " ".join(_without_type(province))
    return f" {fold(name)} " in f" {fold(' '.join(_WORD.findall(story)))} "


def _names(found: Found) -> list[list[str]]:
    """What the commune is called, and what it or its district was called before."""
    parts = [found.commune.name, *re.split(r"[,()]", found.evidence)]
    return [name for part in parts if (name := _without_type(part))]


def _without_type(part: str) -> list[str]:
    words = [word for word in _WORD.findall(part) if word not in _NOT_NAMES]
    for size in (2, 1):
        if "".join(fold(word) for word in words[:size]) in TYPES and len(words) > size:
            return words[size:]
    return words


def _is_written(written: Sequence[_Typed], name: Sequence[_Typed]) -> bool:
    size = len(name)
    starts = (at for at in range(len(written) - size + 1) if written[at].is_same(name[0]))
    return any(
        all(map(_Typed.is_same, written[start : start + size], name))
        and _is_place(written, (start, start + size))
        for start in starts
    )


def _is_place(written: Sequence[_Typed], span: _Span) -> bool:
    start, end = span
    before = [typed.plain for typed in written[max(0, start - _LOOK_BACK) : start]]
    named = all(typed.word[0].isupper() for typed in written[start:end])
    if not named and " ".join(typed.plain for typed in written[start:end]) in _QUESTIONS:
        return False
    if "".join(before[-1:]) in TYPES or "".join(before[-2:]) in TYPES:
        return True
    return named and end - start > 1 and not _BEFORE_NO_PLACE & set(before)
