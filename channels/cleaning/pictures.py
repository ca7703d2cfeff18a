"""A picture as plain pixels in a new JPEG: no place, no time, no phone model, nothing hidden.

Runs only inside the cleaning room.
"""

from io import BytesIO

import pillow_heif
from PIL import Image, ImageOps

from channels.cleaning.magic import Format
from channels.cleaning.verdict import Cleaned, NotTaken
from messages.message import MediaKind, Refusal

LONGEST_SIDE = 2_560
# A JPEG is decoded at a half to an eighth of its size; the others come whole, so that the room
# needs up to 360 MB for these.
MOST_PIXELS = {
    Format.JPEG: 250_000_000,
    Format.HEIC: 52_000_000,
    Format.PNG: 36_000_000,
    Format.WEBP: 22_000_000,
}
QUALITY = 85


def clean_picture(content: bytes, found: Format) -> Cleaned:
    Image.MAX_IMAGE_PIXELS = None  # our own limits are below
    if found is Format.HEIC:
        pillow_heif.register_heif_opener(thumbnails=False)
    with Image.open(BytesIO(content), formats=[found.value]) as picture:
        _refuse_giants(picture, found)
        return Cleaned(_plain_jpeg(picture), MediaKind.PHOTO, "image/jpeg")


def _refuse_giants(picture: Image.Image, found: Format) -> None:
    if picture.width * picture.height > MOST_PIXELS[found]:
        raise NotTaken(Refusal.TOO_BIG)


def _plain_jpeg(picture: Image.Image) -> bytes:
    # Small first, turned upright second: at full size each copy takes 200 MB.
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=1.0)
    upright = ImageOps.exif_transpose(picture)
    plain = Image.new("RGB", upright.size, "white")
    if upright.has_transparency_data:
        see_through = upright.convert("RGBA")
        plain.paste(see_through, mask=see_through)
    else:
        plain.paste(upright.convert("RGB"))
    into = BytesIO()
    plain.save(into, "JPEG", quality=QUALITY)  # from `plain`: it carries no comment, no profile
    return into.getvalue()
