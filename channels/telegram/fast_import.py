"""Imports aiogram without the validators it builds for every type of the Bot API by itself.

They are three hundred, each with all it refers to built in: 80 MB and three seconds of every
process, of which a tip line uses a handful. pydantic builds a model at its first use as well, if
it knows where the names in its annotations come from.
"""

import sys
from collections.abc import Mapping

from pydantic import BaseModel


def import_aiogram() -> None:
    """Before anything else imports it; later it changes nothing."""
    if "aiogram" in sys.modules:
        return
    usual = BaseModel.__dict__["model_rebuild"]
    BaseModel.model_rebuild = classmethod(_put_off)  # type: ignore[assignment, method-assign]
    try:
        from aiogram.types import Update
    finally:
        BaseModel.model_rebuild = usual  # type: ignore[method-assign]
    Update.model_rebuild()  # the one we are sure to meet; and if it fails, then now
    _tell_methods(Update.__pydantic_parent_namespace__)


def _tell_methods(names: Mapping[str, object] | None) -> None:
    """A method is built with the types it takes, which name others in turn."""
    from aiogram import methods

    for method in vars(methods).values():
        if isinstance(method, type) and issubclass(method, BaseModel):
            _put_off(method, _types_namespace=names)


def _put_off(
    model: type[BaseModel], /, *, _types_namespace: Mapping[str, object] | None = None, **_: object
) -> None:
    model.__pydantic_parent_namespace__ = dict(_types_namespace or {})
