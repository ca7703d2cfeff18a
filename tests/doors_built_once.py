"""Every test of a door has it built anew, and nearly all of that is FastAPI finding out what each
of its functions takes and answers, which is the same each time: here it finds out once.
"""

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any, TypeVar

from fastapi import routing, utils
from fastapi.dependencies import utils as dependencies
from fastapi.dependencies.models import Dependant

T = TypeVar("T")
Call = Callable[..., Any]

_dependant_of = dependencies.get_dependant
_answer_of = dependencies.get_typed_return_annotation
_field_of = utils.create_model_field
# What was found, by what was asked; and what its key names by number, so that it stays.
_found: dict[Hashable, tuple[object, Any]] = {}


def build_each_door_once() -> None:
    vars(dependencies).update(get_dependant=_dependant)
    vars(routing).update(
        get_dependant=_dependant, get_typed_return_annotation=_answer, create_model_field=_field
    )


def _dependant(*, call: Call, **how: Any) -> Dependant:
    if not (told := _signature(call)):
        return _dependant_of(call=call, **how)
    alike = _once(told, repr(how), lambda: _dependant_of(call=call, **how))
    return replace(alike, call=call, dependencies=[*alike.dependencies])


def _answer(call: Call) -> Any:
    told = _signature(call)
    return _once(told, "answer", lambda: _answer_of(call)) if told else _answer_of(call)


def _field(name: str, type_: Any, **how: Any) -> Any:
    return _once((type_,), name + repr(how), lambda: _field_of(name, type_, **how))


def _once(told: tuple[object, ...], how: str, find: Callable[[], T]) -> T:
    key = (*map(id, told), how)
    if key not in _found:
        _found[key] = (told, find())
    found: T = _found[key][1]
    return found


def _signature(call: Call) -> tuple[object, ...]:
    """Empty of a class."""
    function = getattr(call, "__func__", call)
    if not hasattr(function, "__code__"):  # an object that is called, as a scheme of security is
        function = type(call).__call__
    if not hasattr(function, "__code__"):
        return ()
    given = [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]
    # `with_body` of each move is the same function but for what stands at `body`.
    return (function.__code__, *function.__annotations__.values(), *given)
