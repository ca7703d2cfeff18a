"""Every way to say when that residents were seen to use, and what stands in brackets behind it."""

from datetime import datetime

import pytest

from tips.reading.when import read_time
from wording.moments import VIETNAM

MONDAY = datetime(2026, 11, 30, 10, tzinfo=VIETNAM)
AFTER_TET = datetime(2026, 2, 20, 8, 30, tzinfo=VIETNAM)
HALF_PAST_MIDNIGHT = datetime(2026, 12, 1, 0, 30, tzinfo=VIETNAM)
TWO_AT_NIGHT = datetime(2026, 12, 1, 2, tzinfo=VIETNAM)
EVENING = datetime(2026, 11, 30, 21, tzinfo=VIETNAM)

DAYS = [
    ("Khoảng chín giờ tối thứ sáu tuần rồi có đánh nhau",
     "Khoảng chín giờ tối thứ sáu tuần rồi (27/11/2026)"),
    ("bị cạy cửa tầm 5 giờ kém 10 sáng nay", "tầm 5 giờ kém 10 sáng nay (30/11/2026)"),
    ("vào hồi 22 giờ 30 phút ngày 28/11 tại nhà tôi", "vào hồi 22 giờ 30 phút ngày 28/11"),
    ("từ 7h tối qua đến 1h sáng nay nó hát", "từ 7h tối qua đến 1h sáng nay (29/11/2026)"),
    ("chiều hôm qua lúc 4 rưỡi", "chiều hôm qua lúc 4 rưỡi (29/11/2026)"),
    ("lúc 18g30 hôm qua", "lúc 18g30 hôm qua (29/11/2026)"),
    ("tầm 7-8h tối hôm qua", "tầm 7-8h tối hôm qua (29/11/2026)"),
    ("2h đêm qua có tiếng nổ", "2h đêm qua (30/11/2026)"),
    ("đêm qua có tiếng nổ", "đêm qua (29/11–30/11/2026)"),
    ("23h30 đêm qua", "23h30 đêm qua (29/11/2026)"),
    ("tối hôm kia nó ném đá", "tối hôm kia (28/11/2026)"),
    ("hôm kìa nó tới", "hôm kìa (27/11/2026)"),
    ("hôm tê hắn tới", "hôm tê (28/11/2026)"),
    ("bữa ni hắn lại tới", "bữa ni (30/11/2026)"),
    ("khi hôm nó vô nhà", "khi hôm (29/11–30/11/2026)"),
    ("hồi sớm mơi tui thấy", "hồi sớm mơi (30/11/2026)"),
    ("hồi chiều có người bị giật dây chuyền", "hồi chiều (29/11/2026)"),
    ("hồi nảy nó mới chạy ngang", "hồi nảy (30/11/2026)"),
    ("em bị giật điện thoại cách nay chừng nửa tiếng",
     "cách nay chừng nửa tiếng (~09:30 30/11/2026)"),
    ("một tiếng rưỡi trước", "một tiếng rưỡi trước (~08:30 30/11/2026)"),
    ("mới 5p trước thấy tụi nó", "mới 5p trước (~09:55 30/11/2026)"),
    ("cach day 3 ngay", "cach day 3 ngay (27/11/2026)"),
    ("hơn một tuần trước", "hơn một tuần trước (~23/11/2026)"),
    ("bốn năm bữa trước tụi nó tới", "bốn năm bữa trước"),
    ("thứ năm tuần trước nữa", "thứ năm tuần trước nữa (19/11/2026)"),
    ("thứ hai tuần này", "thứ hai tuần này (30/11/2026)"),
    ("tin hôm thứ hai", "hôm thứ hai (23/11/2026)"),
    ("tối t6 vừa rồi", "tối t6 vừa rồi (27/11/2026)"),
    ("ngày 3 tháng trước", "ngày 3 tháng trước (03/10/2026)"),
    ("hom 27 no tat son", "hom 27 (27/11/2026)"),
    ("hôm 31 nó tới", "hôm 31 (31/10/2026)"),
    ("đêm 27 rạng sáng 28/11", "đêm 27 rạng sáng 28/11 (27/11/2026)"),
    ("đầu tháng này", "đầu tháng này (01/11–10/11/2026)"),
    ("cuối tháng 10 vừa rồi", "cuối tháng 10 vừa rồi (21/10–31/10/2026)"),
    ("hồi tháng 9", "hồi tháng 9 (09/2026)"),
    ("tuần rồi", "tuần rồi (23/11–29/11/2026)"),
    ("hồi năm ngoái", "hồi năm ngoái (2025)"),
    ("at half past nine last night", "at half past nine last night (29/11/2026)"),
    ("yesterday afternoon at 5", "yesterday afternoon at 5 (29/11/2026)"),
    ("about 20 minutes ago", "about 20 minutes ago (~09:40 30/11/2026)"),
    ("on Sunday evening two men came", "on Sunday evening (29/11/2026)"),
    ("two nights ago", "two nights ago (28/11/2026)"),
    ("November 27 at 10:30 pm", "November 27 at 10:30 pm"),
]  # fmt: skip
IN_A_HURRY = [
    ("hqua lúc 9h nó tới", "hqua lúc 9h (29/11/2026)"),
    ("hum wa có ng lạ", "hum wa (29/11/2026)"),
    ("3 ngày trc", "3 ngày trc (27/11/2026)"),
    ("toois hoom qua nos danhs tui", "toois hoom qua (29/11/2026)"),
    ("CHIEU CHU NHAT TUAN TRUOC LUC 3H", "CHIEU CHU NHAT TUAN TRUOC LUC 3H (29/11/2026)"),
    ("khoang 7 gio ruoi toi hom kia", "khoang 7 gio ruoi toi hom kia (28/11/2026)"),
    ("luc nua dem hom qua", "luc nua dem hom qua (29/11–30/11/2026)"),
    ("t7 tuần trc đua xe", "t7 tuần trc (28/11/2026)"),
]
HABITS = [
    ("đêm mô cũng ồn", "đêm mô cũng vậy"),
    ("ngày nào tụi nó cũng tới", "ngày nào tụi nó cũng vậy"),
    ("tối thứ bảy nào cũng đua xe", "tối thứ bảy nào cũng vậy"),
    ("cứ 8h tối là mở loa", "cứ 8h tối"),
    ("cứ mùng 1 với rằm là mở sòng", "cứ mùng 1, rằm (âm lịch)"),
    ("từ thứ 2 đến thứ 6", "từ thứ 2 đến thứ 6"),
    ("hằng ngày từ 14h đến 17h", "hằng ngày từ 14h đến 17h"),
    ("sáng sáng tụi nó tới", "sáng sáng"),
    ("một tuần 3 lần vào thứ 3 5 7", "một tuần 3 lần vào thứ 3 5 7"),
    ("they race here every Friday night", "every Friday night"),
    ("most evenings around 9", "most evenings around 9"),
    ("mấy bữa rày nó hay tới", "mấy bữa rày"),
    ("3 hôm nay nó cứ rình", "3 hôm nay"),
]
NOW = [
    "tụi nó đang đập cửa nhà em",
    "bây chừ đang đánh nhau",
    "bay gio tui no van con o do",
    "giờ này còn nhậu nhẹt la hét",
    "nhà kế bên đang cháy",
    "they are breaking in now",
    "someone is breaking into my neighbor's house",
]
BY_THE_MOON = [
    ("đêm ba mươi tết tụi nó đốt pháo", "đêm ba mươi tết (âm lịch, 16/02/2026)"),
    ("29 tết", "29 tết (âm lịch, 16/02/2026)"),
    ("sang mung mot tet", "sang mung mot tet (âm lịch, 17/02/2026)"),
    ("mồng ba hắn lại tới", "mồng ba (âm lịch, 19/02/2026)"),
    ("hăm sáu tết", "hăm sáu tết (âm lịch, 13/02/2026)"),
    ("đưa ông táo về trời", "đưa ông táo về trời (âm lịch, 10/02/2026)"),
    ("hôm 23 tháng chạp", "hôm 23 tháng chạp (âm lịch, 10/02/2026)"),
    ("ngày 28 tháng 12 âm lịch", "ngày 28 tháng 12 âm lịch (âm lịch, 15/02/2026)"),
    ("rằm tháng giêng", "rằm tháng giêng (âm lịch)"),  # it is to come: last year's is not meant
    ("lunar new year's eve", "lunar new year's eve (âm lịch, 16/02/2026)"),
    ("hồi tết", "hồi tết (âm lịch)"),
    ("mùng 8 tháng 3", "mùng 8 tháng 3"),  # of the moon or of the sun, nobody can tell
]
PAST_MIDNIGHT = [
    ("22h tối nay", "22h tối nay (30/11/2026)"),
    ("11h đêm nay", "11h đêm nay (30/11/2026)"),
    ("chiều nay", "chiều nay (30/11/2026)"),
    ("hồi tối", "hồi tối (30/11/2026)"),
    ("đêm nay", "đêm nay (30/11–01/12/2026)"),
    ("hôm nay", "hôm nay (30/11–01/12/2026)"),
    ("tối qua", "tối qua (29/11–30/11/2026)"),
    ("2 tiếng trước", "2 tiếng trước (~22:30 30/11/2026)"),
]
NO_TIME = [
    "con tôi 5 tuổi", "năm nay tôi 60 tuổi", "lớp 10/2", "xe 7 chỗ", "3g ma túy", "giá 5 triệu 2",
    "trả góp 12 tháng", "ở 3 năm", "làm 8 tiếng một ngày", "0905123456", "20H1-123.45",
    "29H1 12345", "quán mở cửa 24h", "24/7", "hẻm 5/3", "đường 30/4", "ở 3/2", "thứ nhất, thứ hai",
    "người thứ hai", "lấy 2 đồng hồ", "mất 3 giờ đi đường", "hai giờ nữa cắt điện", "sinh năm 1990",
    "xe đời 2015", "ngày mai", "hôm sau nó lại tới", "chờ 3 tiếng", "ba toi bi danh", "muoi nguoi",
    "4 ngày 3 đêm", "nó tới lúc em đang ngủ", "I am 25 years old", "room 302 floor 3",
    "một ngày nào đó", "bay gio em on roi", "co nguoi mua ban xe",
]  # fmt: skip


