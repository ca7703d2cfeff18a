// The queue: what waits, how urgent, how long left, who has it.

import { holderOf, isFresh, isOver, placeOf, urgencyMark } from "./desk-marks.js";
import { counting, isLate, setServerTime } from "./desk-times.js";
import { drawPicked, pickOf, startTogether } from "./desk-together.js";
import { read } from "./officers-api.js";
import { announce } from "./officers-notices.js";
import { byId, make, say } from "./page.js";

const rows = byId("rows");
const state = byId("queue-state");
const status = byId("status");
const search = byId("search");
const readOn = byId("read-on");
const below = byId("below"); // of a coordinator: which desk's queue

// Looks at the open tips that no status names. The server orders by urgency, so all pages are read.
const VIEWS = {
  mine: (tip) => tip.mine && !isOver(tip),
  late: (tip) => !isOver(tip) && Boolean(tip.deadline) && isLate(tip.deadline),
};
// Reading on through the late ones, the longest late comes first.
const byDeadline = (one, other) => Date.parse(one.deadline.at) - Date.parse(other.deadline.at);
const MOST_PAGES = 40;
const AT_THE_SAME_TIME = 60000; // milliseconds: filed while the queue was being read

let tips = [];
let next = null;
let pages = 1;
let me = null;
let chosen = null; // code of the open tip
let known = null; // codes seen before: what is not in there is new
let lastRead = 0;
let reading = null;
let again = false;

/** `refresh` reads everything again, says when that failed and tries once more. */
export function startQueue({ officer, open, find, refresh }) {
  me = officer;
  startTogether({ tips: shown, draw, refresh });
  for (const chosenFrom of [status, below]) {
    chosenFrom.addEventListener("change", () => {
      pages = 1;
      known = null;
      tips = [];
      next = null;
      draw();
      refresh();
    });
  }
  below.append(...officer.below.map(({ id, label }) => make("option", { value: id }, label)));
  below.closest("label").hidden = !officer.below.length;
  search.addEventListener("input", draw);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault(); // it would shut the dialog that opens
    const [first] = shown();
    if (first && shown().length === 1) open(first.code);
    else if (search.value.trim()) find(search.value.trim());
  });
  readOn.addEventListener("click", () => {
    pages += 1;
    refresh();
  });
  rows.addEventListener("click", (event) => {
    const row = event.target.closest("button[data-code]");
    if (row) open(row.dataset.code);
  });
  draw();
}

/** Read again. Calls that come meanwhile lead to one more reading, not to many. */
export async function reload() {
  if (reading) {
    again = true;
    return reading;
  }
  reading = readPages();
  try {
    await reading;
  } finally {
    reading = null;
  }
  if (again) {
    again = false;
    return reload();
  }
}

async function readPages() {
  const filter = status.value;
  const view = VIEWS[filter];
  const desk = below.value;
  const found = [];
  let after = "";
  let now = "";
  for (let page = 0; page < (view ? MOST_PAGES : pages); page += 1) {
    const answer = await read(
      `tips?${new URLSearchParams({
        ...(filter && !view && { status: filter }),
        ...(desk && { desk }),
        after,
      })}`,
    );
    setServerTime(answer.now);
    now ||= answer.now;
    found.push(...answer.tips);
    after = answer.next;
    if (!after || (view && answer.tips.some(isOver))) break; // closed ones come last
  }
  if (filter !== status.value || desk !== below.value) return;
  tellWhatIsNew(found);
  lastRead = Date.parse(now);
  tips = found;
  next = after;
  draw();
}

/** Filed since the queue was last read; not one that only now comes into sight. */
const isNew = (tip) => Date.parse(tip.filed_at) > lastRead - AT_THE_SAME_TIME;

function tellWhatIsNew(found) {
  const before = new Map(tips.map((tip) => [tip.code, tip]));
  if (known) {
    for (const tip of found) {
      if (!known.has(tip.code) && isNew(tip)) {
        announce(
          say("new_tip", { code: tip.code, urgency: tip.urgency_label, place: placeOf(tip) }),
        );
      } else if (tip.unread && before.get(tip.code)?.unread === false) {
        announce(say("new_words", { code: tip.code }));
      }
    }
  }
  known = new Set([...(known ?? []), ...found.map((tip) => tip.code)]);
}

/** Its holder has it open: what was said there is new no longer. */
export function markRead(code) {
  const tip = tips.find((one) => one.code === code);
  if (!tip?.unread) return;
  tip.unread = false;
  draw();
}

export function choose(code) {
  chosen = code;
  for (const row of rows.querySelectorAll("button[data-code]")) {
    row.toggleAttribute("aria-current", row.dataset.code === code);
  }
}

