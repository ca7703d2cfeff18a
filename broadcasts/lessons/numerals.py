"""Numbers as Vietnamese people say them."""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu", "tỷ", "nghìn tỷ", "triệu tỷ")
LARGEST = 10 ** (3 * len(_GROUPS))


def digit_by_digit(number: str) -> str:
    """One hundred and thirteen is "một một ba"; between groups of a phone number is a breath."""
    groups: list[list[str]] = [[]]
    for letter in number:
        if letter in "0123456789":
            groups[-1].append(DIGITS[int(letter)])
        elif groups[-1]:
            groups.append([])
    return ", ".join(" ".join(group) for group in groups if group)


def cardinal(number: int) -> str:
    """Digit by digit where it is longer than anybody says."""
    if number >= LARGEST:
        return digit_by_digit(str(number))
    if number == 0:
        return DIGITS[0]
    groups = []
    rest = number
    while rest:
        rest, group = divmod(rest, 1000)
        groups.append(group)
    top = len(groups) - 1
    said = [
        f"{_hundreds(group, after=place < top)} {_GROUPS[place]}".strip()
        for place, group in reversed(list(enumerate(groups)))
        if group
    ]
    return " ".join(said)


def _hundreds(number: int, *, after: bool) -> str:
    """`after` a larger group, empty hundreds are said: 2025 is "hai nghìn không trăm …"."""
    hundreds, rest = divmod(number, 100)
    if not hundreds and not after:
        return _tens(rest)
    said = f"{DIGITS[hundreds]} trăm"
    if not rest:
        return said
    return f"{said} linh {DIGITS[rest]}" if rest < 10 else f"{said} {_tens(rest)}"


def _tens(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    ten = "mười" if tens == 1 else f"{DIGITS[tens]} mươi"
    if not ones:
        return ten
    if ones == 1 and tens > 1:
        return f"{ten} mốt"
    return f"{ten} lăm" if ones == 5 else f"{ten} {DIGITS[ones]}"
