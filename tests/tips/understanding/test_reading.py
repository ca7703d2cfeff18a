import time
from importlib import resources

import pytest

from bench.understanding import hear
from tips.understanding import explain, understand
from tips.understanding.facts import facts_in
from tips.understanding.reading import SURE_OF_DANGER
from tips.understanding.tokens import tokens_of
from training.understanding.grammar import grown_rows
from training.understanding.rows import NEVER_TRAINED_ON, ROWS, Row, read_rows
from training.understanding.scoring import measure

LARGEST = 2_000_000
# Of every figure, on personas that were never trained on: (at least, at most).
FLOORS = {
    "every number that must come": (0.68, 1.0),
    "words of care": (0.7, 1.0),
    "a number where none may": (0.0, 0.06),  # words of care, which carry two, are counted
    "outside: declined or asked": (0.8, 1.0),
    "tips declined": (0.0, 0.0),
    "tips asked about their scope": (0.0, 0.03),
    "… accepted": (0.69, 1.0),
    "right kind among three": (0.89, 1.0),
    "no tips that are stored": (0.0, 0.15),
    "tips that are not taken": (0.0, 0.03),
}


@pytest.fixture(scope="module")
def kept_out() -> list[Row]:
    return [row for row in read_rows(ROWS.glob("*.txt")) if row.is_kept_out]


def test_the_weights_are_small() -> None:
    assert len((resources.files("tips.understanding") / "weights.npz").read_bytes()) <= LARGEST


def test_personas_that_were_never_trained_on_are_understood(kept_out: list[Row]) -> None:
    missed = [
        (figure.name, figure.share)
        for figure in measure(kept_out, hear)
        if figure.name in FLOORS
        and not FLOORS[figure.name][0] <= figure.share <= FLOORS[figure.name][1]
    ]

    assert not missed


def test_every_row_can_be_read_and_grammars_never_write_kept_out_rows(kept_out: list[Row]) -> None:
    assert len(read_rows(ROWS.glob("*.txt"))) > 8_000
    assert not {row.text for row in kept_out} & {row.text for row in grown_rows()}


def test_who_was_never_trained_on_stands_in_no_row() -> None:
    apart = {row.text for row in read_rows(NEVER_TRAINED_ON.glob("*.txt"))}

    assert len(apart) == 596
    assert not apart & {row.text for row in read_rows(ROWS.glob("*.txt"))}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("trời ơi ổng xách rựa rượt bả ngoài hẻm kìa", "113"),
        ("chay nha roi, khoi den xi, tren lau con nguoi", "114"),
        ("ba em té xỉu, kêu hoài không dậy, thở khò khè", "115"),
        ("there is a man with a knife outside my door right now", "113"),
        ("có ông say cầm can xăng đứng trước cổng trường", "114"),
        ("bác hàng xóm treo cổ trong nhà tắm", "115"),
        ("có người nhảy cầu kìa", "114"),
    ],
)
def test_a_cry_for_help_brings_its_number(text: str, number: str) -> None:
    assert number in understand(text).numbers


@pytest.mark.parametrize(
    "text",
    ["ba em bị xe tông hôm qua, giờ nằm viện rồi", "mẹ em té xe, đã có xe cấp cứu chở đi rồi",
     "em trai bị đánh gãy tay, bó bột xong rồi", "họ đổ xà bần xuống kênh sau nhà",
     "có thùng phuy hôi mùi hóa chất vứt cạnh mương", "xả rác xuống sông"],
)  # fmt: skip
def test_who_is_looked_after_and_what_is_dumped_bring_no_number(text: str) -> None:
    assert not understand(text).numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [("ba em đang chảy máu nhiều mà chưa vào viện được", "115"),
     ("thùng phuy bốc khói, mấy người hít phải đang ói", "114"),
     ("nước lên tới giường rồi mà chưa ai tới", "114"),
     ("they took our passports and don't let us leave", "111")],
)  # fmt: skip
def test_their_urgent_twins_do(text: str, number: str) -> None:
    assert number in understand(text).numbers


def test_who_is_in_danger_is_not_sent_to_one_of_two_numbers() -> None:
    burning = "ối giời ơi cháy to lắm ở cuối ngõ, có tiếng trẻ con khóc trong nhà"

    assert {"113", "114"} <= set(understand(burning).numbers)


@pytest.mark.parametrize(
    "text",
    [
        "cười chết mất thôi, con mèo nhà em nó ngáo quá haha",
        "tối qua xem phim bắn nhau hay ghê",
        "cho em hỏi làm căn cước ở đâu ạ",
        "nhà nghỉ đầu ngõ chứa mại dâm",
        "bà ngoại em bị lẫn đi lạc từ sáng",
        "gửi file pdf hợp đồng vay được không",
    ],
)
def test_a_figure_of_speech_brings_none(text: str) -> None:
    assert not understand(text).numbers


def test_who_wants_to_die_is_heard_and_who_laughs_to_death_is_not() -> None:
    assert understand("em không muốn sống nữa, em chuẩn bị thuốc rồi").is_crisis
    assert not understand("đói muốn chết luôn á").is_crisis


@pytest.mark.parametrize(
    ("text", "is_bite"),
    [
        ("chó nhà hàng xóm cắn con em chảy máu chân", True),
        ("cho nha ben tap vo chan thang cu", True),
        ("my neighbour's dog bit my daughter", True),
        ("chó nhà bên cắn chết gà nhà tôi", False),
        ("hai thằng bắn điện bắt chó", False),
    ],
)
def test_a_dogs_bite_is_heard(text: str, is_bite: bool) -> None:
    assert understand(text).is_dog_bite == is_bite


