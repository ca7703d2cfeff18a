"""A poster drawn in a process of its own, as the movement's page asks for it."""

from pathlib import Path

import pypdfium2
import pytest

from bot.config import Config
from bot.settings.sections import Desks, Web
from bot.wiring.posters import QrPosters
from outreach.errors import PosterNotReady
from tests.fakes import FakePlaces

DIRECTORY = FakePlaces().directory


async def test_a_poster_of_an_organisation_is_a_pdf_with_its_name(tmp_path: Path) -> None:
    desks = Desks(phones={"26743": "028 3829 7643"})
    config = Config(data=tmp_path, web=Web(public_url="https://tin.vn"), desks=desks)

    drawn = await QrPosters(config, DIRECTORY).draw("26743", "Trường Kim Đồng")

    words = pypdfium2.PdfDocument(drawn)[0].get_textpage().get_text_range()
    assert "Trường Kim Đồng" in words
    assert "02838297643" in words.replace(" ", "").replace("\u00a0", "")


@pytest.mark.parametrize("told", [{}, {"web": Web(public_url="https://tin.vn")}])
async def test_without_a_page_or_a_phone_nothing_is_printed(
    tmp_path: Path, told: dict[str, Web]
) -> None:
    with pytest.raises(PosterNotReady):
        await QrPosters(Config(data=tmp_path, **told), DIRECTORY).draw("26743", "")  # type: ignore[arg-type]
