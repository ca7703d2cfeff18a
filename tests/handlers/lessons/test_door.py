"""The lessons' API: what an approver is shown is what goes out, and nobody reaches too far."""

from datetime import timedelta
from typing import Any

import pytest
from httpx import AsyncClient

from broadcasts.delivery.marks import Mark
from broadcasts.delivery.run import Run
from desks.desk import Role
from storage.database.interface import Database
from tests.broadcasts.builders_campaigns import NOON
from tests.handlers.weblessons_house import LessonHouse, drafted

pytestmark = pytest.mark.either_database

ALERT = {"lessons": [], "title": "Cảnh báo", "text": "Có kẻ giả công an.", "urgent": True}


@pytest.fixture
async def house(database: Database) -> LessonHouse:
    made = LessonHouse(database)
    await made.open_desks("26743", "27004", "79")
    return made


@pytest.fixture
async def writer(house: LessonHouse) -> AsyncClient:
    return await house.officer(Role.BROADCASTER, "Người soạn")


@pytest.fixture
async def approver(house: LessonHouse) -> AsyncClient:
    return await house.officer(Role.APPROVER, "Người duyệt")


@pytest.fixture
async def chief(house: LessonHouse) -> AsyncClient:
    return await house.officer(Role.COMMANDER, "Chỉ huy")


async def get(client: AsyncClient, path: str) -> dict[str, Any]:
    answer = await client.get(f"/api/desk/{path}")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def let_out(client: AsyncClient, campaign: dict[str, Any]) -> dict[str, Any]:
    path = f"/api/desk/campaigns/{campaign['id']}/approve"
    answer = await client.post(path, json={"proof": campaign["proof"]})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def test_a_campaign_is_read_once_for_its_page_and_once_for_each_look_at_it(
    house: LessonHouse, writer: AsyncClient, approver: AsyncClient
) -> None:
    drafted_one = await drafted(writer)
    for path in ("", "/progress"):
        house.store.read.clear()
        await get(writer, f"campaigns/{drafted_one['id']}{path}")
        assert house.store.read == [drafted_one["id"]]

    house.store.read.clear()
    await let_out(approver, drafted_one)
    assert house.store.read == [drafted_one["id"]]


async def test_the_library_tells_what_is_held_and_why(
    house: LessonHouse, writer: AsyncClient
) -> None:
    house.lesson_files.change("ld-02", needs_lawyer=True)

    library = await get(writer, "lessons")
    lesson = await get(writer, "lessons/ld-02")

    held = {one["id"]: one["held"] for one in library["lessons"]}
    assert (held["ld-01"], held["ld-02"]) == ("", "chờ pháp chế duyệt")
    assert (library["rights"], library["own_place"], library["place"]) == (
        ["write"],
        "all",
        "cả nước",
    )
    [preview] = lesson["previews"]
    assert [one["id"] for one in preview["channels"]] == ["telegram", "web"]
    assert preview["texts"] == [
        "Bài ld-02\n\nKẻ gian gọi điện. Việc cần làm: gọi 0283 829 7643 của Công an 00."
    ]


async def test_an_approver_sees_exactly_what_goes_to_whom_and_when(
    house: LessonHouse, writer: AsyncClient, approver: AsyncClient
) -> None:
    await house.subscribe(56, "telegram", province="79", topics=1)
    await house.subscribe(10, "web", province="79", topics=1)
    await house.subscribe(7, "telegram", province="04", topics=1)
    made = await drafted(writer, to="79; topics=chong_lua_dao", at="2027-03-13 19:30")

    shown = await get(approver, f"campaigns/{made['id']}")

    assert shown["messages"][0]["previews"][0]["texts"][0].startswith("Bài ld-01")
    assert shown["audience"] == "thành phố Hồ Chí Minh; ai chọn chủ đề: Chống lừa đảo"
    assert [(one["label"], one["people"]) for one in shown["forecast"]["sizes"]] == [
        ("Telegram", 56),
        ("Trò chuyện trên web", 10),
    ]
    assert shown["forecast"]["starts"] == "2027-03-13T19:30:00+07:00"
    assert shown["forecast"]["ends"] == "2027-03-13T19:30:02+07:00"
    assert shown["drafted_by"] == "Người soạn"
    assert shown["progress"]["moves"] == ["approve", "cancel"]


