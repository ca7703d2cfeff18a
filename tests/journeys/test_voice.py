"""Somebody who fears to be known by their voice: recorded, changed, listened to, sent and heard."""

from pathlib import Path

from tests.journeys.house import House, Resident
from tests.media_files import a_voice


def test_only_the_changed_voice_comes_to_the_desk(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        house.tinbao("desk", "open", "26743")
        resident = house.resident()
        resident.say("Có nhóm bán ma túy ở quán nước đầu hẻm, phường Bến Thành, tối nào cũng có")
        resident.attach("toi.ogg", a_voice(seconds=2), "audio/ogg")
        own = heard(resident, "citizen")
        resident.press("voice:change")
        changed = heard(resident, "bot")
        preview = resident.http.get(changed).content
        for label in ("Bỏ qua hết", "Xong, xem lại tin", "Gửi tin"):
            resident.press(resident.button(label))

        officer = house.officer("26743")
        [row] = officer.get("/api/desk/tips").json()["tips"]
        [media] = officer.get(f"/api/desk/tips/{row['code']}").json()["media"]
        played = officer.get(media["url"]).content
        officer.close()

    assert played == preview != b""
    assert own.rpartition("/")[2] not in (changed.rpartition("/")[2], media["url"])


def heard(resident: Resident, by: str) -> str:
    """Where the newest recording of theirs, or of the bot, is listened to."""
    media = [one for said in resident.news() if said["from"] == by for one in said["media"]]
    return str(media[-1]["url"])
