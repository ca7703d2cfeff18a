import pytest

from broadcasts.subscribing.orders import recognise


@pytest.mark.parametrize(
    "typed", ["/dangky", "/dangky@tinbao_bot", "/dangky phường Bến Thành", "/DANGKY ben thanh q1"]
)
def test_a_command_is_one_whatever_is_written_behind_it(typed: str) -> None:
    order = recognise(typed)

    assert order
    assert order.name == "begin"


@pytest.mark.parametrize("typed", ["/dangkyx", "dangky phường Bến Thành nhé", "dừng xe giữa đường"])
def test_other_words_are_none(typed: str) -> None:
    assert recognise(typed) is None
