"""How a word sounds, so that "kao bang", "Cao Bằng" and "cao bàng" meet; and what a slip costs."""

import re

from rapidfuzz.distance import OSA

from communes.remembering import remembered

UNHEARD = 0.4  # what a spelling costs that sounds the same: "xầm sơn"
RESPELT = 0.1  # and a little more for every further letter: "nâm" is rather "lâm" than "giam"
_DOUBLED = re.compile(r"(.)\1+")
_INITIALS = (
    ("ngh", "n"), ("ng", "n"), ("nh", "n"), ("gh", "g"), ("gi", "d"), ("ph", "f"), ("ch", "c"),
    ("tr", "c"), ("qu", "w"), ("kh", "x"), ("th", "h"), ("k", "q"), ("c", "q"), ("q", "q"),
    ("s", "s"), ("x", "s"), ("r", "d"), ("v", "d"), ("z", "d"), ("j", "d"), ("d", "d"), ("l", "n"),
    ("w", "w"),
)  # fmt: skip
_FINALS = (("ng", "n"), ("nh", "n"), ("ch", "t"), ("c", "t"), ("k", "t"))


@remembered(8192)
def sound(syllable: str) -> str:
    """One key for a folded syllable and its usual southern, northern and teen spellings."""
    word = _DOUBLED.sub(r"\1", syllable).replace("y", "i")
    for written, heard in _INITIALS:
        if word.startswith(written) and len(word) > len(written):
            word = heard + word[len(written) :]
            break
    for written, heard in _FINALS:
        if word.endswith(written) and len(word) > len(written) + 1:
            return word[: -len(written)] + heard
    return word


def slip(written: str, name: str, written_sound: str, name_sound: str) -> float:
    """Edits between two glued words; an error that cannot be heard counts little."""
    if written == name:
        return 0.0
    plain = OSA.distance(written, name, score_cutoff=4)
    heard = OSA.distance(written_sound, name_sound, score_cutoff=4)
    return min(float(plain), heard + UNHEARD + RESPELT * (plain - 1))


def tolerance(length: int) -> int:
    """How many slips a name of so many letters can bear and still be itself."""
    if length < 4:
        return 0
    if length < 6:
        return 1
    return 2 if length < 12 else 3
