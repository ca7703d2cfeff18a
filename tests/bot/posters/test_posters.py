"""Posters say whom to call, fit on their sheet, and carry a code that can be scanned."""

from io import BytesIO
from pathlib import Path

import pytest
import segno
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import FancyBboxPatch, Rectangle
from PIL import Image

from bot.config import Config
from bot.posters import body, tokens
from bot.posters.invitation import Invitation
from bot.posters.invitations import best_channel, invitation
from bot.posters.lesson_poster import A4, LETTERS, draw_poster
from bot.posters.lettering import balanced, width, wrapped
from bot.posters.qr_poster import draw_qr_poster
from bot.posters.share_picture import DPI, PIXELS, draw_picture
from bot.posters.sheet import Box, Sheet, Style
from bot.problem import Problem
from broadcasts.lessons.deep_links import Preset
from broadcasts.lessons.library import open_library
from broadcasts.lessons.unit import Unit, filled
from tests.broadcasts.library_copies import WARD, the_lesson

LONG = Unit(
    "Phòng Cảnh sát điều tra tội phạm về ma túy (PC04) Công an thành phố Hồ Chí Minh",
    "028 3829 7643",
    "số 268 đường Trần Hưng Đạo, phường Cầu Ông Lãnh, thành phố Hồ Chí Minh",
)
TO_BOT = Invitation("https://t.me/tinbao_bot?start=dk_26743_hs", "Telegram: @tinbao_bot")
CONFIG = Config.model_validate(
    {
        "telegram": {"bot_name": "tinbao_bot"},
        "web": {"public_url": "https://tinbao.example.vn/"},
    }
)


def words_of(sheet: Sheet) -> str:
    lines = [text.get_text() for text in sheet._axes.texts]
    return " ".join(lines).replace("\u00a0", " ")


def ends_of(sheet: Sheet) -> list[tuple[float, float, float, float]]:
    """Left, upper, right and lower end of every line of words, in millimetres, as drawn."""
    sheet._figure.set_dpi(200)  # as it is printed: coarse pixels make words wider
    renderer = FigureCanvasAgg(sheet._figure).get_renderer()  # type: ignore[no-untyped-call]
    back = sheet._axes.transData.inverted()
    boxes = [back.transform(one.get_window_extent(renderer)) for one in sheet._axes.texts]
    return [(one[0][0], one[1][1], one[1][0], one[0][1]) for one in boxes]


def top_of_the_frame(sheet: Sheet) -> float:
    [frame] = [one for one in sheet._axes.patches if isinstance(one, FancyBboxPatch)]
    return sheet.height - float(frame.get_window_extent().y1) / sheet._figure.dpi * 25.4


def test_a_poster_names_the_lesson_the_unit_its_phone_and_what_is_never_asked() -> None:
    told = words_of(draw_poster(the_lesson("ld-01"), WARD, TO_BOT))

    for words in (
        "Cảnh báo lừa đảo",
        "Combo du lịch giá rẻ",
        "Dấu hiệu",
        "Công an phường Bến Thành",
        "Trực ban: 028 3829 7643",
        "Trụ sở: số 24 Lê Thánh Tôn",
        "@tinbao_bot",
        "Gọi 113 ngay",
        "không bao giờ hỏi mã OTP",
    ):
        assert words in told


def test_a_unit_without_a_phone_has_a_sentence_instead() -> None:
    told = words_of(draw_picture(the_lesson("hd-01"), Unit("Công an xã Sà Phìn")))

    assert "Số trực ban niêm yết tại trụ sở" in told
    assert "{" not in told
    assert "Trực ban: " not in told


@pytest.mark.parametrize("unit", [WARD, LONG])
def test_everything_stays_on_the_sheet_and_out_of_its_neighbours(unit: Unit) -> None:
    longest = max(open_library().lessons, key=lambda one: len(one.body) + 3 * len(one.title))
    for lesson in (longest, the_lesson("hd-04")):
        for sheet in (draw_poster(lesson, unit, TO_BOT), draw_picture(lesson, unit)):
            frame = top_of_the_frame(sheet)
            for left, top, right, bottom in ends_of(sheet):
                assert left >= 5
                assert top >= 5
                assert right <= sheet.width - 5
                assert bottom <= (frame if top < frame else sheet.height - 5)


