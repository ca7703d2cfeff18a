import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection
from typer.testing import CliRunner

from bot.cli.communes import app
from communes.artifact import SHIPPED
from storage.database.opening import open_database
from storage.migrations import migrate
from storage.tables.desks import desks
from storage.tables.tips import tips

RUNNER = CliRunner()


def test_rows_are_answered_in_order(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "text": "p ben nghe q1 sg"},
        {"id": "b", "text": "Xã Vĩnh Lộc", "province_hint": "79"},
        {"id": "c", "lat": 37.77, "lon": -122.42},
        {"id": "d", "lat": None, "lon": "x", "accuracy": []},
        {"id": "e"},
    ]
    lines = "\n".join(json.dumps(row) for row in rows)

    done = RUNNER.invoke(app, ["resolve", "--jsonl", "--data", str(tmp_path)], input=lines)

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["id"] for a in answers] == ["a", "b", "c", "d", "e"]
    assert answers[0] == {"id": "a", "top": ["26740"], "ask": False, "reason": "name"}
    assert answers[1]["top"][0] == "27601"
    assert [a["reason"] for a in answers[2:]] == ["outside", "outside", "no_place"]


def test_a_person_gets_a_table(tmp_path: Path) -> None:
    done = RUNNER.invoke(app, ["resolve", "p ben nghe q1 sg", "--data", str(tmp_path)])

    assert done.exit_code == 0
    assert "26740" in done.stdout


def test_a_broken_row_stops_with_its_number(tmp_path: Path) -> None:
    done = RUNNER.invoke(app, ["resolve", "--jsonl", "--data", str(tmp_path)], input="{}\n{\n")

    assert done.exit_code == 1
    assert "2" in done.stderr


def test_an_inconsistent_map_is_refused_and_the_field_is_named(tmp_path: Path) -> None:
    raw = json.loads(SHIPPED.read_text(encoding="utf-8"))
    raw["communes"][0][3] = "77"
    source = tmp_path / "bad.json"
    source.write_text(json.dumps(raw), encoding="utf-8")

    done = RUNNER.invoke(app, ["import", str(source), "--data", str(tmp_path)])

    assert done.exit_code == 1
    assert "communes[0].province" in done.stderr
    assert not (tmp_path / "communes" / "communes.json").exists()


def test_a_good_map_is_taken_in(tmp_path: Path) -> None:
    done = RUNNER.invoke(app, ["import", str(SHIPPED), "--data", str(tmp_path)])

    assert done.exit_code == 0
    assert (tmp_path / "communes" / "communes.json").read_bytes() == SHIPPED.read_bytes()


def test_unusable_borders_are_refused(tmp_path: Path) -> None:
    source = tmp_path / "borders.geojson"
    source.write_text('{"features": []}', encoding="utf-8")

    done = RUNNER.invoke(app, ["polygons", str(source), "--data", str(tmp_path)])

    assert done.exit_code == 1
    assert "features" in done.stderr


def test_a_reform_names_the_tips_and_desks_it_moves(tmp_path: Path) -> None:
    asyncio.run(a_waiting_tip_in(tmp_path, commune="26740"))
    raw = json.loads(SHIPPED.read_text(encoding="utf-8"))
    next(row for row in raw["communes"] if row[0] == "26740")[2] = "Bến Nghé"
    source = tmp_path / "reform.json"
    source.write_text(json.dumps(raw), encoding="utf-8")

    done = RUNNER.invoke(app, ["import", str(source), "--data", str(tmp_path)])

    assert done.exit_code == 0
    assert "26740 phường Sài Gòn → 26740 phường Bến Nghé" in done.stdout
    assert "1 tin đang mở; có nơi tiếp nhận đang mở" in done.stdout


async def a_waiting_tip_in(folder: Path, commune: str) -> None:
    url = f"sqlite+aiosqlite:///{folder / 'tinbao.sqlite3'}"
    await migrate(url)
    database = await open_database(url)
    desk = {"code": commune, "name": "Công an phường Sài Gòn", "is_open": True}
    tip = {
        "id": "1", "code": "T1", "draft_mark": "d", "receipt_mark": "r", "kind": "ma_tuy",
        "desk": commune, "commune": commune, "language": "vi", "channel": "web",
        "status": "tiep_nhan", "urgency": "thuong", "filed_at": datetime(2026, 11, 1, tzinfo=UTC),
        "version": 1, "line_count": 0, "unread": True, "asked": False, "queue_rank": 1,
        "queue_at": 1, "sealed": b"",
    }  # fmt: skip

    async def work(connection: AsyncConnection) -> None:
        await connection.execute(insert(desks), [desk])
        await connection.execute(insert(tips), [tip])

    await database.write(work)
    await database.close()
