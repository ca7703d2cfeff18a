"""A start that does not wait for what it does not use."""

import gc

import pytest
from pydantic import BaseModel, ValidationError

from bot.reading_modules import modules_read_fast


def test_a_model_read_fast_is_built_at_its_first_use_and_checks_as_any_other() -> None:
    with modules_read_fast():

        class Told(BaseModel):
            text: str

        assert not gc.isenabled()
    assert gc.isenabled()
    assert not Told.__pydantic_complete__

    with pytest.raises(ValidationError):
        Told(text=1)  # type: ignore[arg-type]
    assert Told(text="Chào bạn").text == "Chào bạn"


def test_models_of_later_are_built_at_once() -> None:
    with modules_read_fast():
        pass

    class Told(BaseModel):
        text: str

    assert Told.__pydantic_complete__
