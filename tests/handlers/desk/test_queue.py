"""What an officer reads: the queue, a tip, its files."""

from datetime import timedelta

from desks.desk import Code
from messages.message import MediaKind, Position
from tests.builders import NOON, a_held_tip, a_place, a_report, a_tip
from tests.handlers.webdesk_house import OTHER_DESK, DeskHouse, a_house
from tips.tip import Author, Line, Route, Status, Tip, TipId, Urgency


def another_tip(number: int, **changes: object) -> Tip:
    return a_tip(id=TipId(f"{number:032}"), code=Code(f"K7Q-{number:03}"), **changes)


async def test_nobody_reads_without_a_session() -> None:
    visitor = a_house().visitor()

    for path in ("me", "tips", "tips/K7Q-204", "tips/K7Q-204/media/x", "stream"):
        answer = await visitor.get(f"/api/desk/{path}")
        assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


async def test_an_officer_sees_who_they_are() -> None:
    officer = await a_house().officer()

    me = (await officer.get("/api/desk/me")).json()

    assert me == {
        "officer": "Trực ban 1",
        "role": "officer",
        "desk": "26743",
        "desk_name": "Công an phường Bến Thành",
        "on_duty": [],
        "reminders": [],
        "troubled": [],
        "waiting": {"free": 1, "emergencies": 0, "mine": 0, "late": 0, "first": None},
        "works": True,
        "reads_log": False,
        "below": [],
        "now": "2026-03-12T05:00:00Z",
    }


async def test_a_row_tells_what_where_how_urgent_and_how_long() -> None:
    officer = await a_house(a_tip(unread=True)).officer()

    answer = await officer.get("/api/desk/tips")

    assert answer.headers["cache-control"] == "no-store"
    [row] = answer.json()["tips"]
    assert row["code"] == "K7Q-204"
    assert row["kind_label"] == "Ma túy"
    assert (row["urgency"], row["urgency_label"]) == ("cao", "Cao")
    assert row["place"] == "gần chợ Bến Thành"
    assert row["gist"].startswith("Có mấy người bán ma túy")
    assert row["deadline"] == {
        "label": "nhận tin",
        "at": "2026-03-12T05:30:00Z",
        "late": False,
        "basis": "Mốc nội bộ theo mức khẩn.",
    }
    assert (row["officer_label"], row["mine"], row["unread"]) == ("", False, True)


async def test_late_is_said_once_the_clock_has_run_out() -> None:
    house = a_house()
    officer = await house.officer()

    house.clock.pass_time(minutes=31)

    [row] = (await officer.get("/api/desk/tips")).json()["tips"]
    assert row["deadline"]["late"]


async def test_the_queue_can_be_read_by_status() -> None:
    waiting, checked = a_tip(), another_tip(2, status=Status.CHECKING)
    officer = await a_house(waiting, checked).officer()

    answer = await officer.get("/api/desk/tips", params={"status": "xac_minh"})

    assert [row["code"] for row in answer.json()["tips"]] == ["K7Q-002"]


async def test_an_empty_status_asks_for_all() -> None:
    waiting, checked = a_tip(), another_tip(2, status=Status.CHECKING)
    officer = await a_house(waiting, checked).officer()

    answer = await officer.get("/api/desk/tips?status=&after=")

    assert len(answer.json()["tips"]) == 2


async def test_a_long_queue_is_read_page_by_page() -> None:
    tips = [another_tip(n, filed_at=NOON + timedelta(seconds=n)) for n in range(1, 121)]
    officer = await a_house(*tips).officer()
    read: list[str] = []
    after: str | None = ""

    while after is not None:
        page = (await officer.get("/api/desk/tips", params={"after": after})).json()
        read += [row["code"] for row in page["tips"]]
        after = page["next"]

    assert read == [tip.code for tip in tips]


async def test_another_desks_tip_does_not_exist() -> None:
    tip = a_tip(route=Route(OTHER_DESK, "Phường Tân Bình."))
    officer = await a_house(tip).officer()

    answer = await officer.get("/api/desk/tips/K7Q-204")

    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_tip")
    assert (await officer.get("/api/desk/tips")).json()["tips"] == []


async def test_a_tip_is_told_completely() -> None:
    tip = a_tip(
        report=a_report(
            place=a_place(position=Position(10.77, 106.69, 20.0)),
            answers=(("ma_tuy.2", "Sau 22 giờ"),),
            urgent_words=True,
        ),
        lines=(Line(1, NOON, Author.NOTE, "Đã gọi tổ bảo vệ", "Trực ban 2"),),
    )
    officer = await a_house(tip).officer()

    told = (await officer.get("/api/desk/tips/K7Q-204")).json()

    assert told["story"].startswith("Có mấy người bán ma túy")
    assert told["when"] == "tối qua"
    assert told["urgent_words"]
    asked = "Bạn thấy lúc nào, hay thường vào giờ nào?"
    assert told["answers"] == [{"question": asked, "answer": "Sau 22 giờ"}]
    assert told["where"] == {
        "words": "gần chợ Bến Thành",
        "commune": "26743",
        "commune_name": "phường Bến Thành",
        "province_name": "thành phố Hồ Chí Minh",
        "evidence": "trước đây là phường Bến Thành, quận 1",
        "position": {"latitude": 10.77, "longitude": 106.69, "accuracy": 20.0},
    }
    assert told["place"] == "gần chợ Bến Thành"
    assert told["route_reason"] == "Phường Bến Thành: bàn trực phường nhận tin."
    assert told["channel_label"] == "trang web"
    [line] = told["lines"]
    assert (line["author"], line["officer"]) == ("note", "Trực ban 2")


