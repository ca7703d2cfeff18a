import pytest
from importlinter.cli import lint_imports


@pytest.mark.filterwarnings("ignore")  # of the linter's own libraries
def test_imports_point_down() -> None:
    assert lint_imports(no_cache=True) == 0