def test_fear_for_another_is_told_from_ones_own_despair() -> None:
    assert understand("bạn thân em nói muốn chết, em phải làm gì").is_for_another
    assert understand("my friend says he will jump from the bridge").is_for_another
    assert not understand("em không muốn sống nữa, em chuẩn bị thuốc rồi").is_for_another


def test_the_same_words_said_a_thousand_times_are_no_despair() -> None:
    assert not understand("Còn nữa. " * 1_200).is_crisis


@pytest.mark.parametrize(
    ("text", "is_blackmail"),
    [
        ("nó quay clip em rồi đòi 5 triệu không thì đăng lên mạng", True),
        ("he has pictures of me and wants money", True),
        ("em có clip nó cầm dao chém người, gửi cho công an được không", False),
        ("mất điện thoại, nó đòi 200k mới trả", False),
    ],
)
def test_who_is_blackmailed_with_pictures_is_heard(text: str, is_blackmail: bool) -> None:
    assert understand(text).is_blackmail is is_blackmail


def test_one_cry_is_heard_in_a_long_calm_story() -> None:
    calm = "Tôi ở khu này đã lâu, hàng xóm xưa nay hiền lành. " * 20

    assert "113" in understand(f"{calm}Nó đang cầm dao chém vợ ngoài sân. {calm}").numbers


@pytest.mark.parametrize(
    ("cry", "heard"),
    [
        ("Nó đang cầm dao chém vợ ngoài sân", "113"),
        ("nha ben canh chay to lam co nguoi mac ket", "114"),
        ("Someone is breaking into my house right now", "113"),
        ("em chuẩn bị thuốc rồi, tối nay em chết cho xong", "crisis"),
    ],
)
def test_it_is_heard_in_the_middle_of_the_longest_message(cry: str, heard: str) -> None:
    calm = "Tôi ở khu này đã lâu, hàng xóm xưa nay hiền lành. " * 78
    long = f"{calm}{cry}. {calm}"[:8_000]

    likely = understand(long).dangers

    assert not understand(f"{calm}{calm}"[:8_000]).numbers
    assert likely[heard] >= SURE_OF_DANGER[heard]


def test_the_words_that_decided_can_be_named() -> None:
    spoke = [feature for feature, share in explain("nhà bên cháy to lắm", "danger", "114") if share]

    assert any("chay" in feature for feature in spoke)
    with pytest.raises(ValueError, match="no answer"):
        explain("cháy", "danger", "fire")


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("hai thằng đi con wave đỏ biển 38 cầm mã tấu", {"people", "vehicle", "plate", "weapon"}),
        ("em mat 20 trieu, no dung so 0905xxx111", {"money", "phone"}),
        ("chuyển vào stk 0123456789 Vietinbank", {"account"}),
        ("đánh nhau ở đường Quang Trung, không ai bị thương", {"place", "injured"}),
        ("quán này ồn quá", set()),
    ],
)
def test_facts_that_are_told_are_found(text: str, facts: set[str]) -> None:
    assert {told.fact for told in facts_in(text)} >= facts
    if not facts:
        assert not facts_in(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("pickpocketed near Ben Thanh market this morning", "near Ben Thanh market"),
        ("chạy qua cầu vượt Linh Xuân thấy mấy ông nằm gục", "cầu vượt Linh Xuân"),
        ("uống ở quán trên Tạ Hiện rồi bị đánh", "trên Tạ Hiện"),
        ("nó rao bán trên Facebook, trên 20 triệu, lúc ở 2 giờ", ""),
        ("on Monday they took it", ""),
    ],
)
def test_a_place_is_noted_with_its_whole_name(text: str, place: str) -> None:
    assert [told.words for told in facts_in(text) if told.fact == "place"] == [place] * bool(place)


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("xe biển số 59X1-234.56 chạy về hướng cầu", "biển số 59X1-234.56"),
        ("bien so 59x1 23456", "bien so 59x1 23456"),
        ("plate 51D-203.77", "plate 51D-203.77"),
        ("biển số 12 xe con", "biển số 12"),
    ],
)
def test_a_plate_is_noted_whole(text: str, plate: str) -> None:
    assert [told.words for told in facts_in(text) if told.fact == "plate"] == [plate]


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("ck e đag uýnh e", "chong em dang danh em"),
        ("khachs owr daif ngayf khoong khai baos", "khach o dai ngay khong khai bao"),
        ("cứuuuuu", "cuu"),
        ("I saw his face", "i saw his face"),
    ],
)
def test_hasty_typing_is_one_spelling(typed: str, plain: str) -> None:
    assert " ".join(token.plain for token in tokens_of(typed)) == plain


def test_a_long_message_costs_little() -> None:
    story = ("bọn nó tụ tập đánh bạc sau nhà, tối nào cũng có xe ra vào rất đông " * 200)[:8_000]
    understand("làm nóng máy")
    start = time.process_time()
    understand(story)

    assert time.process_time() - start < 0.3  # seconds; 0.03 on a quiet machine


def test_every_sum_and_number_that_is_told_is_noted() -> None:
    story = "Nó bảo chuyển 30k phí ship, rồi mất 12 triệu; gọi bằng 0901234567 và 0912345678"

    told = {fact.fact: fact.words for fact in facts_in(story)}

    assert told == {"money": "30k, 12 triệu", "phone": "0901234567, 0912345678"}


@pytest.mark.parametrize(
    "cry",
    ["my friend was drugged in a bar, she can't wake up", "he took pills and won't wake up"],
)
def test_who_does_not_wake_up_is_in_danger(cry: str) -> None:
    assert "115" in understand(cry).numbers
