"""Written Vietnamese as it is read aloud: no digit, no abbreviation and no link is left."""

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources

from broadcasts.lessons.numerals import cardinal, digit_by_digit
from broadcasts.lessons.scam_signs import LONG_NUMBER
from broadcasts.lessons.vocabulary import shipped

Said = Callable[[re.Match[str]], str]
_LONGEST_NUMBER = 15  # digits; what is longer is an account, not a number
_DECREE = r"(?P<before>\b[Ss]ố )?(?<![0-9/])(?P<n>[0-9]{1,4})/"


def spoken(text: str) -> str:
    """The order of the steps is what makes 111 a phone here and an article of law there."""
    for pattern, said in _steps():
        text = pattern.sub(said, text)
    return text.strip(" ,")


def phrases() -> Mapping[str, str]:
    return _tables()["phrases"]


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(
        resources.files("broadcasts.lessons").joinpath("spoken.toml").read_text("utf-8")
    )


@cache
def _steps() -> tuple[tuple[re.Pattern[str], Said | str], ...]:
    known = sorted(_tables()["abbreviations"], key=len, reverse=True)
    written: tuple[tuple[str, Said | str], ...] = (
        (r"(?:https?://|www\.)\S*[^\s.,;:!?)\]\"”]", phrases()["link"]),
        (r"(?<![\w.])\.[a-z]{2,4}(?:\.[a-z]{2,4})*\b", _domain),
        (r"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:vn|com|net|org|gov|info)\b", _domain),
        (LONG_NUMBER.pattern, _phone),
        (r" *\((?=Điều )", ", theo "),
        (
            r"\b(?:[Đđ]iều|[Kk]hoản) [0-9]{1,4}[a-z]?"
            r"(?:(?:,? và|,? hoặc|,| đến) [0-9]{1,4}[a-z]?(?![/0-9.]))*",
            _articles,
        ),
        (r"\b([Tt]háng) ([0-9]{1,2})/([0-9]{4})\b", _month_and_year),
        (_DECREE + r"(?P<year>(?:19|20)[0-9]{2})(?:/[A-ZĐ][\w-]*)?(?![/0-9])", _decree),
        (_DECREE + r"(?P<year>)[A-ZĐ][\w-]*", _decree),
        (
            r"(?P<before>\b[Nn]gày )?(?<![0-9/])(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})"
            r"(?:/(?P<year>[0-9]{4}))?(?![/0-9])",
            _date,
        ),
        (r"\b([0-9]{1,2})(?::|h|g)([0-9]{2})?(?!\w)", _time),
        (r"(?<![0-9.,/])[0-9]{3,4}(?![0-9/%]|[.,][0-9])", _emergency),
        (r"(?<=[0-9]) ?(kg|km|cm|m|g)\b", lambda found: f" {_tables()['units'][found.group(1)]}"),
        (r"(?<=[0-9]) ?[-–] ?(?=[0-9])", " đến "),
        (r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,([0-9]+))?( ?%)?(?=(\w)?)", _number),
        (r"\b(?:" + "|".join(map(re.escape, known)) + r")\b", _known),
        (r"\b[A-ZĐ]+\b", _capitals),
        (r"[\"“”«»*_#]", ""),
        (r" *[()\[\]] *", ", "),
        (r"(?<=\w)/(?=\w)", " hoặc "),
        (r" *[–—/\\|] *", ", "),
        (r" & ", " và "),
        (r"\s+", " "),
        (r"(?: ?,)+(?= ?[,.;:!?])|(?<=[.;:!?]) ?,", ""),
        (r" (?=[,.;:!?])", ""),
    )
    return tuple((re.compile(pattern), said) for pattern, said in written)


def _domain(found: re.Match[str]) -> str:
    known = _tables()["domains"]
    parts = found.group().strip(".").split(".")
    said = " chấm ".join(known.get(part) or _spelled_if_short(part) for part in parts)
    return f"chấm {said}" if found.group().startswith(".") else said


def _spelled_if_short(part: str) -> str:
    return _spelled(part.upper()) if len(part) < 4 else part  # longer ones are names


def _spelled(letters: str) -> str:
    names = _tables()["letters"]
    return " ".join(names.get(letter, letter) for letter in letters)


def _phone(found: re.Match[str]) -> str:
    return digit_by_digit(found.group().replace("+84", "0"))


def _articles(found: re.Match[str]) -> str:
    return re.sub(r"[0-9]+(?=([a-z])?)", _number_before_letter, found.group())


def _number_before_letter(found: re.Match[str]) -> str:
    return cardinal(int(found.group())) + (" " if found.group(1) else "")


def _month_and_year(found: re.Match[str]) -> str:
    word, month, year = found.groups()
    return f"{word} {_month(int(month))} năm {cardinal(int(year))}"


def _decree(found: re.Match[str]) -> str:
    said = f"{found.group('before') or 'số '}{cardinal(int(found.group('n')))}"
    year = found.group("year")
    return f"{said} năm {cardinal(int(year))}" if year else said


def _date(found: re.Match[str]) -> str:
    before, year = found.group("before") or "", found.group("year")
    day, month = int(found.group("day")), int(found.group("month"))
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return f"{before}{cardinal(day)} trên {cardinal(month)}"
    said = f"{before or 'ngày '}{cardinal(day)} tháng {_month(month)}"
    return f"{said} năm {cardinal(int(year))}" if year else said


def _month(month: int) -> str:
    return "tư" if month == 4 else cardinal(month)


def _time(found: re.Match[str]) -> str:
    hour, minute = cardinal(int(found.group(1))), int(found.group(2) or 0)
    return f"{hour} giờ {cardinal(minute)} phút" if minute else f"{hour} giờ"


def _emergency(found: re.Match[str]) -> str:
    number = found.group()
    return digit_by_digit(number) if number in shipped().numbers else number


def _number(found: re.Match[str]) -> str:
    whole, part, percent, letter = found.groups()
    digits = whole.replace(".", "")
    said = cardinal(int(digits)) if len(digits) <= _LONGEST_NUMBER else digit_by_digit(digits)
    said += f" phẩy {digit_by_digit(part)}" if part else ""
    return said + (" phần trăm" if percent else "") + (" " if letter else "")


def _known(found: re.Match[str]) -> str:
    return _tables()["abbreviations"][found.group()]


def _capitals(found: re.Match[str]) -> str:
    word = found.group()
    return word if re.search(r"[AEIOUY]", word) else _spelled(word)
