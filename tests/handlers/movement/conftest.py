from tests.handlers.lessons.conftest import opened

__all__ = ["opened"]
