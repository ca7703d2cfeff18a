"""What was sealed and marked by Python's own encoder is found and read by the faster one."""

import json

from hypothesis import given
from hypothesis import strategies as st

from storage.sealing.compact import compact, expand

ANY = st.characters(codec=None, exclude_categories=())  # half an emoji too
WORDS = st.text(ANY)
SHAPES = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS,
    lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner),
)


def plainly(value: object) -> bytes:
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return told.encode("utf-8", "surrogatepass")


@given(SHAPES)
def test_it_is_the_same_byte_for_byte(value: object) -> None:
    assert compact(value) == plainly(value)


@given(SHAPES | st.floats(allow_nan=False))
def test_what_the_other_wrote_is_read_as_it_was(value: object) -> None:
    assert expand(plainly(value)) == value
    assert expand(compact(value)) == value


def test_every_character_is_marked_as_before() -> None:
    every = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x110000)]))

    assert compact(("event", every)) == plainly(("event", every))
