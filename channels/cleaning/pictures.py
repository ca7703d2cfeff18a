"""A picture as plain pixels in a new JPEG: no place, no time, no phone model, nothing hidden.

Runs only inside the cleaning room.
"""

from importlib import import_module
from io import BytesIO
from math import sqrt

import zxingcpp
from PIL import Image, ImageFile, ImageOps, MpoImagePlugin, TiffImagePlugin

from channels.cleaning.magic import Format
from channels.cleaning.scans import count_scans
from channels.cleaning.verdict import Cleaned, NotTaken
from messages.message import MediaKind, Refusal

# By area: a long screenshot stays legible. No longer than Telegram shows as a picture.
LARGEST_AREA = 2_560 * 1_920
LONGEST_SIDE = 8_000
# A JPEG is decoded at a half to an eighth of its size; the others come whole, so that the room
# needs up to 360 MB for these.
MOST_PIXELS = {
    Format.JPEG: 250_000_000,
    Format.HEIC: 52_000_000,
    Format.PNG: 36_000_000,
    Format.WEBP: 22_000_000,
}
MOST_SCANS = 100  # cameras and sites write ten
MOST_PAINTED = 2_000_000_000  # pixels, of all scans together
QUALITY = 85
MOST_CODES = 3
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
NEEDED_LATER = (MpoImagePlugin, TiffImagePlugin)  # Pillow imports them when used


def prepare(found: Format) -> None:
    """Before the room is shut: after it nothing can be imported. What reads one format only is
    imported for that one: each picture waits for it."""
    Image.preinit()
    if found is Format.HEIC:
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False)
    elif found is Format.WEBP:
        import_module("PIL.WebPImagePlugin")


def clean_picture(content: bytes, found: Format) -> Cleaned:
    Image.MAX_IMAGE_PIXELS = None  # our own limits are below
    # The end is missing where a network broke off; what is there may show enough.
    ImageFile.LOAD_TRUNCATED_IMAGES = found is Format.JPEG
    with Image.open(BytesIO(content), formats=[found.value]) as picture:
        _refuse_giants(picture, found)
        if found is Format.JPEG:
            _refuse_painters(picture, count_scans(content))
        plain = _plain(picture)
        return Cleaned(_as_jpeg(plain), MediaKind.PHOTO, "image/jpeg", _codes_in(plain))


def _refuse_giants(picture: Image.Image, found: Format) -> None:
    if picture.width * picture.height > MOST_PIXELS[found]:
        raise NotTaken(Refusal.TOO_BIG)


def _refuse_painters(picture: Image.Image, scans: int) -> None:
    if scans > MOST_SCANS or scans * picture.width * picture.height > MOST_PAINTED:
        raise NotTaken(Refusal.TOO_BIG)


def _fitting(picture: Image.Image) -> tuple[int, int]:
    width, height = picture.size
    scale = min(1.0, sqrt(LARGEST_AREA / (width * height)), LONGEST_SIDE / max(width, height))
    return max(1, int(width * scale)), max(1, int(height * scale))


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    """Scans in 16 bits of grey would come out white."""
    if not picture.mode.startswith("I;16"):
        return picture
    return picture.convert("I").point(lambda grey: grey / 256).convert("L")


def _plain(picture: Image.Image) -> Image.Image:
    # Small first, turned upright second: at full size each copy takes 200 MB.
    picture = _in_eight_bits(picture)
    picture.thumbnail(_fitting(picture), reducing_gap=1.0)
    upright = ImageOps.exif_transpose(picture)
    plain = Image.new("RGB", upright.size, "white")
    if upright.has_transparency_data:
        see_through = upright.convert("RGBA")
        plain.paste(see_through, mask=see_through)
    else:
        plain.paste(upright.convert("RGB"))
    return plain


def _as_jpeg(plain: Image.Image) -> bytes:
    into = BytesIO()
    plain.save(into, "JPEG", quality=QUALITY)  # from `plain`: it carries no comment, no profile
    return into.getvalue()


def _codes_in(plain: Image.Image) -> str:
    """A screenshot of "scan this to get your money" is looked at as the link it hides."""
    grey = plain.convert("L")
    found = zxingcpp.read_barcodes(grey, formats=_QR)
    return "\n".join(one.text for one in found[:MOST_CODES])
