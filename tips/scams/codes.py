"""What a QR code asks whoever scans it to do."""

from dataclasses import dataclass

# EMVCo Merchant-Presented QR: two digits of id, two of length, the value; NAPAS, "Thông số kỹ
# thuật QR Code hiển thị từ phía đơn vị chấp nhận thanh toán", puts bank and account in field 38.
_BEGINS = "0002"
_PAYEE, _NAPAS = "38", "A000000727"


@dataclass(frozen=True, slots=True)
class Payee:
    bank: str  # its number with NAPAS: "970436" is Vietcombank
    account: str


def payee_of(code: str) -> Payee | None:
    """Who gets the money; None of what is no transfer within Vietnam."""
    if not code.startswith(_BEGINS):
        return None
    told = _fields(_fields(code).get(_PAYEE, ""))
    who = _fields(told.get("01", "")) if told.get("00") == _NAPAS else {}
    account = who.get("01", "")
    return Payee(who.get("00", ""), account) if account.isalnum() else None


def words_in(code: str) -> str:
    """As a person would have written it."""
    payee = payee_of(code)
    return f"STK {payee.account}" if payee else code


def _fields(text: str) -> dict[str, str]:
    """Forgiving: what is cut short ends there."""
    found, at = {}, 0
    while at + 4 <= len(text) and text[at : at + 4].isdecimal():
        size = int(text[at + 2 : at + 4])
        found[text[at : at + 2]] = text[at + 4 : at + 4 + size]
        at += 4 + size
    return found
