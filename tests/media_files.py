"""Files as phones make them, and as nobody should: generated, never stored."""

import struct
import zlib
from fractions import Fraction
from io import BytesIO

import av
import pillow_heif
from av.audio.stream import AudioStream
from av.video.stream import VideoStream
from fpdf import FPDF
from PIL import Image, ImageDraw
from PIL.ExifTags import GPS, IFD, Base

PLANTED = "NGUYEN-VAN-PLANTED"
PLACE = "+10.7725+106.6980/"


def a_picture(
    form: str = "JPEG", size: tuple[int, int] = (640, 480), mode: str = "RGB", **how: object
) -> bytes:
    """Red above, blue below, so that an upright picture can be told from a turned one."""
    picture = Image.new(mode, size, "red" if mode != "L" else 200)
    half = (0, size[1] // 2, *size)
    ImageDraw.Draw(picture).rectangle(half, fill="blue" if mode != "L" else 20)
    into = BytesIO()
    if form == "HEIF":
        pillow_heif.register_heif_opener()
    picture.save(into, form, **how)
    return into.getvalue()


def a_telling_picture(form: str = "JPEG", orientation: int = 1) -> bytes:
    """With a place, a phone model, an owner and notes, as far as the format can hold them."""
    exif = Image.Exif()
    exif[Base.Model] = PLANTED
    exif[Base.Orientation] = orientation
    exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (10.0, 46.0, 21.0)})
    exif.get_ifd(IFD.Exif)[Base.UserComment] = PLANTED.encode()
    if form != "JPEG":
        return a_picture(form, exif=exif.tobytes())
    xmp = f"<x>{PLANTED}</x>".encode()
    return a_picture(form, exif=exif.tobytes(), comment=PLANTED.encode(), xmp=xmp)


def a_voice(codec: str = "libopus", container: str = "ogg", seconds: float = 1.0) -> bytes:
    into = BytesIO()
    with av.open(into, "w", format=container) as target:
        target.metadata.update({"title": PLANTED, "artist": PLANTED, "location": PLACE})
        stream = target.add_stream(codec, rate=48_000)
        assert isinstance(stream, AudioStream)
        stream.metadata["title"] = PLANTED
        for at in range(0, int(seconds * 48_000), 960):
            target.mux(stream.encode(_hum(at)))
        target.mux(stream.encode(None))
    return into.getvalue()


def a_film(codec: str = "libx264", container: str = "mp4", seconds: float = 1.0) -> bytes:
    into = BytesIO()
    tags = {"movflags": "use_metadata_tags"} if container in {"mp4", "mov"} else {}
    with av.open(into, "w", format=container, options=tags) as target:
        target.metadata.update({"title": PLANTED, "location": PLACE, "com.maker.owner": PLANTED})
        stream = target.add_stream(codec, rate=10)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        stream.metadata["handler_name"] = PLANTED
        stream.metadata["title"] = PLANTED
        for number in range(int(seconds * 10)):
            frame = av.VideoFrame(96, 64, "yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 10)
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return into.getvalue()


def turned(film: bytes) -> bytes:
    """The same MP4, told to be shown turned by a quarter, as phones held upright do."""
    matrix = film.index(b"tkhd") + 4 + 40
    quarter = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)
    return film[:matrix] + quarter + film[matrix + 36 :]


def a_bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few megabytes that would unfold into gigabytes."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    folded = zlib.compress(bytes(width + 1) * 2_000, 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(*one) for one in ((b"IHDR", header), (b"IDAT", folded), (b"IEND", b""))
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)


def _hum(at: int, samples: int = 960, rate: int = 48_000) -> av.AudioFrame:
    frame = av.AudioFrame("s16", "mono", samples)
    frame.planes[0].update(struct.pack(f"<{samples}h", *((i * 40) % 8_000 for i in range(samples))))
    frame.sample_rate, frame.pts, frame.time_base = rate, at, Fraction(1, rate)
    return frame


def an_old_voice(seconds: float = 1.0) -> bytes:
    """AMR: eight thousand samples a second, and nothing but speech."""
    into = BytesIO()
    with av.open(into, "w", format="amr") as target:
        stream = target.add_stream("libopencore_amrnb", rate=8_000)
        assert isinstance(stream, AudioStream)
        stream.bit_rate = 12_200
        stream.codec_context.layout = "mono"
        for at in range(0, int(seconds * 8_000), 160):
            target.mux(stream.encode(_hum(at, 160, 8_000)))
        target.mux(stream.encode(None))
    return into.getvalue()


def a_telling_paper(pages: int = 2, words: str = "Hop dong vay") -> bytes:
    """With an author, a script, a file inside, a note in the margin and a place in its XMP."""
    paper = FPDF()
    paper.set_author(PLANTED)
    paper.set_title(PLANTED)
    paper.set_xmp_metadata(f"<x>{PLANTED} {PLACE}</x>")
    paper.embed_file(bytes=PLANTED.encode(), basename=f"{PLANTED}.txt")
    paper.set_font("Helvetica", size=48)
    for _ in range(pages):
        paper.add_page()
        paper.text_annotation(20, 20, text=PLANTED)
        paper.text(20, 60, words)
    return bytes(paper.output())
