"""A PDF comes out as pictures of its pages, and as nothing else."""

from io import BytesIO

import pypdfium2
import pytest

from channels.cleaning.clean import NotTaken, clean
from messages.message import MediaKind, Refusal
from tests.media_files import PLACE, PLANTED, a_telling_paper


async def test_a_paper_keeps_its_pages_and_nothing_of_who_made_it() -> None:
    dirty = a_telling_paper(pages=2)

    cleaned = await clean(dirty, "application/pdf")

    assert (cleaned.kind, cleaned.mime) == (MediaKind.PAPER, "application/pdf")
    paper = pypdfium2.PdfDocument(cleaned.content)
    assert len(paper) == 2
    assert [round(side) for side in paper[0].get_size()] == [596, 842]  # A4 still, in whole pixels
    assert not paper.get_metadata_dict(skip_empty=True)
    assert not paper[0].get_textpage().get_text_range()
    assert paper.count_attachments() == 0
    for secret in (PLANTED, PLACE):
        assert secret.encode() not in cleaned.content
        assert secret.encode("utf-16-be") not in cleaned.content


async def test_what_was_written_on_a_page_can_still_be_read() -> None:
    blank, written = [await _ink(a_telling_paper(1, words)) for words in (" ", "HOP DONG")]

    assert written - blank > 1_000


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (a_telling_paper(pages=21), Refusal.TOO_BIG),
        (b"%PDF-1.7", Refusal.UNREADABLE),
        (a_telling_paper()[:900], Refusal.UNREADABLE),
    ],
)
async def test_a_paper_too_long_or_broken_is_refused(content: bytes, why: Refusal) -> None:
    with pytest.raises(NotTaken) as caught:
        await clean(content)

    assert caught.value.refusal is why


async def test_a_page_as_large_as_a_house_is_drawn_small() -> None:
    cleaned = await clean(_blank(1, 14_400))  # points: the largest there is

    assert len(cleaned.content) < 500_000


async def test_as_many_large_pages_as_are_taken_fit_the_room() -> None:
    cleaned = await clean(_blank(20, 1_200))

    assert len(pypdfium2.PdfDocument(cleaned.content)) == 20


def _blank(pages: int, side: int) -> bytes:
    paper = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        paper.new_page(side, side)
    into = BytesIO()
    paper.save(into)
    return into.getvalue()


async def _ink(content: bytes) -> int:
    """Dark pixels of the first page, once it was cleaned."""
    cleaned = await clean(content)
    page = pypdfium2.PdfDocument(cleaned.content)[0]
    return sum(page.render().to_pil().convert("L").histogram()[:128])
