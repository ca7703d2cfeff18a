"""Residents and officers in a browser on a bad line: no answer means the same request once more."""

import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.journeys.house import House
from tests.storms.crashing_tale import STEPS, Weather, arrivals, preferred, story_of


@dataclass
class Phone:
    """Sends until it is answered, under the same Idempotency-Key."""

    house: House
    weather: Weather
    http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.http = self.house.browser(verify=False)

    def insist(self, method: str, path: str, body: object = None) -> httpx.Response:
        key = {"Idempotency-Key": uuid.uuid4().hex}
        while True:
            try:
                answer = self.http.request(method, path, json=body, headers=key)
            except httpx.TransportError:
                answer = None
            if answer is not None and answer.status_code < 500 and answer.status_code != 429:
                return answer
            self.weather.pause(0.05)

    def queue(self) -> list[str]:
        """The codes of all tips, page by page."""
        codes: list[str] = []
        after: str | None = ""
        while after is not None:
            answer = self.insist("GET", f"/api/desk/tips?after={after}" if after else FIRST)
            assert answer.status_code == 200, answer.text
            codes += [row["code"] for row in answer.json()["tips"]]
            after = answer.json()["next"]
        return codes


FIRST = "/api/desk/tips"


@dataclass
class WebTale:
    house: House
    weather: Weather
    mark: str
    receipt: str = ""
    phone: Phone = field(init=False)

    def __post_init__(self) -> None:
        self.phone = Phone(self.house, self.weather)

    def tell(self) -> None:
        opened = self.phone.insist("POST", "/api/chat")
        assert opened.status_code == 201, opened.text
        messages = self._say({"text": story_of(self.mark)})
        for _ in range(STEPS):
            self.receipt = receipt_in(messages)
            if self.receipt:
                return
            messages = self._say({"choice": choice_in(messages)})
        raise AssertionError(f"no receipt after many steps: {messages}")

    def tend(self) -> None:
        time.sleep(0)

    def losses(self) -> list[str]:
        if not self.phone.http.cookies:
            return []  # it was over before this chat was opened
        said = sum(line["text"] == story_of(self.mark) for line in self._lines())
        if said > 1 or (self.receipt and said != 1):
            return [f"{self.mark} stands {said} times in its chat"]
        return []

    def losses_of(self, question: str) -> list[str]:
        heard = arrivals(lambda: sum(question in line["text"] for line in self._lines()))
        return [] if heard == 1 else [f"{self.mark}: question {heard} times in the chat"]

    def losses_at(self, tip: dict[str, Any]) -> list[str]:
        return []

    def close(self) -> None:
        self.phone.http.close()

    def _lines(self) -> list[dict[str, Any]]:
        while (answer := self.phone.http.get("/api/chat/messages")).status_code == 429:
            time.sleep(0.5)  # asked too often
        assert answer.status_code == 200, answer.text
        lines: list[dict[str, Any]] = answer.json()["messages"]
        return lines

    def _say(self, told: dict[str, str]) -> list[dict[str, Any]]:
        answer = self.phone.insist("POST", "/api/chat/messages", told)
        assert answer.status_code == 200, answer.text
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages


def receipt_in(messages: list[dict[str, Any]]) -> str:
    return next((" ".join(m.get("receipt", ())) for m in messages if m.get("receipt")), "")


def choice_in(messages: list[dict[str, Any]]) -> str:
    choice = preferred(button["choice"] for message in messages for button in message["buttons"])
    assert choice, f"nothing to press in {messages}"
    return choice
