"""Presses once whatever can be pressed on a page and in the dialogs it opens.

At full length what stands there each time, page or dialog, is looked at for what keeps people out.
Nothing is pressed, and nothing judged, before the page is quiet: every question it asked is
answered, its stream of news has begun, and where an answer led away, the new page is there.
What a page does by the clock alone stands still meanwhile, so no press meets a page half drawn.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from playwright.async_api import Error, Page, Request

from tests.accessible import Looker
from tests.trials import ALL_THE_WAY

# A question counts from the call until whoever waits for its words has had a turn with them.
WATCH = """(() => {
  let waiting = 0;
  window.leaving = false;
  let tell = () => {};
  const look = () => {
    if (leaving) tell("leaving");
    else if (document.readyState === "complete" && !waiting) tell("quiet");
  };
  const turn = new MessageChannel(); // a turn of the page after this one, however busy it is
  turn.port1.onmessage = () => {
    waiting -= 1;
    look();
  };
  const done = () => turn.port2.postMessage("");
  const follow = (owner, name) => {
    const real = owner[name];
    owner[name] = function (...given) {
      const promise = real.apply(this, given);
      waiting += 1;
      promise.then(done, done);
      return promise;
    };
  };
  follow(window, "fetch");
  for (const name of ["json", "text", "blob"]) follow(Response.prototype, name);
  window.EventSource = class extends EventSource {
    constructor(...given) {
      super(...given);
      waiting += 1;
      this.addEventListener("ready", done, {once: true});
    }
  };
  navigation.addEventListener("navigate", ({destination, downloadRequest}) => {
    leaving ||= !destination.sameDocument && downloadRequest === null;
    look();
  });
  addEventListener("load", look);
  const every = setInterval;
  window.setInterval = (act, pause) => pause < 1000 ? every(act, pause) : 0;
  window.quiet = () => new Promise((then) => {
    tell = then;
    look();
  });
})()"""
HEAD = "() => document.querySelector('dialog[open] h2')?.textContent ?? ''"
SHUT = "document.querySelectorAll('dialog[open]').forEach(one => one.close())"
FILL = """() => {
  const typed = {text: "Thử một lần cho biết", "datetime-local": "2027-03-14T08:00"};
  for (const place of document.querySelectorAll("dialog[open] :is(textarea, input)")) {
    const filling = typed[place.localName === "textarea" ? "text" : place.type];
    if (!filling) continue;
    place.value = filling;
    place.dispatchEvent(new Event("input", {bubbles: true}));
  }
}"""
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
# Its middle, where a finger meets it. Who presses what lies below an open menu shuts that first.
REACH = """number => {
  const one = document.querySelector(`[data-pressable="${number}"]`);
  const menu = document.querySelector(".menu[open]");
  if (menu && !menu.contains(one)) menu.open = false;
  one.scrollIntoView({block: "center", behavior: "instant"});
  const {x, y, width, height} = one.getBoundingClientRect();
  const middle = [x + width / 2, y + height / 2];
  const met = document.elementFromPoint(...middle);
  if (!one.contains(met)) throw new Error(`${one.outerHTML} lies below ${met?.outerHTML}`);
  return middle;
}"""


@dataclass
class Presser:
    """`begin(changed)` brings the page to where it was; `changed`: something was sent."""

    page: Page
    begin: Callable[[bool], Awaitable[object]]
    passed_over: frozenset[str] = frozenset()
    pressed: set[tuple[str, str]] = field(default_factory=set)
    _changed: bool = True
    _looker: Looker | None = field(default_factory=lambda: Looker() if ALL_THE_WAY else None)
    _looked_at: set[str] = field(default_factory=set)

    async def press_everything(self) -> set[tuple[str, str]]:
        self.page.on("request", self._note)
        await self.page.add_init_script(WATCH)
        for _ in range(MOST):
            await self._begin()
            if not await self._press_one():
                assert self._looker is None or self._looker.found == []
                return self.pressed
        raise AssertionError(f"still something to press after {MOST}: {sorted(self.pressed)}")

    async def _begin(self) -> None:
        await self.page.evaluate(SHUT)
        await self.begin(self._changed)
        await self._settle()
        self._changed = False

    async def _press_one(self) -> bool:
        left = [one for one in await self._look() if self._is_new(one)]
        if not left:
            return False
        await self._press(left[0])
        if await self._is_asking() and not await self._go_through():
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
        await self.page.evaluate(FILL)
        await self._press(chosen)
        self.pressed.add(_key(chosen))
        if choices and (confirming := await self._confirming()):
            await self._press(confirming)
            if await self._is_asking():
                await self._go_through()  # the next question, or what is missing
            else:  # each of them sends the same, with another word in it
                self.pressed |= {_key(one) for one in choices}
        return not any(self._is_new(one) for one in new)

    async def _confirming(self) -> dict[str, str] | None:
        buttons = [one for one in await self._look() if one["type"] == "submit"]
        return buttons[-1] if buttons else None

    async def _look(self) -> list[dict[str, str]]:
        seen: list[dict[str, str]] = await self.page.evaluate(LOOK)
        return [one for one in seen if one["name"].strip() not in self.passed_over]

    async def _press(self, one: dict[str, str]) -> None:
        x, y = await self.page.evaluate(REACH, one["number"])
        if one["what"] == "select":
            await self.page.focus(f"[data-pressable='{one['number']}']")  # its list would stay open
        else:
            await self.page.mouse.click(x, y)
        await self._settle()

    async def _settle(self) -> None:
        while not await self._is_quiet():
            await self.page.wait_for_function("() => window.leaving === false", polling=50)
        if self._looker:
            await self._look_at(self._looker)

    async def _look_at(self, looker: Looker) -> None:
        """Once at each dialog, and once at the page."""
        where = await self.page.evaluate(HEAD)
        if where not in self._looked_at:
            self._looked_at.add(where)
            await looker.look(self.page, f"{self.page.url} {where}")

    async def _is_quiet(self) -> bool:
        """A page that leads away takes the question with it: the next page is asked."""
        try:
            return bool(await self.page.evaluate("quiet()") != "leaving")
        except Error as problem:
            if "context was destroyed" not in problem.message:
                raise
            return False

    def _note(self, sent: Request) -> None:
        self._changed |= sent.method != "GET" or sent.is_navigation_request()

    def _is_new(self, one: dict[str, str]) -> bool:
        return _key(one) not in self.pressed

    async def _is_asking(self) -> bool:
        return await self.page.locator("dialog[open]").count() > 0


def _key(one: dict[str, str]) -> tuple[str, str]:
    return (one["where"], one["name"].strip())


def _is_filled(one: dict[str, str]) -> bool:
    """Something to type or choose in, not to press."""
    typed = one["what"] == "input" and one["type"] not in ("radio", "checkbox")
    return typed or one["what"] == "select"
