"""Residents and an officer at work while the house is killed again and again.

What was answered with 200, or with a receipt in Telegram, counts as acknowledged; `Storm.losses`
says what of it is missing, or there twice.
"""

import itertools
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.journeys.house import House
from tests.storms.crashing_tale import StormIsOver, Tale, Teller, Weather, mark_in
from tests.storms.crashing_telegram import THIRD, TelegramTale
from tests.storms.crashing_web import Phone, WebTale
from tests.telegram.fake import FakeTelegram
from tests.telegram.world import Bot

ON_THE_WEB, IN_TELEGRAM = 3, 2  # residents
USUAL_START = 4.0  # seconds
LONGEST_CALM = 120.0  # seconds


def neighbourhood(house: House, telegram: FakeTelegram, bot: Bot) -> Sequence[Teller]:
    """Residents who tell one tip after another."""
    numbers = itertools.count()

    def in_browser(weather: Weather, mark: str) -> Tale:
        return WebTale(house, weather, mark)

    def in_messenger(weather: Weather, mark: str) -> Tale:
        with_picture = next(numbers) % THIRD == 0
        return TelegramTale(telegram, bot, weather, mark, with_picture)

    return [in_browser] * ON_THE_WEB + [in_messenger] * IN_TELEGRAM


@dataclass
class Storm:
    house: House
    tellers: Sequence[Teller]
    seed: int
    weather: Weather = field(default_factory=Weather)
    tales: list[Tale] = field(default_factory=list)
    asked: dict[str, str] = field(default_factory=dict)  # code → the acknowledged question
    _marks: dict[str, str] = field(default_factory=dict)
    failures: list[BaseException] = field(default_factory=list)

    def rage(self, kills: int) -> None:
        """The house is open and stays so, after `kills` ends without warning."""
        chance = random.Random(self.seed)  # noqa: S311 -- the same storm again for the same seed
        self.house.tinbao("desk", "open", "26743")
        desk = Phone(self.house, self.weather)
        desk.http.post(self.house.invite("26743"))
        threads = [
            threading.Thread(target=self._live, args=(number, teller))
            for number, teller in enumerate(self.tellers)
        ]
        threads.append(threading.Thread(target=self._serve, args=(desk,)))
        for thread in threads:
            thread.start()
        try:
            slowness = 1.0
            for _ in range(kills):
                time.sleep(chance.uniform(0.05, 1.5) * slowness)
                slowness = self.strike()
            self._calm_down()
        finally:
            self.weather.is_over.set()
            for thread in threads:
                thread.join()
            desk.http.close()

    def strike(self) -> float:
        """How slow the machine is at present: a kill shall not come before anything happens."""
        self.house.kill()
        began = time.monotonic()
        self.weather.kills.append(began)
        self.house.start()
        self.weather.up_since = time.monotonic()
        return max(1.0, (self.weather.up_since - began) / USUAL_START)

    def _calm_down(self) -> None:
        """Go on for a moment, and until a tip of every channel was acknowledged and one asked."""
        patience = time.monotonic() + LONGEST_CALM
        time.sleep(1)
        while time.monotonic() < patience and not self.failures:
            told = {type(tale) for tale in self.tales if tale.receipt}
            if self.asked and told == {type(tale) for tale in self.tales}:
                return
            time.sleep(0.1)

    @property
    def acknowledged(self) -> int:
        return sum(bool(tale.receipt) for tale in self.tales)

    def losses(self) -> list[str]:
        """What was acknowledged and is missing, or happened twice. Empty: all is well."""
        found = [repr(failure) for failure in self.failures]
        by_mark = {tale.mark: tale for tale in self.tales}
        for code, question in self.asked.items():
            found += self._letter_lost(code, question, by_mark)
        with closing(self.house.officer("26743")) as officer:
            tips = self._tips(officer)
        found += self._tips_lost(tips)
        for code, question in self.asked.items():
            found += _question_lost(code, question, tips)
        for tale in self.tales:
            tale.close()
        return found

    def _letter_lost(self, code: str, question: str, tales: dict[str, Tale]) -> list[str]:
        mark = self._marks.get(code, "")
        return tales[mark].losses_of(question) if mark in tales else [f"{code}: whose is it?"]

    def _tips_lost(self, tips: dict[str, dict[str, Any]]) -> list[str]:
        filed = Counter(mark_in(tip["story"]) for tip in tips.values())
        found = [f"{mark} filed {n} times" for mark, n in filed.items() if n > 1]
        by_mark = {mark_in(tip["story"]): tip for tip in tips.values()}
        for tale in self.tales:
            if tale.receipt and not filed[tale.mark]:
                found.append(f"{tale.mark} acknowledged and not filed")
            if tale.mark in by_mark:
                found += tale.losses_at(by_mark[tale.mark])
            found += tale.losses()
        return found

    def _tips(self, officer: httpx.Client) -> dict[str, dict[str, Any]]:
        tips: dict[str, dict[str, Any]] = {}
        after: str | None = ""
        while after is not None:
            queue = officer.get("/api/desk/tips", params={"after": after} if after else {}).json()
            for row in queue["tips"]:
                tips[row["code"]] = officer.get(f"/api/desk/tips/{row['code']}").json()
            after = queue["next"]
        return tips

    # --- those who live through it -----------------------------------------------------------

    def _live(self, number: int, teller: Teller) -> None:
        mine: list[Tale] = []
        with self._watched():
            for count in self._until_over():
                mine.append(teller(self.weather, f"{number}-{count}-{self.seed}"))
                self.tales.append(mine[-1])
                mine[-1].tell()
                for tale in mine:
                    tale.tend()

    def _serve(self, desk: Phone) -> None:
        with self._watched():
            for _ in self._until_over():
                for code in desk.queue():
                    if code not in self.asked:
                        self._ask(desk, code)
                time.sleep(0.1)

    def _until_over(self) -> Iterator[int]:
        return itertools.takewhile(lambda _: not self.weather.is_over.is_set(), itertools.count())

    @contextmanager
    def _watched(self) -> Iterator[None]:
        try:
            yield
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
        self._marks[code] = mark_in(asked.json()["story"])
        self.asked[code] = question


def _question_lost(code: str, question: str, tips: dict[str, dict[str, Any]]) -> list[str]:
    lines = tips[code]["lines"] if code in tips else []
    in_thread = sum(question in line["text"] for line in lines)
    return [] if in_thread == 1 else [f"{code}: question {in_thread} times in the thread"]
