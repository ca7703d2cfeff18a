"""Makes one call after the other fail, once each, with an error that quotes what was told."""

from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy.exc import OperationalError


class Failing:
    """Counts the calls of what it is laid around; the one that is due fails."""

    def __init__(self, quoted: str) -> None:
        self._quoted = quoted
        self._due = 0
        self.happened = 0

    def lay_around(self, owner: object, *names: str) -> None:
        for name in names:
            setattr(owner, name, self._failing(getattr(owner, name)))

    def arm(self, number: int) -> None:
        """The call of this number from now on; 0: none."""
        self._due = number

    @property
    def waits(self) -> bool:
        return self._due > 0

    def _failing(self, call: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def failing(*arguments: Any, **named: Any) -> Any:
            self._due -= 1
            if self._due == 0:
                self.happened += 1
                raise self._error()
            return await call(*arguments, **named)

        return failing

    def _error(self) -> Exception:
        """As databases' drivers and the disk word them: with all that was to be written."""
        statement, parameters = f"INSERT {self._quoted}", (self._quoted,)
        if self.happened % 3 == 0:
            return OSError(28, self._quoted, self._quoted)
        cause = OSError(f"could not write {self._quoted}")
        error = OperationalError(statement, parameters, cause)
        error.__cause__ = cause
        return error
