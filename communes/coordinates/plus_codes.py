"""Reads Open Location Codes, full or short: "7P28QPG4+X2", "QPG4+X2"."""

import re

_DIGITS = "23456789CFGHJMPQRVWX"
ANY_CODE = re.compile(
    rf"(?<!\w)([{_DIGITS}]{{4,8}})(?:\+|%2[bB])([{_DIGITS}]{{2,3}})(?!\w)", re.IGNORECASE
)
_PAIR = 20.0  # degrees the first pair of letters covers; each further pair a twentieth of it
_FULL = 8  # letters before the plus of a code that needs no place beside it
_GRID_ROWS, _GRID_COLUMNS = 5, 4

Point = tuple[float, float]


def find_code(text: str) -> str | None:
    """The first code of a text in capitals, as "7P28QPG4+X2" or "QPG4+X2"."""
    for match in ANY_CODE.finditer(text):
        if len(match[1]) % 2 == 0:
            return f"{match[1]}+{match[2]}".upper()
    return None


def is_full(code: str) -> bool:
    return code.index("+") == _FULL


def decode(code: str) -> Point:
    """The middle of a full code's area, latitude and longitude in degrees."""
    letters = code.replace("+", "")
    latitude, longitude, size = -90.0, -180.0, _PAIR * 20
    for place in range(0, 10, 2):
        size /= 20
        latitude += _DIGITS.index(letters[place]) * size
        longitude += _DIGITS.index(letters[place + 1]) * size
    height = width = size
    if len(letters) > 10:
        row, column = divmod(_DIGITS.index(letters[10]), _GRID_COLUMNS)
        height, width = size / _GRID_ROWS, size / _GRID_COLUMNS
        latitude, longitude = latitude + row * height, longitude + column * width
    return latitude + height / 2, longitude + width / 2


def complete(code: str, near: Point) -> Point:
    """The middle of a short code's area that lies nearest to a known point."""
    missing = _FULL - code.index("+")
    step = _PAIR / 20 ** (missing // 2 - 1)  # what the letters left out tell apart
    latitude, longitude = decode(_letters_of(near)[:missing] + code)
    return _nearest(latitude, near[0], step), _nearest(longitude, near[1], step)


def _nearest(value: float, wanted: float, step: float) -> float:
    return value + round((wanted - value) / step) * step


def _letters_of(point: Point) -> str:
    """The eight letters before the plus of the code that holds a point."""
    rest = [point[0] + 90, point[1] + 180]
    letters, size = "", _PAIR
    for _ in range(4):
        for axis in (0, 1):
            digit = int(rest[axis] // size)
            rest[axis] -= digit * size
            letters += _DIGITS[digit]
        size /= 20
    return letters
