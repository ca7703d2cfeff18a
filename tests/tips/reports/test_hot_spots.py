"""Tips by hamlet and part of the day: read from their words, told in fives."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desks.desk import Code
from tests.builders import a_tip
from tips.reports.hot_spots import BANDS, NOWHERE, counts_here, find_hamlet, lay_out, spellings
from tips.reports.register import Entry
from tips.statuses import SPAM
from tips.tip import Status

NAMES = ("Tổ dân phố 1", "Tổ dân phố 12", "Thôn Đông", "Thôn Đông Hòa")
CELLS = st.tuples(st.sampled_from(NAMES), st.integers(0, BANDS - 1))
SPELT = {name: spellings(name) for name in NAMES}


@pytest.mark.parametrize(
    ("words", "hamlet"),
    [
        ("quán net tổ 1, gần chợ", "Tổ dân phố 1"),
        ("TDP 12", "Tổ dân phố 12"),
        ("tổ dân phố 1", "Tổ dân phố 1"),
        ("thon dong hoa, cuối đường", "Thôn Đông Hòa"),
        ("Thôn  Đông", "Thôn Đông"),
        ("thôn đông hoàng", "Thôn Đông"),
        ("tổ 123", NOWHERE),
        ("không rõ", NOWHERE),
        ("", NOWHERE),
    ],
)
def test_a_hamlet_is_found_in_the_words_of_a_place(words: str, hamlet: str) -> None:
    assert find_hamlet(words, SPELT) == hamlet


@given(st.dictionaries(CELLS, st.integers(0, 40)))
def test_no_figure_tells_one_tip_from_none(counts: dict[tuple[str, int], int]) -> None:
    """One more tip changes nothing, or a count by five."""
    spots = lay_out(counts, NAMES)

    assert {one.hamlet for one in spots} == {*NAMES, NOWHERE}
    for one in spots:
        assert all(band % 5 == 0 for band in (*one.bands, one.total))
        assert one.total <= sum(counts.get((one.hamlet, band), 0) for band in range(BANDS))
    totals = [one.total for one in spots]
    assert totals == sorted(totals, reverse=True)


def test_duplicates_spam_and_what_is_merged_count_nothing() -> None:
    true = Entry(a_tip())
    spam, twice = (Entry(a_tip(closing_reason=one)) for one in (SPAM, "trung_lap"))
    merged = Entry(a_tip(lead=Code("ABC-123"), status=Status("tiep_nhan")))

    assert [counts_here(one) for one in (true, spam, twice, merged)] == [True, False, False, False]
    assert lay_out(Counter(), NAMES)[-1].hamlet == NOWHERE
