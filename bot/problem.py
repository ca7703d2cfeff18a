"""What stops the program before it serves anybody, said in one sentence that names the fix."""

from wording.catalogue import text


class Problem(Exception):
    """`key` is an entry of operator.toml; `values` are names of fields and files, never secrets."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def sentence(self, language: str) -> str:
        return text(f"operator.{self.key}", language, **self.values)


class Problems(Exception):
    """Several at once, so that an operator mends the file in one go."""

    def __init__(self, found: list[Problem], language: str = "vi") -> None:
        super().__init__(", ".join(problem.key for problem in found))
        self.found = tuple(found)
        self.language = "en" if language == "en" else "vi"

    def sentences(self) -> list[str]:
        return [problem.sentence(self.language) for problem in self.found]
