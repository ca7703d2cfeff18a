"""Pages that officers meet, and the words their scripts show."""

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup
from starlette.responses import HTMLResponse

from wording.catalogue import catalogue, text

PREFIX = "deskpage."
LANGUAGE = "vi"  # what officers read is Vietnamese, whatever language their browser came in
QUIET = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin", "X-Robots-Tag": "noindex"}

_pages = Environment(
    loader=PackageLoader("web"),
    autoescape=select_autoescape(default=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(name: str, status: int = 200, **values: object) -> HTMLResponse:
    page = _pages.get_template(name).render(say=_say, **values)
    return HTMLResponse(page, status, QUIET)


def _say(name: str) -> str:
    return text(PREFIX + name, LANGUAGE)


def script_words(*starts: str) -> Markup:
    """The sentences scripts show: those that begin so, by their names."""
    return script_data(
        {
            key.partition(".")[2].removeprefix("js_"): text(key, LANGUAGE)
            for start in starts
            for key in _keys(start)
        }
    )


def labels_of(start: str) -> dict[str, str]:
    """By what follows after `start`."""
    return {key.removeprefix(start): text(key, LANGUAGE) for key in _keys(start)}


def script_data(data: object) -> Markup:
    """A block of data that no word can break out of; scripts read it by its id."""
    return htmlsafe_json_dumps(data, ensure_ascii=False)


def _keys(start: str) -> list[str]:
    return [key for key in catalogue() if key.startswith(start)]
