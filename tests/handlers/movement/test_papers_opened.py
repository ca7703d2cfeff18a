"""Every paper opened by an office program, where there is one: each page has its place."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from desks.desk import Role
from handlers.words.legal_forms import draft
from handlers.words.report_docx import as_docx
from outreach.registers.form import shipped_forms
from storage.database.interface import Database
from tests.builders import NOON
from tests.handlers.movement.house import MovementHouse
from tests.handlers.movement.test_documents import REPORT
from tests.handlers.movement.test_reports import MOVEMENT, YEAR, play_a_year
from tips.reports.forms import LegalForm

OFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.trial,
    pytest.mark.skipif(OFFICE is None, reason="no LibreOffice here"),
    pytest.mark.parametrize("kind", ["sqlite"], indirect=True),
]
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


def pages_of(folder: Path) -> dict[str, int]:
    """One start of the program for all papers: it takes seconds."""
    papers = [str(one) for one in folder.iterdir() if one.is_file()]
    command = [str(OFFICE), f"-env:UserInstallation=file://{folder}/own", "--headless"]
    asked = ["--convert-to", "pdf", "--outdir", str(folder / "pdf"), *papers]
    subprocess.run([*command, *asked], check=True, capture_output=True, timeout=120)
    printed = (folder / "pdf").iterdir()
    return {one.stem: len(PAGE.findall(one.read_bytes())) for one in printed}


async def test_every_paper_opens_and_is_printed_on_few_pages(
    database: Database, tmp_path: Path
) -> None:
    house = MovementHouse(database)
    await play_a_year(house)
    clerk = await house.officer(Role.CLERK)
    files = {"report.docx": as_docx(REPORT, NOON)}
    for form in LegalForm:
        files[f"form-{form}.docx"] = draft(form, {"story": "Có người bán ma túy. " * 20})
    sheet = await clerk.get(f"{MOVEMENT}/reports/file", params=YEAR | {"format": "xlsx"})
    files["sheet.xlsx"] = sheet.content
    for register in shipped_forms():
        answer = await clerk.get(f"{MOVEMENT}/registers/{register}/file")
        files[f"{register}.xlsx"] = answer.content
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)

    pages = pages_of(tmp_path)

    assert pages.keys() == {Path(name).stem for name in files}
    assert set(pages.values()) == {1}, pages
