"""Residents and an officer at work while the house is killed again and again.

Everybody behaves like a phone on a bad line: no answer means the same request once more, under the
same Idempotency-Key. What was answered with 200 counts as acknowledged; `Storm.losses` says what of
it is missing, or there twice.
"""

import itertools
import random
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.journeys.house import House

RESIDENTS = 3
LETTERS_ARRIVE_WITHIN = 30.0  # seconds after the last start: a lease may have to run out
PREFERRED = ("send", "skip_all", "media:done", "when:unknown", "yes", "kind:", "pl:", "skip")


class StormIsOver(Exception):
    """Nobody answers any more because the test is at its end."""


@dataclass
class Phone:
    """Sends until it is answered."""

    storm: "Storm"
    http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        # Without certificates: reading them takes longer than filing a tip.
        self.http = httpx.Client(base_url=self.storm.house.url, timeout=10, verify=False)  # noqa: S501
        self.storm.phones.append(self)

    def insist(self, method: str, path: str, body: object = None) -> httpx.Response:
        key = {"Idempotency-Key": uuid.uuid4().hex}
        while True:
            try:
                answer = self.http.request(method, path, json=body, headers=key)
            except httpx.TransportError:
                answer = None
            if answer is not None and answer.status_code < 500 and answer.status_code != 429:
                return answer
            if self.storm.is_over.is_set():
                raise StormIsOver
            time.sleep(0.05)


@dataclass
class Tale:
    """One tip: what its resident said, and what was acknowledged of it."""

    mark: str
    phone: Phone
    receipt: str = ""

    @property
    def story(self) -> str:
        return (
            f"Nhóm người bán ma túy sau chợ, chuyện số {self.mark}, "
            "ở phường Bến Thành, thành phố Hồ Chí Minh, tối qua lúc 22 giờ"
        )

    def tell(self) -> None:
        opened = self.phone.insist("POST", "/api/chat")
        assert opened.status_code == 201, opened.text
        messages = self._say({"text": self.story})
        for _ in range(15):
            self.receipt = receipt_in(messages)
            if self.receipt:
                return
            messages = self._say({"choice": choice_in(messages)})
        raise AssertionError(f"no receipt after many steps: {messages}")

    def lines(self) -> list[dict[str, Any]]:
        answer = self.phone.http.get("/api/chat/messages")
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
    choices = [button["choice"] for message in messages for button in message["buttons"]]
    for wanted in PREFERRED:
        for choice in choices:
            if choice.startswith(wanted):
                return str(choice)
    raise AssertionError(f"nothing to press in {messages}")


@dataclass
class Storm:
    house: House
    seed: int
    is_over: threading.Event = field(default_factory=threading.Event)
    phones: list[Phone] = field(default_factory=list)
    tales: list[Tale] = field(default_factory=list)
    asked: dict[str, str] = field(default_factory=dict)  # code → the acknowledged question
    failures: list[BaseException] = field(default_factory=list)

    def rage(self, kills: int) -> None:
        """The house is open and stays so, after `kills` ends without warning."""
        chance = random.Random(self.seed)  # noqa: S311 -- the same storm again for the same seed
        self.house.tinbao("desk", "open", "26743")
        desk = Phone(self)
        desk.http.get(self.house.invite("26743"))
        threads = [threading.Thread(target=self._live, args=(n,)) for n in range(RESIDENTS)]
        threads.append(threading.Thread(target=self._serve, args=(desk,)))
        for thread in threads:
            thread.start()
        try:
            for _ in range(kills):
                time.sleep(chance.uniform(0.05, 1.5))
                self.house.kill()
                self.house.start()
            time.sleep(1)
        finally:
            self.is_over.set()
            for thread in threads:
                thread.join()

    def losses(self) -> list[str]:
        """What was acknowledged and is missing, or happened twice. Empty: all is well."""
        found = [repr(failure) for failure in self.failures]
        with closing(self.house.officer("26743")) as officer:
            tips = self._tips(officer)
        found += self._tips_lost(tips)
        by_mark = {tale.mark: tale for tale in self.tales}
        for code, question in self.asked.items():
            found += self._question_lost(code, question, tips, by_mark)
        for phone in self.phones:
            phone.http.close()
        return found

    def _tips_lost(self, tips: dict[str, dict[str, Any]]) -> list[str]:
        filed = Counter(self._mark_of(tip) for tip in tips.values())
        found = [f"{mark} filed {n} times" for mark, n in filed.items() if n > 1]
        for tale in self.tales:
            if tale.receipt and not filed[tale.mark]:
                found.append(f"{tale.mark} acknowledged and not filed")
            said = sum(line["text"] == tale.story for line in tale.lines())
            if said > 1 or (tale.receipt and said != 1):
                found.append(f"{tale.mark} stands {said} times in its chat")
        return found

    def _question_lost(
        self, code: str, question: str, tips: dict[str, dict[str, Any]], tales: dict[str, Tale]
    ) -> list[str]:
        tip = tips.get(code)
        if tip is None:
            return [f"{code} was asked and is gone"]
        found = []
        in_thread = sum(question in line["text"] for line in tip["lines"])
        if in_thread != 1:
            found.append(f"{code}: question {in_thread} times in the thread")
        in_chat = self._arrivals(tales[self._mark_of(tip)], question)
        if in_chat != 1:
            found.append(f"{code}: question {in_chat} times in the chat")
        return found

    def _arrivals(self, tale: Tale, question: str) -> int:
        until = time.monotonic() + LETTERS_ARRIVE_WITHIN
        while True:
            count = sum(question in line["text"] for line in tale.lines())
            if count or time.monotonic() > until:
                return count
            time.sleep(0.2)

    def _tips(self, officer: httpx.Client) -> dict[str, dict[str, Any]]:
        tips: dict[str, dict[str, Any]] = {}
        after: str | None = ""
        while after is not None:
            queue = officer.get("/api/desk/tips", params={"after": after} if after else {}).json()
            for row in queue["tips"]:
                tips[row["code"]] = officer.get(f"/api/desk/tips/{row['code']}").json()
            after = queue["next"]
        return tips

    def _mark_of(self, tip: dict[str, Any]) -> str:
        return str(tip["story"]).split("chuyện số ")[1].split(",")[0]

    # --- those who live through it -----------------------------------------------------------

    def _live(self, number: int) -> None:
        try:
            for count in self._until_over():
                tale = Tale(f"{number}-{count}-{self.seed}", Phone(self))
                self.tales.append(tale)
                tale.tell()
        except StormIsOver:
            pass
        except BaseException as failure:  # noqa: BLE001 -- told by `losses`
            self.failures.append(failure)

    def _until_over(self) -> Iterator[int]:
        return itertools.takewhile(lambda _: not self.is_over.is_set(), itertools.count())

    def _serve(self, desk: Phone) -> None:
        try:
            while not self.is_over.is_set():
                for row in desk.insist("GET", "/api/desk/tips").json()["tips"]:
                    if row["code"] not in self.asked:
                        self._ask(desk, row["code"])
                time.sleep(0.1)
        except StormIsOver:
            pass
        except BaseException as failure:  # noqa: BLE001 -- told by `losses`
            self.failures.append(failure)

    def _ask(self, desk: Phone, code: str) -> None:
        claimed = desk.insist("POST", f"/api/desk/tips/{code}/claim")
        assert claimed.status_code == 200, claimed.text
        question = f"Câu hỏi cho {code}: lúc đó có mấy người?"
        asked = desk.insist("POST", f"/api/desk/tips/{code}/ask", {"text": question})
        assert asked.status_code == 200, asked.text
        self.asked[code] = question
