"""Each numbered sentence of the two pages has one test of its number, and each test a sentence."""

import ast
import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs"
SENTENCE = re.compile(r"^(\d+)\. \S", re.MULTILINE)
TEST = re.compile(r"test_(\d\d)_")


def numbered_tests() -> list[int]:
    names = [
        node.name
        for file in sorted(HERE.glob("test_*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    return sorted({int(found[1]) for name in names if (found := TEST.match(name))})


@pytest.mark.parametrize("page", ["loi-hua.md", "promise.md"])
def test_every_sentence_has_a_test_and_every_test_a_sentence(page: str) -> None:
    numbers = [int(number) for number in SENTENCE.findall((DOCS / page).read_text("utf-8"))]

    assert numbers == list(range(1, len(numbers) + 1))
    assert numbered_tests() == numbers
