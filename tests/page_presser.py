"""Presses once whatever can be pressed on a page and in the dialogs it opens."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Error, Locator, Page, Request
from playwright.async_api import TimeoutError as NotInTime

SHUT = "document.querySelectorAll('dialog[open]').forEach(one => one.close())"
# As somebody does who presses what lies below an open menu.
OUT_OF_THE_WAY = """pressed => {
  const menu = document.querySelector(".menu[open]");
  if (menu && !menu.contains(pressed)) menu.open = false;
}"""
FILL = """() => {
  const typed = {text: "Thử một lần cho biết", "datetime-local": "2027-03-14T08:00"};
  for (const place of document.querySelectorAll("dialog[open] :is(textarea, input)")) {
    const filling = typed[place.localName === "textarea" ? "text" : place.type];
    if (!filling) continue;
    place.value = filling;
    place.dispatchEvent(new Event("input", {bubbles: true}));
  }
}"""
BRIEFLY = 5_000  # milliseconds
MOST = 250  # presses: a page on which more can be pressed leads in a circle
# What stands in the way of everything else, by name, and what may be pressed there, marked.
LOOK = """() => {
  for (const one of document.querySelectorAll("[data-pressable]")) delete one.dataset.pressable;
  const dialog = document.querySelector("dialog[open]");
  const where = dialog ? dialog.querySelector("h2").textContent : "";
  const can = [...(dialog ?? document).querySelectorAll("button, summary, input, select")]
    .filter((one) => one.checkVisibility() && !one.disabled && !one.closest("form[action]"));
  return can.map((one, number) => {
    one.dataset.pressable = number;
    const words = one.ariaLabel || one.textContent.trim() || one.name || one.id;
    const value = ["checkbox", "radio"].includes(one.type) ? one.value : "";
    return {number, where, what: one.localName, type: one.type ?? "", name: `${words} ${value}`};
  });
}"""


@dataclass
class Presser:
    """`begin(changed)` brings the page to where it was; `changed`: something was sent."""

    page: Page
    begin: Callable[[bool], Awaitable[object]]
    passed_over: frozenset[str] = frozenset()
    pressed: set[tuple[str, str]] = field(default_factory=set)
    _asked: int = 0
    _changed: bool = True

    async def press_everything(self) -> set[tuple[str, str]]:
        self.page.on("request", self._note)
        for ended in ("requestfinished", "requestfailed"):
            self.page.on(ended, lambda sent: self._count(sent.resource_type, -1))
        for _ in range(MOST):
            await self._begin()
            if not await self._press_one():
                return self.pressed
        raise AssertionError(f"still something to press after {MOST}: {sorted(self.pressed)}")

    async def _begin(self) -> None:
        await self._ask(SHUT)
        await self.begin(self._changed)
        await self._settle()
        self._changed = False

    async def _press_one(self) -> bool:
        left = [one for one in await self._look() if self._is_new(one)]
        if not left:
            return False
        if not await self._press(left[0]):
            return True  # the page was drawn anew meanwhile: looked at once more
        if await self._dialog().count() and not await self._go_through():
            return True  # its dialog has more to press: it is opened once more
        self.pressed.add(_key(left[0]))
        return True

    async def _go_through(self) -> bool:
        """One thing in each dialog that opens; True when nothing new is left in the first."""
        new = [one for one in await self._look() if self._is_new(one) and not _is_filled(one)]
        if not new:
            return True
        choices = [one for one in new if one["type"] == "radio"]
        chosen = choices[0] if choices else new[-1]  # what confirms stands behind what cancels
        await self._ask(FILL)
        if not await self._press(chosen):
            return False
        self.pressed.add(_key(chosen))
        send = self._dialog().locator(".send button").last
        if choices and await send.count():
            await send.click()
            await self._settle()
            await self.page.wait_for_timeout(50)  # for the dialog that is done to shut
            if await self._dialog().count():
                await self._go_through()  # the next question, or what is missing
            else:  # each of them sends the same, with another word in it
                self.pressed |= {_key(one) for one in choices}
        return not any(self._is_new(one) for one in new)

    async def _look(self) -> list[dict[str, str]]:
        seen: list[dict[str, str]] = await self._ask(LOOK)
        return [one for one in seen if one["name"].strip() not in self.passed_over]

    async def _press(self, one: dict[str, str]) -> bool:
        """False when it is no longer there."""
        found = self.page.locator(f"[data-pressable='{one['number']}']")
        if not await found.count():
            return False
        try:
            await found.evaluate(OUT_OF_THE_WAY, timeout=BRIEFLY)
            await (found.focus if _is_filled(one) else found.click)(timeout=BRIEFLY)
        except NotInTime:
            if await found.count():
                raise
            return False
        await self._settle()
        return True

    async def _ask(self, script: str) -> Any:
        """Again, if an answer has just led to another page."""
        try:
            return await self.page.evaluate(script)
        except Error as gone:
            if "context was destroyed" not in str(gone):
                raise
        await self.page.wait_for_load_state()
        return await self.page.evaluate(script)

    async def _settle(self) -> None:
        """Until every question the page has asked is answered."""
        await self.page.wait_for_load_state()
        while self._asked > 0:
            await self.page.wait_for_timeout(20)
        await self.page.wait_for_load_state()

    def _note(self, sent: Request) -> None:
        self._changed |= sent.method != "GET" or sent.is_navigation_request()
        self._count(sent.resource_type, 1)

    def _count(self, kind: str, by: int) -> None:
        if kind == "fetch":
            self._asked += by

    def _is_new(self, one: dict[str, str]) -> bool:
        return _key(one) not in self.pressed

    def _dialog(self) -> Locator:
        return self.page.locator("dialog[open]")


def _key(one: dict[str, str]) -> tuple[str, str]:
    return (one["where"], one["name"].strip())


def _is_filled(one: dict[str, str]) -> bool:
    """Something to type or choose in, not to press."""
    typed = one["what"] == "input" and one["type"] not in ("radio", "checkbox")
    return typed or one["what"] == "select"
