"""`tinbao communes …`: build, replace and question the map. Thin: the work is in communes/."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from communes.atlas import Atlas
    from communes.directory import CommuneCode
    from communes.resolution import Resolution
    from communes.shelf import Change
    from storage.tips.map_change import Touched

app = typer.Typer(
    help="Bản đồ xã, phường: tạo, thay, tra cứu.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Data = Annotated[Path, typer.Option("--data", envvar="TINBAO_DATA", help="Thư mục dữ liệu.")]
Source = Annotated[Path, typer.Argument(help="Tệp cần nhập.")]


@app.command("build", help="Tạo lại tệp bản đồ từ các gói nguồn (cần requirements-dev.txt).")
def build(
    out: Annotated[Path | None, typer.Option("--out", help="Ghi ra tệp khác.")] = None,
) -> None:
    from communes.artifact import SHIPPED
    from communes.build import build as gather
    from communes.build import write
    from communes.checking import check

    artifact = gather()
    check(artifact)
    write(artifact, out or SHIPPED)
    typer.echo(f"{out or SHIPPED}: {len(artifact['communes'])} xã, phường, đặc khu.")


@app.command("prepare", help="Ghi lại bản đồ ở dạng chương trình mở nhanh (make map).")
def prepare() -> None:
    from communes.artifact import read
    from communes.names.prepared import PREPARED
    from communes.names.prepared import prepare as write_out

    PREPARED.write_bytes(write_out(read()))
    typer.echo(str(PREPARED))


@app.command("import", help="Thay bản đồ bằng một tệp mới; tệp sai bị từ chối toàn bộ.")
def replace(
    file: Source,
    data: Data = Path("data"),
    config: Annotated[Path | None, typer.Option("--config", help="Tệp cấu hình.")] = None,
) -> None:
    from communes.checking import InconsistentMapError
    from communes.shelf import Shelf

    try:
        artifact, changes = Shelf(data / "communes").replace(file)
    except InconsistentMapError as refused:
        typer.echo(f"Từ chối tệp. {refused.field}: {refused.fix}", err=True)
        raise typer.Exit(1) from None
    count = len(artifact.directory.communes)
    typer.echo(f"Đã nhập bản đồ {artifact.directory.data_version}: {count} đơn vị.")
    if not changes:
        typer.echo("Không đơn vị nào đổi: không tin và nơi tiếp nhận nào phải chuyển.")
        return
    _tell(changes, data, config)


def _tell(changes: "Sequence[Change]", data: Path, config: Path | None) -> None:
    """Every changed commune, with the open tips and the desk an administrator must move."""
    touched = _touched(changes, data, config)
    for change in changes:
        now = "; ".join(f"{c.code} {c.full_name}" for c in change.after) or "chưa rõ"
        line = f"  {change.before.code} {change.before.full_name} → {now}"
        found = touched.get(change.before.code)
        if found and found.open_tips:
            line += f"; {found.open_tips} tin đang mở"
        if found and found.has_open_desk:
            line += "; có nơi tiếp nhận đang mở"
        typer.echo(line)


def _touched(
    changes: "Sequence[Change]", data: Path, config: Path | None
) -> "Mapping[CommuneCode, Touched]":
    import asyncio

    from bot.config import load
    from bot.problem import Problem, Problems
    from storage.database.opening import open_database
    from storage.tips.map_change import touched_by

    async def look(url: str) -> "Mapping[CommuneCode, Touched]":
        database = await open_database(url)
        try:
            return await touched_by(database, [change.before.code for change in changes])
        finally:
            await database.close()

    try:
        chosen = load(config).model_copy(update={"data": data})
    except (Problem, Problems):
        return {}
    if chosen.database.url is None and not (data / "tinbao.sqlite3").exists():
        return {}  # nothing was ever filed here
    return asyncio.run(look(chosen.database_url))


@app.command("polygons", help="Nhập ranh giới xã (GeoJSON, có thể nén gzip).")
def polygons(file: Source, data: Data = Path("data")) -> None:
    from communes.borders import UnusableBordersError
    from communes.shelf import Shelf

    try:
        count = Shelf(data / "communes").replace_borders(file)
    except UnusableBordersError as refused:
        typer.echo(f"Từ chối tệp. {refused}", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"Đã nhập ranh giới của {count} đơn vị.")


@app.command("resolve", help="Một nơi được viết ra, hoặc từng dòng JSON từ đầu vào.")
def resolve(
    text: Annotated[str | None, typer.Argument(help="Nơi cần tìm.")] = None,
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Đọc và ghi từng dòng JSON.")] = False,
    borders: Annotated[Path | None, typer.Option("--polygons", help="Tệp ranh giới.")] = None,
    data: Data = Path("data"),
) -> None:
    if not jsonl and text is None:
        raise typer.BadParameter("viết nơi cần tìm, hoặc thêm --jsonl", param_hint="TEXT")
    atlas = _open(data, borders)
    if not jsonl:
        _show(atlas.resolve(text or ""))
        return
    for row in _rows():
        sys.stdout.write(json.dumps(_answer(atlas, row), ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _open(data: Path, borders: Path | None) -> "Atlas":
    from communes.atlas import load_from

    try:
        return load_from(data, borders)
    except (OSError, ValueError) as refused:
        typer.echo(f"Không mở được bản đồ. {refused}", err=True)
        raise typer.Exit(1) from None


def _rows() -> Iterator[Mapping[str, Any]]:
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict):
            typer.echo(f"Dòng {number}: cần một đối tượng JSON.", err=True)
            raise typer.Exit(1)
        yield row


def _answer(atlas: "Atlas", row: Mapping[str, Any]) -> dict[str, Any]:
    from communes.resolution import Hint

    if "lat" in row or "lon" in row:
        accuracy = row.get("accuracy")  # a row without one is a point on a map, not a phone's fix
        found = atlas.locate(row.get("lat"), row.get("lon"), accuracy, surveyed=accuracy is None)  # type: ignore[arg-type]
    else:
        hint = Hint(province=row.get("province_hint"))
        found = atlas.resolve(row.get("text") or "", hint)
    top = [each.commune.code for each in found.found]
    return {"id": row.get("id"), "top": top, "ask": found.ask, "reason": found.reason}


def _show(found: "Resolution") -> None:
    from rich.console import Console
    from rich.table import Table

    title = "hỏi lại" if found.ask else "chuyển thẳng"
    table = Table(
        "Mã", "Nơi", "Tỉnh, thành phố", "Độ tin", "Căn cứ", title=f"{title}: {found.reason}"
    )
    for each in found.found:
        place = each.commune
        table.add_row(
            place.code,
            place.full_name,
            place.province.name,
            f"{each.confidence:.2f}",
            each.evidence,
        )
    Console().print(table)