@pytest.mark.parametrize(
    ("hours", "waits_for", "starts"),
    [
        (0, "ngay khi được duyệt", "2027-03-12T05:00:00Z"),
        (11, "", "2027-03-12T23:30:00Z"),  # 23:00: in the morning, at 6:30
    ],
)
async def test_what_goes_at_once_says_when_that_is(
    house: LessonHouse, writer: AsyncClient, hours: int, waits_for: str, starts: str
) -> None:
    house.clock.pass_time(hours=hours)

    made = await drafted(await house.officer(Role.BROADCASTER))

    assert (made["waits_for"], made["forecast"]["starts"]) == (waits_for, starts)


async def test_a_yes_schedules_it_and_is_shown_with_its_size(
    house: LessonHouse, writer: AsyncClient, approver: AsyncClient
) -> None:
    await house.subscribe(3)
    made = await drafted(writer, at="2027-03-13 19:30")

    approved = await let_out(approver, made)

    assert (approved["state"], approved["state_label"]) == ("scheduled", "đã lên lịch")
    assert (approved["approved_by"], approved["approved_size"]) == ("Người duyệt", 3)
    assert approved["progress"]["moves"] == ["pause", "cancel"]


async def test_the_author_is_told_that_a_second_person_must_look(
    house: LessonHouse, chief: AsyncClient
) -> None:
    made = await drafted(chief, **ALERT)

    refused = await chief.post(
        f"/api/desk/campaigns/{made['id']}/approve", json={"proof": made["proof"]}
    )

    assert made["needs_second_person"]
    assert made["progress"]["moves"] == ["cancel"]
    assert (refused.status_code, refused.json()["code"]) == (403, "needs_second_person")


async def test_what_changed_since_it_was_shown_is_not_let_out(
    house: LessonHouse, writer: AsyncClient, approver: AsyncClient
) -> None:
    made = await drafted(writer)
    house.lesson_files.change("ld-01", body="Lời khác.")

    refused = await approver.post(
        f"/api/desk/campaigns/{made['id']}/approve", json={"proof": made["proof"]}
    )

    assert (refused.status_code, refused.json()["code"]) == (409, "content_changed")


async def test_progress_tells_the_ledger_by_run_and_channel(
    house: LessonHouse, writer: AsyncClient, approver: AsyncClient
) -> None:
    made = await drafted(writer)
    await let_out(approver, made)
    await house.tick()
    await house.freeze(made["id"], {Mark.SENT: 280, Mark.PENDING: 560, Mark.UNKNOWN: 2})

    progress = await get(approver, f"campaigns/{made['id']}/progress")

    ledger = progress["ledger"]
    assert (ledger["sent"], ledger["pending"], ledger["frozen"]) == (280, 560, 842)
    assert sum(count for name, count in ledger.items() if name != "frozen") == 842
    [run] = progress["runs"]
    assert [one["label"] for one in run["channels"]] == ["Telegram"]
    assert progress["ends"] == (NOON + timedelta(seconds=20)).isoformat().replace("+00:00", "Z")
    assert progress["moves"] == ["pause", "cancel", "resolve"]
    assert progress["may_mend"]


async def test_it_is_paused_resumed_and_cancelled(
    house: LessonHouse, writer: AsyncClient, approver: AsyncClient
) -> None:
    made = await drafted(writer)
    await let_out(approver, made)
    await house.tick()
    path = f"/api/desk/campaigns/{made['id']}"

    states = [
        (await client.post(f"{path}/{move}")).json()["state"]
        for client, move in ((writer, "pause"), (approver, "start"), (writer, "cancel"))
    ]
    again = await approver.post(f"{path}/start")

    assert states == ["paused", "sending", "cancelled"]
    assert (again.status_code, again.json()["code"]) == (409, "move_not_possible")
    assert "đã hủy" in again.json()["detail"]