@pytest.mark.parametrize(("story", "when"), [*DAYS, *IN_A_HURRY, *HABITS])
def test_the_words_are_kept_and_the_day_stands_beside(story: str, when: str) -> None:
    assert read_time(story, MONDAY) == when


@pytest.mark.parametrize("story", NOW)
def test_what_goes_on_is_told_as_going_on(story: str) -> None:
    assert read_time(story, MONDAY) == "đang diễn ra"


@pytest.mark.parametrize(("story", "when"), BY_THE_MOON)
def test_the_moon_keeps_its_name_and_gets_its_solar_day(story: str, when: str) -> None:
    assert read_time(story, AFTER_TET) == when


@pytest.mark.parametrize(("story", "when"), PAST_MIDNIGHT)
def test_after_midnight_the_evening_is_the_one_that_passed(story: str, when: str) -> None:
    assert read_time(story, HALF_PAST_MIDNIGHT) == when


def test_the_small_hours_of_this_day_are_this_day() -> None:
    assert read_time("1h sáng nay", TWO_AT_NIGHT) == "1h sáng nay (01/12/2026)"
    assert read_time("6h sáng nay", TWO_AT_NIGHT) == "6h sáng nay (30/11/2026)"


def test_an_hour_that_is_still_to_come_gets_no_day() -> None:
    assert read_time("22h tối nay hẹn đánh nhau", EVENING) == "22h tối nay"
    assert read_time("7h tối nay đánh nhau", EVENING) == "7h tối nay (30/11/2026)"
    assert read_time("thứ 7 tới hẹn đánh nhau", EVENING) == "thứ 7 tới"


@pytest.mark.parametrize("story", NO_TIME)
def test_ages_amounts_plates_and_house_numbers_are_no_times(story: str) -> None:
    assert read_time(story, MONDAY) is None