def test_the_body_of_every_lesson_fits_a_poster_in_letters_one_can_read_from_afar() -> None:
    room = Box(0, 0, A4[0] - 34, 120)
    for lesson in open_library().lessons:
        blocks = body.blocks_of(filled(lesson.body, WARD, "vi"))
        style = body.largest(blocks, room, LETTERS)

        assert style.size >= 15, lesson.id
        assert body.height(blocks, room.width, style) <= room.height


def test_blocks_are_leads_lists_and_paragraphs() -> None:
    blocks = body.blocks_of("Mở đầu.\n\nCần làm: gọi ngay.\n- một\n- hai\n\n1. ba")

    assert [(one.lead, one.mark, one.text, one.is_close) for one in blocks] == [
        ("", "", "Mở đầu.", False),
        ("Cần làm", "", "Gọi ngay.", False),
        ("", "•", "một", True),
        ("", "•", "hai", True),
        ("", "1.", "ba", False),
    ]


@pytest.mark.parametrize("kind", ["png", "pdf"])
def test_the_same_poster_is_the_same_file_and_names_no_program(kind: str) -> None:
    made = [draw_poster(the_lesson("ld-01"), WARD, TO_BOT).drawn(kind) for _ in range(2)]  # type: ignore[arg-type]

    assert made[0] == made[1]
    assert b"atplotlib" not in made[0]
    assert b"CreationDate" not in made[0]


def test_a_pdf_is_drawn_not_photographed() -> None:
    made = draw_qr_poster(WARD, TO_BOT, "Học sinh").drawn("pdf")

    assert made.startswith(b"%PDF")
    assert b"/Subtype /Image" not in made
    assert b"/Subtype /Type0" in made or b"/Subtype /TrueType" in made


def test_a_share_picture_has_the_size_phones_show_whole() -> None:
    made = draw_picture(the_lesson("pl-17"), WARD).drawn("png", DPI)

    with Image.open(BytesIO(made)) as picture:
        assert picture.size == PIXELS
        assert not picture.info.get("Software")


def test_the_code_on_paper_is_the_code_of_the_link() -> None:
    sheet = Sheet(60, 60, tokens.WHITE)
    sheet.code(TO_BOT.link, 5, 5, 50)
    wanted = [list(row) for row in segno.make(TO_BOT.link, error="m", micro=False).matrix]
    module = 50 / (len(wanted) + 8)

    with Image.open(BytesIO(sheet.drawn("png", 254))) as picture:
        grey = picture.convert("L")
        seen = [
            [
                grey.getpixel((_at(across, module), _at(down, module))) < 128  # type: ignore[operator]
                for across in range(-4, len(wanted) + 4)
            ]
            for down in range(-4, len(wanted) + 4)
        ]

    assert [[int(dark) for dark in row[4:-4]] for row in seen[4:-4]] == wanted
    assert not any(map(any, seen[:4]))  # the quiet zone
    assert not any(any(row[:4]) or any(row[-4:]) for row in seen)


def _at(number: int, module: float) -> int:
    return round((5 + (number + 4.5) * module) * 10)


def test_a_qr_poster_has_the_phone_the_address_in_words_and_how_to_check() -> None:
    told = words_of(draw_qr_poster(WARD, TO_BOT, "Học sinh"))

    for words in (
        "Trực ban: 028 3829 7643",
        "Telegram: @tinbao_bot",
        TO_BOT.link,
        "không có tem dán đè",
        "Nghi ngờ thì đừng quét, gọi số trực ban",
        "Dành cho: Học sinh",
        "không bao giờ hỏi mã OTP",
        "«dừng»",
    ):
        assert words in told


