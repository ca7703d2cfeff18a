"""The recipe that operators copy: no address and no body may stay on the proxy's disk."""

import re
from pathlib import Path

from channels.cleaning.clean import LARGEST

RECIPE = Path(__file__).resolve().parents[2] / "docs" / "nginx.conf"
LINES = [line.partition("#")[0].strip() for line in RECIPE.read_text("utf-8").splitlines()]
DIRECTIVES = [line.rstrip(";") for line in LINES if line.endswith(";")]


def _values(name: str) -> list[str]:
    told = [one for one in DIRECTIVES if one.split()[0] == name]
    return [one.removeprefix(name).strip() for one in told]


def test_every_block_is_closed_and_every_directive_ends() -> None:
    assert sum(line.endswith("{") for line in LINES) == LINES.count("}")
    assert all(not line or line[-1] in ";{}" for line in LINES)


def test_no_address_is_written_down() -> None:
    assert _values("access_log") == ["off", "off"]
    assert _values("error_log") == ["/dev/null crit"] * 2


def test_bodies_and_answers_pass_without_lying_on_the_disk() -> None:
    assert _values("proxy_request_buffering") == ["off"]
    assert _values("proxy_buffering") == ["off"]
    assert _values("proxy_max_temp_file_size") == ["0"]


def test_the_largest_file_comes_through() -> None:
    [most] = _values("client_max_body_size")

    assert int(re.sub("m$", "", most)) * 1024 * 1024 > LARGEST + 64 * 1024


def test_the_line_is_told_the_true_address_and_the_name_that_was_opened() -> None:
    told = dict(one.split(" ", 1) for one in _values("proxy_set_header"))

    assert told["X-Forwarded-For"] == "$remote_addr"  # not `$proxy_add_…`: that repeats claims
    assert told["X-Forwarded-Proto"] == "$scheme"
    assert told["Host"] == "$host"
