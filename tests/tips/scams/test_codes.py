"""QR codes of payments are read; whatever else a code says is left as it is."""

from hypothesis import given
from hypothesis import strategies as st

from tips.scams.codes import Payee, payee_of, words_in

VIETQR = (
    "00020101021138570010A00000072701270006970436011300114567890120208QRIBFTTA53037045802VN6304F3E0"
)


def test_a_payment_tells_who_gets_the_money() -> None:
    assert payee_of(VIETQR) == Payee("970436", "0011456789012")
    assert words_in(VIETQR) == "STK 0011456789012"


def test_a_link_is_a_link() -> None:
    assert words_in("https://vidu.vn/a?b=0002") == "https://vidu.vn/a?b=0002"


def test_a_payment_to_another_network_names_nobody_here() -> None:
    assert payee_of(VIETQR.replace("A000000727", "A000000999")) is None


@given(st.integers(0, len(VIETQR)), st.text(max_size=30))
def test_no_code_is_too_broken(cut: int, rest: str) -> None:
    payee = payee_of(VIETQR[:cut] + rest)

    assert payee is None or payee.account.isalnum()


@given(st.text(max_size=80).map("0002".__add__))
def test_no_field_runs_away(code: str) -> None:
    payee = payee_of(code)

    assert payee is None or payee.account in code
