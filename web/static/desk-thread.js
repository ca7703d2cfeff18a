// One tip as a conversation: the citizen left, the desk right, notes apart.

import { holderOf, placeOf, urgencyMark } from "./desk-marks.js";
import { counting, timeOf } from "./desk-times.js";
import { thumbnails } from "./desk-viewer.js";
import { byId, make, say } from "./page.js";

const head = byId("thread-head");
const state = byId("thread-state");
const lines = byId("lines");
const toNewest = byId("to-newest");
const tools = byId("tools");

let drawn = null; // code of the tip on the page
let drawnLines = 0;
let following = true; // the newest line is in sight, and stays so

/** `split(line)`: the line is to become a tip of its own. */
export function startThread({ split }) {
  lines.addEventListener("click", (event) => {
    const pressed = event.target.closest("button[data-line]");
    if (pressed) split(Number(pressed.dataset.line));
  });
  lines.addEventListener("scroll", () => {
    following = atEnd();
    if (following) toNewest.hidden = true;
  }, { passive: true });
  new ResizeObserver(() => {
    if (following && drawnLines) toEnd();
  }).observe(lines);
  toNewest.addEventListener("click", toEnd);
}

export function drawThread(tip) {
  const name = [tip.code, ...tip.merged, tip.trace ? "trace" : ""].join(" ");
  const fresh = name !== drawn; // a merge puts lines between those that stand here
  const followed = following;
  drawHead(tip);
  state.replaceChildren(...standing(tip));
  tools.hidden = Boolean(tip.trace);
  if (fresh) {
    lines.replaceChildren(story(tip));
    drawnLines = 0;
  }
  const added = tip.lines.slice(drawnLines).map((line) => entry(line));
  lines.append(...added);
  for (const button of lines.querySelectorAll("button[data-line]")) {
    button.hidden = !tip.splittable.includes(Number(button.dataset.line));
  }
  drawn = name;
  drawnLines = tip.lines.length;
  if (fresh) {
    lines.scrollTop = 0;
    toNewest.hidden = true;
    following = true;
    if (drawnLines) toEnd();
  } else if (added.length && followed) toEnd();
  else if (added.length) toNewest.hidden = false;
}

function drawHead(tip) {
  head.replaceChildren(
    make("h2", {}, make("strong", {}, tip.code), ` · ${tip.kind_label}`),
    make("p", {}, urgencyMark(tip), " · ", make("span", { class: "where" }, placeOf(tip))),
    make(
      "p",
      { class: "muted" },
      `${holderOf(tip)} · ${tip.status_label}`,
      tip.deadline && make("span", {}, ` · ${tip.deadline.label} `, counting(tip.deadline)),
    ),
  );
}

/** What is special about it: handed over, merged, told by several, proposed as spam. */
function standing(tip) {
  const words = [
    tip.trace &&
    say("trace_here", {
      desk: tip.trace.desk_name,
      at: timeOf(tip.trace.at),
      reason: tip.trace.reason,
    }),
    tip.lead && say("merged_into", { code: tip.lead }),
    tip.merged.length > 0 && say("merged_here", { codes: tip.merged.join(", ") }),
    tip.reporters > 1 && say("reporters", { n: tip.reporters }),
    tip.spam_proposed && !tip.closed_at && say("spam_proposed"),
    tip.kept_since && say("is_kept", { at: timeOf(tip.kept_since) }),
    tip.muted && say("is_muted"),
  ].filter(Boolean);
  return words.map((one) => make("p", { class: "standing" }, one));
}

/** What the citizen told at first, complete. */
function story(tip) {
  const asked = [
    ...(tip.when ? [{ question: say("when"), answer: tip.when }] : []),
    ...tip.answers,
  ];
  return make(
    "li",
    { class: "line citizen story" },
    tip.urgent_words &&
      make("p", { class: "alarm" }, make("span", { "aria-hidden": "true" }, "▲ "), say("danger")),
    byline(say("citizen"), tip.filed_at),
    make("p", { class: "words" }, tip.story),
    asked.length > 0 &&
      make(
        "dl",
        {},
        ...asked.flatMap((
          { question, answer },
        ) => [make("dt", {}, question), make("dd", {}, answer)]),
      ),
    ...thumbnails(tip.media),
  );
}

function entry(line) {
  const who = {
    citizen: say("citizen"),
    desk: say("to_citizen", { officer: line.officer }),
    note: say("note", { officer: line.officer }),
    system: say("system"),
  }[line.author];
  return make(
    "li",
    { class: `line ${line.author}` },
    byline(line.source ? say("from_merged", { who, code: line.source }) : who, line.at),
    line.text && make("p", { class: "words" }, line.text),
    ...thumbnails(line.media),
    line.author === "citizen" && !line.source &&
      make(
        "button",
        { type: "button", class: "text carve", "data-line": line.number, hidden: true },
        say("carve"),
      ),
  );
}

const byline = (who, at) =>
  make(
    "p",
    { class: "byline" },
    make("span", {}, who),
    " ",
    make("time", { datetime: at }, timeOf(at)),
  );

export function drawNoThread() {
  drawn = null;
  drawnLines = 0;
  head.replaceChildren();
  lines.replaceChildren();
  tools.hidden = true;
  state.replaceChildren(
    make(
      "div",
      { class: "state kind" },
      make("p", { class: "big" }, say("choose_head")),
      make("p", { class: "muted keys-only" }, say("choose_body")),
    ),
  );
}

export function drawLoading() {
  drawNoThread();
  state.replaceChildren(make("p", { class: "state", role: "status" }, say("loading")));
}

export function drawFailed(words, retry) {
  state.replaceChildren(
    make(
      "div",
      { class: "state", role: "alert" },
      make("p", {}, words),
      retry && make("button", { type: "button", onclick: retry }, say("retry")),
    ),
  );
}

const atEnd = () => lines.scrollHeight - lines.scrollTop - lines.clientHeight < 40;
function toEnd() {
  lines.scrollTop = lines.scrollHeight;
  toNewest.hidden = true;
}
