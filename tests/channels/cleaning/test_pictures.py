from io import BytesIO

import pytest
import segno
from PIL import Image

from channels.cleaning.clean import clean
from messages.message import MediaKind
from tests.media_files import PLANTED, a_picture, a_telling_picture


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
async def test_every_picture_becomes_a_jpeg_that_tells_nothing_but_itself(form: str) -> None:
    telling = a_telling_picture(form)
    assert PLANTED.encode() in telling

    cleaned = await clean(telling)

    assert (cleaned.kind, cleaned.mime) == (MediaKind.PHOTO, "image/jpeg")
    assert PLANTED.encode() not in cleaned.content
    with Image.open(BytesIO(cleaned.content)) as picture:
        assert picture.format == "JPEG"
        assert picture.size == (640, 480)
        assert not picture.getexif()
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


async def test_a_turned_picture_is_stood_upright_before_it_forgets_how_it_was_held() -> None:
    cleaned = await clean(a_telling_picture(orientation=6))

    with Image.open(BytesIO(cleaned.content)) as picture:
        assert picture.size == (480, 640)
        left, right = picture.getpixel((20, 320)), picture.getpixel((460, 320))
    assert _is_blue(left)
    assert not _is_blue(right)


@pytest.mark.parametrize(
    ("size", "kept"), [((4_000, 3_000), (2_560, 1_920)), ((1_080, 12_000), (665, 7_389))]
)
async def test_a_picture_is_made_smaller_by_its_area_so_that_words_stay_legible(
    size: tuple[int, int], kept: tuple[int, int]
) -> None:
    cleaned = await clean(a_picture(size=size))

    with Image.open(BytesIO(cleaned.content)) as picture:
        assert picture.size == kept


async def test_a_picture_whose_end_was_lost_on_the_way_shows_its_beginning() -> None:
    whole = a_picture(size=(2_000, 1_500))

    cleaned = await clean(whole[: len(whole) * 2 // 3])

    with Image.open(BytesIO(cleaned.content)) as picture:
        assert picture.size == (2_000, 1_500)
        assert picture.getpixel((5, 5))[0] > 200  # type: ignore[index]


async def test_sixteen_bits_of_grey_are_not_white() -> None:
    into = BytesIO()
    Image.new("I;16", (32, 32), 0x4000).save(into, "PNG")

    cleaned = await clean(into.getvalue())

    with Image.open(BytesIO(cleaned.content)) as picture:
        assert picture.convert("L").getpixel((5, 5)) == pytest.approx(0x40, abs=2)


async def test_what_was_see_through_is_white() -> None:
    into = BytesIO()
    Image.new("RGBA", (32, 32), (255, 0, 0, 0)).save(into, "PNG")

    cleaned = await clean(into.getvalue())

    with Image.open(BytesIO(cleaned.content)) as picture:
        assert picture.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "CMYK"])
async def test_grey_and_printed_colours_are_taken_too(mode: str) -> None:
    into = BytesIO()
    Image.new(mode, (32, 32)).save(into, "JPEG")

    assert (await clean(into.getvalue())).mime == "image/jpeg"


async def test_fifty_megapixels_of_a_good_phone_are_taken() -> None:
    cleaned = await clean(a_picture(size=(8_660, 5_800)))

    with Image.open(BytesIO(cleaned.content)) as picture:
        assert picture.size == (2_708, 1_814)


async def test_the_claimed_type_is_not_believed() -> None:
    assert (await clean(a_picture("PNG"), "video/mp4")).kind is MediaKind.PHOTO


def _is_blue(pixel: object) -> bool:
    assert isinstance(pixel, tuple)
    return bool(pixel[2] > 200 and pixel[0] < 60)


async def test_what_a_code_in_a_picture_says_comes_with_it() -> None:
    into = BytesIO()
    segno.make("https://vidu.top/nhan-tien\nSTK 1").save(into, kind="png", scale=6)

    assert (await clean(into.getvalue())).codes == "https://vidu.top/nhan-tien\nSTK 1"
    assert (await clean(a_picture())).codes == ""
