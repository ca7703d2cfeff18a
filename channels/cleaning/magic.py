"""What a file is by its first bytes, whatever its name or sender says."""

from enum import StrEnum


class Format(StrEnum):
    """The demuxer or decoder to use; no other is ever tried."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"
    HEIC = "HEIF"
    OGG = "ogg"
    MP4 = "mov"  # mp4, m4a, mov, 3gp
    MP3 = "mp3"
    AAC = "aac"
    WEBM = "matroska"
    WAV = "wav"
    CAF = "caf"
    FLAC = "flac"
    AVI = "avi"
    TS = "mpegts"
    PDF = "pdf"
    AMR = "amr"  # voices of old phones, and of Zalo


PICTURES = frozenset({Format.JPEG, Format.PNG, Format.WEBP, Format.HEIC})

_STARTS = (
    (b"\xff\xd8\xff", Format.JPEG),
    (b"\x89PNG\r\n\x1a\n", Format.PNG),
    (b"OggS", Format.OGG),
    (b"\x1aE\xdf\xa3", Format.WEBM),
    (b"ID3", Format.MP3),
    (b"\xff\xf1", Format.AAC),
    (b"\xff\xf9", Format.AAC),
    (b"#!AMR", Format.AMR),
    (b"caff", Format.CAF),
    (b"fLaC", Format.FLAC),
    (b"%PDF-", Format.PDF),
)
_IN_RIFF = {b"WEBP": Format.WEBP, b"WAVE": Format.WAV, b"AVI ": Format.AVI}
_TS_PACKET = 188  # bytes, each begins with "G"
_MP3_FRAMES = (b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2", b"\xff\xe3")
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"heif"})
_FILM_BRANDS = (b"mp4", b"iso", b"M4A", b"M4V", b"qt  ", b"3g", b"avc1", b"dash", b"MSNV", b"f4v")
_ATOMS = (b"moov", b"mdat", b"wide", b"free")  # an old QuickTime film starts without `ftyp`


def format_of(content: bytes) -> Format | None:
    if content[4:8] == b"ftyp":
        return _of_brand(content[8:12])
    if content[:4] == b"RIFF":
        return _IN_RIFF.get(content[8:12])
    return next((one for start, one in _STARTS if content.startswith(start)), _unsigned(content))


def _unsigned(content: bytes) -> Format | None:
    """No signature at the start, but a way to begin that nothing else has."""
    if content[:1] == content[_TS_PACKET : _TS_PACKET + 1] == b"G":
        return Format.TS
    if content[:2] in _MP3_FRAMES:
        return Format.MP3
    return Format.MP4 if content[4:8] in _ATOMS else None


def _of_brand(brand: bytes) -> Format | None:
    if brand in _HEIC_BRANDS:
        return Format.HEIC
    return Format.MP4 if brand.startswith(_FILM_BRANDS) else None
