"""The forms' templates: `mau-01`, `mau-03`, `mau-hoa-giai`. A clerk may edit their words."""

from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from docxtpl import DocxTemplate

from handlers.words.documents import fill_in
from tips.reports.forms import LegalForm

FOLDER = Path(str(resources.files("handlers.words")))


def draft(form: LegalForm, values: Mapping[str, str]) -> bytes:
    return fill_in(DocxTemplate(str(FOLDER / f"mau-{form}.docx")), values)
