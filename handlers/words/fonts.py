"""The font of every paper and picture: it has every Vietnamese letter and is free to embed."""

from importlib import resources
from pathlib import Path

FONTS = Path(str(resources.files("matplotlib"))) / "mpl-data" / "fonts" / "ttf"
PLAIN, BOLD = FONTS / "DejaVuSans.ttf", FONTS / "DejaVuSans-Bold.ttf"