def test_long_addresses_stay_inside_the_frame() -> None:
    page = "https://tin-bao-cong-an-phuong-ben-thanh.thanh-pho-ho-chi-minh.example.vn/?dk=26743_hs"
    sheet = draw_qr_poster(LONG, Invitation(page, f"Trang web: {page[8:70]}"), "")

    assert all(left >= 17 and right <= A4[0] - 17 for left, _, right, _ in ends_of(sheet))
    codes = [one.get_width() for one in sheet._axes.patches if isinstance(one, Rectangle)]
    assert max(codes) > 50  # still large enough to scan


def test_a_phone_number_is_never_parted() -> None:
    for room in range(20, 80):
        lines = wrapped("Gọi số trực ban 028 3829 7643 ngay nhé", 12, room)
        assert sum("028\u00a03829\u00a07643" in line for line in lines) == (
            1 if room > width("028 3829 7643", 12) else 0
        )


def test_words_wider_than_the_room_are_parted_and_none_is_lost() -> None:
    lines = wrapped("abc " + "x" * 200 + " def", 12, 30)

    assert "".join(lines).replace(" ", "") == "abc" + "x" * 200 + "def"
    assert all(width(line, 12) <= 30 for line in lines)
    assert wrapped("", 12, 30) == []


def test_centred_lines_are_of_about_one_width() -> None:
    text = "Trước khi quét hãy xem kỹ khung này có in liền với số trực ban hay không nhé"
    lines = balanced(text, 12, 120)

    assert len(lines) == len(wrapped(text, 12, 120))
    assert min(map(len, lines)) > max(map(len, lines)) / 2


@pytest.mark.parametrize("ground", [tokens.WHITE, tokens.PAPER, tokens.ACCENT_SOFT])
def test_words_can_be_read_on_every_ground(ground: str) -> None:
    assert contrast(tokens.INK, ground) >= 7  # the emergency line
    assert contrast(tokens.ACCENT, ground) >= 4.5
    assert contrast(tokens.MUTED, ground) >= 4.5


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_invitations_lead_to_the_bot_or_the_page() -> None:
    preset = Preset("26743", "hoc_sinh")

    assert invitation(CONFIG, "telegram", preset) == TO_BOT
    assert invitation(CONFIG, "telegram", preset, "@khac_bot").words == "Telegram: @khac_bot"
    assert invitation(CONFIG, "web", preset) == Invitation(
        "https://tinbao.example.vn/?dk=26743_hs", "Trang web: tinbao.example.vn"
    )
    assert (best_channel(CONFIG), best_channel(Config()), best_channel(Config(), "x_bot")) == (
        "web",
        "",
        "telegram",
    )


@pytest.mark.parametrize(
    ("config", "channel", "preset", "key"),
    [
        (Config(), "telegram", Preset("26743"), "poster_without_bot"),
        (Config(), "web", Preset("26743"), "poster_without_page"),
        (CONFIG, "web", Preset("26743", "khong_co"), "poster_preset"),
    ],
)
def test_what_keeps_a_code_from_being_printed_is_named(
    config: Config, channel: str, preset: Preset, key: str
) -> None:
    with pytest.raises(Problem, match=key):
        invitation(config, channel, preset)


def test_a_price_in_dollars_is_no_formula() -> None:
    sheet = Sheet(60, 60, tokens.WHITE)
    sheet.write("từ $5 đến $6 {x}", Box(5, 5, 50), Style(12))

    [(left, _, right, _)] = ends_of(sheet)
    assert right - left == pytest.approx(width("từ $5 đến $6 {x}", 12), rel=0.03)


def test_fonts_come_from_their_files(tmp_path: Path) -> None:
    sheet = draw_picture(the_lesson("hd-01"), WARD)

    assert {Path(str(one.get_fontproperties().get_file())).name for one in sheet._axes.texts} == {
        "DejaVuSans.ttf",
        "DejaVuSans-Bold.ttf",
    }
