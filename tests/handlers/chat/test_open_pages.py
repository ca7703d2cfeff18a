from contextlib import ExitStack

import pytest

from handlers.chat.open_pages import OpenPage, OpenPages
from handlers.web.networks import network_of


def _open(pages: OpenPages, doors: ExitStack, network: str, many: int) -> list[OpenPage]:
    names = [f"{network}-{number}" for number in range(many)]
    return [doors.enter_context(pages.admitted(name, network)) for name in names]


def _yielded(pages: list[OpenPage]) -> list[bool]:
    return [page.must_yield.is_set() for page in pages]


def test_of_one_network_the_page_idle_longest_yields() -> None:
    pages = OpenPages(most=10, of_one_network=3)
    with ExitStack() as doors:
        crowd = _open(pages, doors, "one", 3)
        neighbour = _open(pages, doors, "other", 1)
        pages.had_news(crowd[0])

        _open(pages, doors, "one", 1)

        assert _yielded(crowd) == [False, True, False]
        assert _yielded(neighbour) == [False]
        assert len(pages) == 4
    assert len(pages) == 0


def test_when_all_are_too_many_the_network_with_most_yields() -> None:
    pages = OpenPages(most=4, of_one_network=10)
    with ExitStack() as doors:
        resident = _open(pages, doors, "one", 1)
        crowd = _open(pages, doors, "other", 3)

        newcomer = _open(pages, doors, "third", 1)

        assert _yielded([*resident, *crowd, *newcomer]) == [False, True, False, False, False]


def test_a_page_that_yielded_no_longer_counts_for_its_chat() -> None:
    pages = OpenPages(of_one_network=1)
    with ExitStack() as doors:
        doors.enter_context(pages.admitted("chat", "one"))
        doors.enter_context(pages.admitted("chat", "one"))

        assert pages.of_chat("chat") == 1
    assert pages.of_chat("chat") == 0


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", ""),
    ],
)
def test_an_ipv6_household_is_one_network(host: str, network: str) -> None:
    assert network_of(host) == network
