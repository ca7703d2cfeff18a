"""PDFs made to hurt: scripts, files inside, loops, and pages that take for ever to draw."""

import zlib
from collections.abc import Callable, Sequence
from random import Random

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %s >>"


def a_paper(*things: bytes, trailer: bytes = b"") -> bytes:
    """Written as any PDF is: numbered things, a table of where they lie, and where it begins."""
    told, places = bytearray(b"%PDF-1.7\n"), []
    for number, thing in enumerate(things, start=1):
        places.append(len(told))
        told += b"%d 0 obj\n%s\nendobj\n" % (number, thing)
    table = len(told)
    told += b"xref\n0 %d\n0000000000 65535 f \n" % (len(things) + 1)
    told += b"".join(b"%010d 00000 n \n" % place for place in places)
    told += b"trailer << /Size %d /Root 1 0 R %s >>\n" % (len(things) + 1, trailer)
    return bytes(told + b"startxref\n%d\n%%%%EOF\n" % table)


def _stream(content: bytes, how: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), how, content)


def _folded(content: bytes) -> bytes:
    return _stream(zlib.compress(content, 9), b"/Filter /FlateDecode")


def _paper_with_scripts(chance: Random) -> bytes:
    script = b"while(true){app.alert('x')}" * chance.randint(1, 500)
    opens = b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (%s) >> >>" % script
    follows = b"/AA << /O << /S /Launch /F (/bin/sh) >> /C << /S /URI /URI (http://a.test) >> >>"
    return a_paper(opens, PAGES, PAGE % follows, _stream(b"0 0 m"))


def _paper_with_files_inside(chance: Random) -> bytes:
    holds = (
        b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >> >>"
    )
    inside = _folded(bytes(10 ** chance.randint(3, 7)))
    file = b"<< /Type /Filespec /F (../../a.sh) /EF << /F 6 0 R >> >>"
    return a_paper(holds, PAGES, PAGE % b"", _stream(b""), file, inside)


def _paper_in_a_loop(chance: Random) -> bytes:
    """Pages that are their own parents, tables that follow themselves, forms within themselves."""
    kids = b"<< /Type /Pages /Kids [2 0 R 2 0 R 3 0 R] /Count %d >>" % chance.choice((1, -1, 2**31))
    draws_itself = b"/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A 5 0 R >> >>"
    form = _stream(b"/A Do " * chance.randint(1, 200), draws_itself)
    page = PAGE % b"/Resources << /XObject << /A 5 0 R >> >>"
    follows = chance.choice((b"/Prev 9", b"/Prev 0", b"/XRefStm 15", b"/Encrypt 1 0 R"))
    return a_paper(CATALOG, chance.choice((PAGES, kids)), page, form, form, trailer=follows)


def _paper_that_unfolds(chance: Random) -> bytes:
    """What is drawn is a hundred million zeros in a few kilobytes, folded more than once."""
    content = zlib.compress(bytes(chance.choice((10**6, 10**8))), 9)
    twice = b"/Filter [/FlateDecode /FlateDecode]"
    return a_paper(CATALOG, PAGES, PAGE % b"", _stream(zlib.compress(content, 9), twice))


def _paper_that_is_never_drawn(chance: Random) -> bytes:
    """Shades and patterns in steps too small to see, and a million strokes."""
    shade = (
        b"/Resources << /Pattern << /P 5 0 R >> /ExtGState << /G << /SMask << /S /Alpha /G 5 0 R"
        b" >> >> >> >>"
    )
    tiles = b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep %s /YStep %s"
    step = chance.choice((b"0.001", b"0", b"-1", b"1e-30"))
    pattern = _stream(b"0 0 1 1 re f", tiles % (step, step) + b" /Resources << >>")
    strokes = b"0 0 m 595 842 l 0 842 l S " * chance.choice((1, 1_000, 100_000))
    content = _folded(b"/Pattern cs /P scn /G gs 0 0 595 842 re f [0.01 0.01] 0 d " + strokes)
    return a_paper(CATALOG, PAGES, PAGE % shade, content, pattern)


def _paper_with_an_odd_picture(chance: Random) -> bytes:
    """A picture that says it is larger than any, by a coding with bugs of its own."""
    coding = chance.choice((b"/JBIG2Decode", b"/JPXDecode", b"/DCTDecode", b"/CCITTFaxDecode"))
    side = chance.choice((1, 30_000, 2**31 - 1))
    how = b"/Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceRGB"
    picture = _stream(chance.randbytes(2_000), how % (side, side) + b" /Filter " + coding)
    page = PAGE % b"/Resources << /XObject << /A 5 0 R >> >>"
    return a_paper(CATALOG, PAGES, page, _stream(b"595 0 0 842 0 0 cm /A Do"), picture)


def _paper_of_odd_sizes(chance: Random) -> bytes:
    box = b"[0 0 %d %d]" % (chance.choice((0, -5, 2**31)), chance.choice((1, 10**9, 2**40)))
    kids = b" ".join([b"3 0 R"] * chance.choice((1, 20, 10_000)))
    pages = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, chance.choice((1, 20, -1)))
    return a_paper(CATALOG, pages, (PAGE % b"").replace(b"[0 0 595 842]", box), _stream(b""))


PAPERS: Sequence[Callable[[Random], bytes]] = (
    *(_paper_with_scripts, _paper_with_files_inside, _paper_in_a_loop, _paper_that_unfolds),
    *(_paper_that_is_never_drawn, _paper_with_an_odd_picture, _paper_of_odd_sizes),
)
