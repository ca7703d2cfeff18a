"""[clock]: the terms of the law and of the house, and the hours in which they run."""

from datetime import date, time
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, model_validator

from bot.settings.strict import STRICT, Hours
from tips.rewards import SUMS
from tips.terms import Terms

Minutes = Annotated[int, Field(ge=1, le=30 * 24 * 60)]


class Clock(BaseModel):
    model_config = STRICT

    acknowledge_critical_minutes: Minutes = 5
    acknowledge_high_minutes: Minutes = 30
    acknowledge_normal_minutes: Minutes = 480
    classify_hours: Hours = 24
    resolve_days: Annotated[int, Field(ge=1, le=366)] = 20
    extension_months: Annotated[int, Field(ge=1, le=24)] = 2
    second_extension_months: Annotated[int, Field(ge=1, le=24)] = 2
    in_working_time: list[Literal["acknowledge", "classify"]] = []
    working_hours: list[str] = ["07:30-11:30", "13:30-17:00"]
    days_off: list[date] = []
    working_days: list[date] = []
    remind_percent: Annotated[int, Field(ge=1, le=99)] = 50
    remind_hours: Hours = 72
    sweep_seconds: Annotated[int, Field(ge=1, le=300)] = 20
    claim_hours: Hours = 8
    silent_hours: Hours = 72
    reward_days: Annotated[int, Field(ge=30, le=3660)] = 180
    reward_most: Annotated[int, Field(ge=0, le=SUMS[-1])] = SUMS[-1]

    @model_validator(mode="after")
    def _may_be_taken_before_it_is_lost(self) -> Self:
        if self.silent_hours < self.claim_hours:
            raise ValueError("silent_hours_wrong")
        return self

    @model_validator(mode="after")
    def _has_working_time(self) -> Self:
        try:
            spans = self.spans
        except ValueError:
            raise ValueError("working_hours_wrong") from None
        ordered = [moment for span in spans for moment in span]
        if not spans or ordered != sorted(set(ordered)):
            raise ValueError("working_hours_wrong")
        return self

    @property
    def spans(self) -> tuple[tuple[time, time], ...]:
        parts = [span.split("-") for span in self.working_hours]
        return tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in parts)

    @property
    def terms(self) -> Terms:
        return Terms(
            critical_minutes=self.acknowledge_critical_minutes,
            high_minutes=self.acknowledge_high_minutes,
            normal_minutes=self.acknowledge_normal_minutes,
            classify_hours=self.classify_hours,
            resolve_days=self.resolve_days,
            extension_months=self.extension_months,
            second_extension_months=self.second_extension_months,
            in_working_time=frozenset(self.in_working_time),
            working_hours=self.spans,
            days_off=frozenset(self.days_off),
            working_days=frozenset(self.working_days),
            remind_percent=self.remind_percent,
            remind_hours=self.remind_hours,
            reward_days=self.reward_days,
            reward_most=self.reward_most,
        )
