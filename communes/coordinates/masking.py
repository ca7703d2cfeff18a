"""Takes out of a message what holds letters and is no name: links, codes, plates, accounts."""

import re

from communes.coordinates.plus_codes import ANY_CODE

_LONG_ENDINGS = "com|vn|net|org|info|xyz|shop|online|site|club|vip|bet|asia|biz|link|page"
_SHORT_ENDINGS = "gl|me|ly|io|co|cc|tv|to|top|win|app|live|fun|pro|be|gg|us|ru|cn|ws|la|is"
_LINKS = re.compile(
    rf"""
    (?:https?|geo|zalo|tg|fb|intent|comgooglemaps)://?\S+ | \bgeo:\S+ | \bwww\.\S+
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                              # an e-mail
    | (?<!\w)@[A-Za-z0-9_.]{{3,}}                               # a name on some network
    | (?<![\w.])(?:[a-z0-9-]+\.)+(?:{_LONG_ENDINGS})(?:\.vn)?(?![\w.])(?:[/?#]\S*)?
    | (?<![\w.])(?:[a-z0-9-]+\.)+(?:{_SHORT_ENDINGS})/\S+
    """,
    re.VERBOSE,
)
_FIGURES = re.compile(
    r"""
    (?<![\w.])\d{2}-?[A-ZĐa-zđ]{1,2}\d{0,2}\s*[-–.\s]\s*\d{3}\.?\d{1,2}(?![\w])   # a plate
    | (?<![\w.,])(?:\+?84|0)(?:[\s.-]?\d){8,10}(?!\w)                             # a phone
    | (?<![\w.,])\d{7,}(?!\w)                                                     # an account
    | -?\d{1,3}\.\d{4,}°?                                                         # a position
    """,
    re.VERBOSE,
)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{8,}")
_KINDS = re.compile(r"[A-Z]+|[a-z]+|\d+")
_MOST_KINDS = 6  # "Quan12TPHCM" changes its kind of letters three times, a code at each
_GAP = " , "
_DIGIT = re.compile(r"\d")
# What every pattern needs somewhere: a text without it need not be searched letter by letter.
_MAY_BE_LINK = re.compile(r":/|geo:|@|\.\w")
_THREE_DIGITS = re.compile(r"\d[\s.-]?\d[\s.-]?\d")


def mask(text: str) -> str:
    """The text with a comma in place of each link, e-mail, code, plate, phone and account."""
    if _MAY_BE_LINK.search(text):
        text = _LINKS.sub(_GAP, text)
    if not _DIGIT.search(text):
        return text
    if "+" in text:
        text = ANY_CODE.sub(_GAP, text)
    if _THREE_DIGITS.search(text):
        text = _FIGURES.sub(_GAP, text)
    return _TOKEN.sub(_hide_code, text)


def _hide_code(match: re.Match[str]) -> str:
    return _GAP if len(_KINDS.findall(match[0])) >= _MOST_KINDS else match[0]