async def test_a_place_nobody_knows_is_told_as_unknown() -> None:
    tip = a_tip(report=a_report(place=a_place(words="", commune=None, province=None)))
    officer = await a_house(tip).officer()

    told = (await officer.get("/api/desk/tips/K7Q-204")).json()

    assert told["place"] == ""
    assert told["where"]["commune_name"] == told["where"]["province_name"] == ""


async def test_a_code_may_be_typed_as_it_is_heard() -> None:
    officer = await a_house().officer()

    assert (await officer.get("/api/desk/tips/k7q204")).json()["code"] == "K7Q-204"


async def test_only_possible_moves_are_offered() -> None:
    house = a_house()
    officer = await house.officer()

    free = (await officer.get("/api/desk/tips/K7Q-204")).json()
    held = (await officer.post("/api/desk/tips/K7Q-204/claim")).json()

    assert "claim" in free["moves"]
    assert "ask" not in free["moves"]
    assert "claim" not in held["moves"]
    assert {"ask", "note", "release", "status", "close", "urgency"} <= set(held["moves"])
    assert [status["id"] for status in held["statuses"]] == ["bo_sung", "xac_minh", "chuyen"]
    assert held["statuses"][1]["tells_citizen"] == "Đang kiểm tra, xác minh."


async def test_a_colleagues_tip_says_who_holds_it() -> None:
    officer = await a_house(a_held_tip(officer_label="Trực ban 2")).officer()

    told = (await officer.get("/api/desk/tips/K7Q-204")).json()

    assert (told["officer_label"], told["mine"]) == ("Trực ban 2", False)


async def _with_a_picture(house: DeskHouse) -> str:
    picture = await house.shelf.put(b"0123456789", MediaKind.PHOTO, "image/jpeg", NOON)
    house.has(a_tip(report=a_report(media=(picture,))))
    return f"/api/desk/tips/K7Q-204/media/{picture.id}"


async def test_a_picture_is_shown_and_kept_nowhere() -> None:
    house = a_house()
    path = await _with_a_picture(house)
    officer = await house.officer()

    shown = await officer.get(path)

    [media] = (await officer.get("/api/desk/tips/K7Q-204")).json()["media"]
    assert media["url"] == path
    assert (shown.content, shown.headers["content-type"]) == (b"0123456789", "image/jpeg")
    assert shown.headers["cache-control"] == "no-store"
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in shown.headers["content-security-policy"]


async def test_a_part_of_a_file_can_be_asked_for() -> None:
    house = a_house()
    path = await _with_a_picture(house)
    officer = await house.officer()

    async def part(wanted: str) -> tuple[int, bytes, str]:
        answer = await officer.get(path, headers={"Range": wanted})
        return answer.status_code, answer.content, answer.headers.get("content-range", "")

    assert await part("bytes=2-4") == (206, b"234", "bytes 2-4/10")
    assert await part("bytes=7-") == (206, b"789", "bytes 7-9/10")
    assert await part("bytes=-3") == (206, b"789", "bytes 7-9/10")
    assert await part("bytes=0-99") == (206, b"0123456789", "bytes 0-9/10")
    assert (await part("bytes=0-1,4-5"))[0] == 200
    assert (await part("bytes=x-"))[0] == 200
    assert (await part("bytes=-"))[0] == 200
    assert (await part("bytes=10-"))[::2] == (416, "bytes */10")
    assert (await part("bytes=4-2"))[0] == 416
    assert (await part("bytes=-0"))[0] == 416


async def test_another_desk_cannot_open_the_picture() -> None:
    house = a_house()
    path = await _with_a_picture(house)
    stranger = await house.officer("Trực ban 9", OTHER_DESK)

    assert (await stranger.get(path)).status_code == 404


async def test_a_file_of_no_tip_is_not_there() -> None:
    house = a_house()
    loose = await house.shelf.put(b"x", MediaKind.PHOTO, "image/jpeg", NOON)
    officer = await house.officer()

    assert (await officer.get(f"/api/desk/tips/K7Q-204/media/{loose.id}")).status_code == 404


async def test_urgencies_come_with_their_words() -> None:
    tips = [another_tip(n, urgency=urgency) for n, urgency in enumerate(Urgency)]
    officer = await a_house(*tips).officer()

    rows = (await officer.get("/api/desk/tips")).json()["tips"]

    assert [row["urgency_label"] for row in rows] == ["Khẩn cấp", "Cao", "Bình thường"]