/** j and k: the next or previous row gets the focus. */
export function step(by) {
  const all = [...rows.querySelectorAll("button[data-code]")];
  if (!all.length) return;
  let at = all.indexOf(document.activeElement);
  if (at < 0) at = all.findIndex((row) => row.dataset.code === chosen);
  const row = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
  row.focus();
  row.scrollIntoView({ block: "nearest" });
  return row.dataset.code;
}

export const focusedRow = () =>
  rows.contains(document.activeElement) ? document.activeElement.dataset.code : undefined;

export function focusRow(code) {
  rows.querySelector(`button[data-code="${CSS.escape(code ?? "")}"]`)?.focus();
}

const plain = (words) =>
  words.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
const squeezed = (words) => plain(words).replace(/[^a-z0-9]/g, "");

function shown() {
  const open = tips.filter(VIEWS[status.value] ?? ((tip) => status.value || !isOver(tip)));
  if (status.value === "late") open.sort(byDeadline);
  const words = plain(search.value.trim());
  if (!words) return open;
  const code = squeezed(words);
  return open.filter((tip) =>
    (code && squeezed(tip.code).includes(code)) ||
    plain(`${tip.kind_label} ${tip.place} ${tip.gist} ${tip.officer_label}`).includes(words)
  );
}

function draw() {
  byId("reminders").hidden = status.value === "late"; // they would say everything twice
  const focused = document.activeElement?.closest("#rows button[data-code]")?.dataset.code;
  const picking = document.activeElement?.dataset.pick;
  const list = shown();
  rows.replaceChildren(...list.map((tip, at) => row(tip, headOf(tip, list[at - 1]))));
  if (focused) focusRow(focused);
  if (picking) rows.querySelector(`[data-pick="${CSS.escape(picking)}"]`)?.focus();
  readOn.hidden = !next || Boolean(VIEWS[status.value]) || Boolean(search.value.trim());
  drawPicked();
  state.replaceChildren(...(list.length ? [] : nothing()));
}

/** Above the first of each lane, in the order of the server: not where the officer chose. */
function headOf(tip, before) {
  if (status.value || tip.lane === before?.lane) return null;
  return make("h2", { class: "lane" }, say(`lane_${tip.lane}`));
}

function nothing() {
  if (!known) return [make("p", { class: "state", role: "status" }, say("loading"))];
  if (search.value.trim()) return [make("p", { class: "state" }, say("none_found"))];
  if (status.value) return [make("p", { class: "state" }, say("none_in_status"))];
  return [
    make(
      "div",
      { class: "state kind" },
      make("p", { class: "big" }, say("empty_head")),
      make("p", {}, say("empty_body", { desk: me.desk_name })),
      make(
        "p",
        { class: "muted" },
        me.on_duty.length
          ? say("empty_on_duty", { officer: me.on_duty.join(", ") })
          : say("nobody_on_duty"),
      ),
    ),
  ];
}

export function failed(retry) {
  if (known) return; // what was read before is still there; the header says that we are offline
  state.replaceChildren(
    make(
      "div",
      { class: "state" },
      make("p", {}, say("load_failed")),
      make("button", { type: "button", onclick: retry }, say("retry")),
    ),
  );
}

function row(tip, head) {
  const held = tip.mine ? "mine" : tip.officer_label ? "held" : "free";
  return make(
    "li",
    {},
    head,
    pickOf(tip),
    make(
      "button",
      {
        type: "button",
        "data-code": tip.code,
        class: `row ${tip.urgency}`,
        "aria-current": tip.code === chosen,
      },
      make(
        "span",
        { class: "first" },
        urgencyMark(tip),
        tip.deadline &&
          make("span", { class: "due" }, `${tip.deadline.label} `, counting(tip.deadline)),
      ),
      make("span", {}, make("strong", {}, tip.code), ` ${tip.kind_label}`),
      make("span", { class: "place" }, placeOf(tip)),
      make("span", { class: "gist" }, tip.gist),
      make(
        "span",
        { class: "who" },
        make("span", {}, make("span", { class: held }, holderOf(tip)), ` · ${tip.status_label}`),
        tip.unread &&
          make(
            "span",
            { class: "unread" },
            make("span", { "aria-hidden": "true" }, "●"),
            ` ${say(isFresh(tip) ? "new" : "unread")}`,
          ),
      ),
    ),
  );
}

/** Of all that waits at this desk, as the server counts it. */
export function drawCounts({ free, mine, late }) {
  const waiting = free + mine;
  byId("waiting-count").textContent = waiting ? `(${waiting})` : "";
  byId("summary").replaceChildren(
    waiting ? say("waiting", { n: waiting }) : "",
    late
      ? make("span", { class: "late" }, `${waiting ? " · " : ""}${say("late_count", { n: late })}`)
      : "",
  );
}
