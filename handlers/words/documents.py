"""Fills in a document's template. Whoever edits a template chooses words, and reaches nothing."""

import io
from collections.abc import Mapping
from typing import Any

from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment


def fill_in(document: DocxTemplate, values: Mapping[str, Any]) -> bytes:
    """Takes a tenth of a second of work: never on the event loop."""
    document.render(values, SandboxedEnvironment(autoescape=True))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