async def test_a_held_canary_says_why_and_is_let_go_by_a_person(
    house: LessonHouse, writer: AsyncClient, approver: AsyncClient
) -> None:
    made = await drafted(writer)
    await let_out(approver, made)
    await house.tick()
    run = await house.freeze(made["id"], {Mark.FAILED: 64}, {Mark.PENDING: 100})
    await house.set_run(run, state=Run.HELD, reason="canary_failed")
    path = f"/api/desk/campaigns/{made['id']}"

    held = await get(approver, f"campaigns/{made['id']}/progress")
    released = (await approver.post(f"{path}/release")).json()

    assert held["runs"][0]["reason"] == "nền tảng không nhận nội dung ở nhóm gửi thử"
    assert "release" in held["moves"]
    assert released["runs"][0]["state"] == "open"
    assert "release" not in released["moves"]


async def test_unknown_outcomes_are_settled(
    house: LessonHouse, writer: AsyncClient, approver: AsyncClient
) -> None:
    made = await drafted(writer, mode="atmost")
    await let_out(approver, made)
    await house.tick()
    await house.finish(await house.freeze(made["id"], {Mark.SENT: 5, Mark.UNKNOWN: 3}))

    settled = await approver.post(
        f"/api/desk/campaigns/{made['id']}/unknown", json={"again": False}
    )

    assert settled.json()["people"] == 3
    assert settled.json()["progress"]["ledger"]["sent"] == 8


@pytest.mark.parametrize("move", ["correct", "recall"])
async def test_a_wrong_one_is_mended_by_a_campaign_of_its_own(
    house: LessonHouse, writer: AsyncClient, approver: AsyncClient, chief: AsyncClient, move: str
) -> None:
    made = await drafted(writer)
    await let_out(approver, made)
    await house.tick()
    await house.finish(await house.freeze(made["id"], {Mark.SENT: 5}))
    body = {"text": "Số đúng là 111."} if move == "correct" else {}

    mended = await writer.post(f"/api/desk/campaigns/{made['id']}/{move}", json=body)

    assert mended.status_code == 201
    assert mended.json()["urgent"]
    assert mended.json()["progress"]["moves"] == ["cancel"]
    assert (await let_out(chief, mended.json()))["state"] == "scheduled"


async def test_the_calendar_shows_the_series_of_august(
    house: LessonHouse, writer: AsyncClient
) -> None:
    house.lesson_files.put(*(_of_the_series(one) for one in house.lesson_files.lessons.values()))
    made = await writer.post("/api/desk/campaigns/series", json={"to": "all", "year": 2027})

    august = await get(writer, "calendar?month=2027-08")

    assert made.status_code == 201
    assert [one["at"][8:10] for one in august["entries"]] == ["05", "09", "13", "17", "19"]
    assert all(one["series"] and one["state"] == "draft" for one in august["entries"])
    assert august["month"] == "2027-08"


async def test_without_a_month_it_is_this_one(house: LessonHouse, writer: AsyncClient) -> None:
    assert (await get(writer, "calendar"))["month"] == "2027-03"


# --- who, and in which language --------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COORDINATOR, Role.AUDITOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("path", ["lessons", "campaigns", "calendar"])
async def test_who_does_not_work_on_lessons_sees_none_of_it(
    house: LessonHouse, role: Role, path: str
) -> None:
    stranger = await house.officer(role)

    refused = await stranger.get(f"/api/desk/{path}")

    assert (refused.status_code, refused.json()["code"]) == (403, "lacks_right")
    assert (await house.desk.visitor().get(f"/api/desk/{path}")).status_code == 401


