"""A text as a row of the words that tell time, each in the one spelling the patterns know.

"hum qua", "hqua", "hom qua" and Telex "hoom qua" all become "hôm qua" or "hom qua"; what tells no
time becomes a dot. So the patterns stay readable, and a long text costs little.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_LONGEST = 8_000
_LONGEST_WORD = 16
_CHUNK = re.compile(  # "lãi ngày 10%" is no tenth day
    r"(?!\d+(?:[.,]\d+)?\s?%)[^\W_]+(?:[/.:\-–][0-9][^\W_]*)*|[,\-–;.!?\n]"
)
_PIECE = re.compile(r"\d+(?::\d+)?|[^\W\d_]+|[-–]")
_ENDS = {".": "|", "!": "|", "?": "|", "\n": "|", ";": "|", ",": ",", "-": "-", "–": "-"}
_BESIDE_NUMBERS = re.compile(
    r"(?:h|g|giờ|gio|giừ|p|ph|phút|phut|tiếng|tieng|ngày|ngay|am|pm|st|nd|rd|th|[-–]|hrs?|mins?)"
)
_SHORT_NUMBER = re.compile(
    r"\d{1,2}(?:[/-]\d{1,2}(?:[/-]\d{2,4})?|:\d\d|\.\d{1,2}\.20\d\d)?|20\d\d"
)
_UNKNOWN = "."


@dataclass(frozen=True, slots=True)
class Row:
    """`words` begins and ends with a space; each of them knows where it was read."""

    text: str
    words: str
    _begins: tuple[int, ...]  # in `words`
    _spans: tuple[tuple[int, int], ...]  # in `text`

    def each(self) -> Iterator[tuple[str, int]]:
        """Words that may begin a time; a mere number needs a word behind it."""
        at = 1
        words = self.words.split()
        for word, after in zip(words, [*words[1:], _UNKNOWN], strict=False):
            if word != _UNKNOWN and not (
                word.isdigit() and not (after == "-" or after[0].islower())
            ):
                yield word, at
            at += len(word) + 1

    def quote(self, start: int, end: int) -> str:
        """What was really written there."""
        first, last = self._place(start), self._place(end - 1)
        return " ".join(self.text[self._spans[first][0] : self._spans[last][1]].split())

    def before(self, start: int) -> str:
        """The word that stands before."""
        words = self.words[max(0, start - _LONGEST_WORD) : start].split()
        return words[-1] if words else ""

    def _place(self, at: int) -> int:
        low, high = 0, len(self._begins)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._begins[middle] <= at else (low, middle)
        return low


Known = Mapping[str, str]


def row_of(text: str, known: Known) -> Row:
    text = unicodedata.normalize("NFC", text[:_LONGEST])
    words, at = [""], 1
    begins: list[int] = []
    spans: list[tuple[int, int]] = []
    for word, start, end in _words(text, known):
        if word == _UNKNOWN and words[-1] == _UNKNOWN:
            spans[-1] = (spans[-1][0], end)
            continue
        words.append(word)
        begins.append(at)
        spans.append((start, end))
        at += len(word) + 1
    return Row(text, " ".join([*words, ""]), tuple(begins), tuple(spans))


def _words(text: str, known: Known) -> Iterator[tuple[str, int, int]]:
    for found in _CHUNK.finditer(text):
        chunk = found.group()
        start, end = found.span()
        word = known.get(chunk.lower()) or _ENDS.get(chunk) or _english_verb(chunk)
        if word is not None or chunk.isalpha():
            yield word or _UNKNOWN, start, end
        else:
            yield from _with_numbers(chunk, start, known)


def _english_verb(chunk: str) -> str | None:
    """What somebody "is doing"; no Vietnamese word ends so."""
    return "ing" if len(chunk) > 4 and chunk.endswith("ing") else None


def _with_numbers(chunk: str, start: int, known: Known) -> Iterator[tuple[str, int, int]]:
    """Both "10h30-11h" and "15p" tell time; "29D1-456.78" and "0905123456" tell none."""
    if _SHORT_NUMBER.fullmatch(chunk):
        yield chunk, start, start + len(chunk)
        return
    pieces = list(_PIECE.finditer(chunk))
    words = [_beside_number(piece.group(), known) for piece in pieces]
    if _UNKNOWN in words or _is_plate(chunk):
        yield _UNKNOWN, start, start + len(chunk)
        return
    for piece, word in zip(pieces, words, strict=True):
        yield word, start + piece.start(), start + piece.end()


def _beside_number(piece: str, known: Known) -> str:
    if piece[0].isdigit():
        return piece if _SHORT_NUMBER.fullmatch(piece) else _UNKNOWN
    low = piece.lower()
    if not _BESIDE_NUMBERS.fullmatch(low):
        return _UNKNOWN
    return _ENDS.get(low) or known.get(low, low)


def _is_plate(chunk: str) -> bool:
    """On a car there is "20H1", on a clock "20h15"."""
    return bool(re.fullmatch(r"\d\d[A-Z]\d", chunk))