async def test_a_ward_reaches_its_own_people_only(house: LessonHouse) -> None:
    ward = await house.officer(Role.BROADCASTER, desk="26743")

    library = await get(ward, "lessons")
    refused = await ward.post(
        "/api/desk/campaigns", json={"to": "all", "at": "now", "lessons": ["ld-01"]}
    )

    assert (library["own_place"], library["place"]) == (
        "26743",
        "phường Bến Thành (thành phố Hồ Chí Minh)",
    )
    assert (refused.status_code, refused.json()["code"]) == (403, "not_your_place")
    assert (await drafted(ward, to=library["own_place"]))["state"] == "draft"


async def test_a_neighbour_s_campaign_is_unknown_and_the_look_is_logged(
    house: LessonHouse,
) -> None:
    ward = await house.officer(Role.BROADCASTER, desk="26743")
    neighbour = await house.officer(Role.APPROVER, desk="27004")
    made = await drafted(ward, to="26743")

    refused = await neighbour.get(f"/api/desk/campaigns/{made['id']}")

    assert (refused.status_code, refused.json()["code"]) == (404, "unknown_campaign")
    assert any(
        sighting.what == f"unknown_campaign {made['id'].upper()}"
        for sighting in house.desk.log.sightings
    )


async def test_another_site_changes_nothing(house: LessonHouse, writer: AsyncClient) -> None:
    made = await drafted(writer)
    evil = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}

    for path, body in (
        ("campaigns", {"to": "all", "lessons": ["ld-01"]}),
        (f"campaigns/{made['id']}/cancel", None),
    ):
        refused = await writer.post(f"/api/desk/{path}", json=body, headers=evil)
        assert (refused.status_code, refused.json()["code"]) == (403, "cross_site")
    assert (await get(writer, f"campaigns/{made['id']}"))["state"] == "draft"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"at": "22:00 hôm nào"}, "unreadable_time"),
        ({"at": "2027-03-13 22:00"}, "at_night"),
        ({"at": "2020-01-01"}, "all_past"),
        ({"to": "Atlantis"}, "unknown_addressee"),
        ({"to": "all; topics=xyz"}, "unreadable_audience"),
        ({"lessons": []}, "nothing_to_send"),
        ({"lessons": ["zz-99"]}, "unknown_lesson"),
        ({"lessons": [], "text": "Xem bit.ly/x"}, "alert_unsafe"),
        ({"lessons": [], "text": "x" * 901}, "alert_too_long"),
    ],
)
async def test_refusals_are_problems_in_the_reader_s_language_that_repeat_nothing(
    house: LessonHouse, writer: AsyncClient, wanted: dict[str, Any], code: str
) -> None:
    body = {"to": "all", "at": "now", "lessons": ["ld-01"]} | wanted

    vi = await writer.post("/api/desk/campaigns", json=body)
    en = await writer.post("/api/desk/campaigns", json=body, headers={"Accept-Language": "en"})

    assert (vi.status_code, vi.json()["code"]) == (422, code)
    assert vi.headers["content-type"] == "application/problem+json"
    assert vi.json()["detail"] != en.json()["detail"]
    for typed in ("Atlantis", "hôm nào", "bit.ly", "xyz;"):
        assert typed not in vi.text + en.text


async def test_the_page_is_for_those_who_work_on_lessons(
    house: LessonHouse, writer: AsyncClient
) -> None:
    officer = await house.officer(Role.OFFICER)

    pages = [
        await client.get("/desk/lessons") for client in (writer, officer, house.desk.visitor())
    ]
    home = await writer.get("/desk")

    assert [page.status_code for page in pages] == [200, 303, 401]
    assert "lessons.js" in pages[0].text
    assert home.headers["location"] == "/desk/lessons"


def _of_the_series(lesson: Any) -> Any:
    from dataclasses import replace

    kind = "ngay_hoi_19_8" if lesson.day_offset is not None else lesson.kind
    return replace(lesson, kind=kind)
