// Several tips of the queue chosen, then assigned, merged or handed over with one confirmation.

import { askingOf } from "./desk-more.js";
import { postOnce } from "./officers-api.js";
import { ask, tell } from "./officers-dialog.js";
import { announce } from "./officers-notices.js";
import { byId, make, newKey, say, tables } from "./page.js";

const MOVES = ["assign", "merge", "handover"];
const bar = byId("picked");
const switching = byId("pick");
const picked = new Set(); // codes

let queue = null; // {tips(), draw(), refresh()}
let isOn = false;

export function startTogether(page) {
  queue = page;
  switching.addEventListener("click", () => turn(!isOn));
}

/** What stands before a row while tips are being chosen. */
export function pickOf(tip) {
  if (!isOn) return null;
  const box = make("input", {
    type: "checkbox",
    checked: picked.has(tip.code),
    "data-pick": tip.code,
    "aria-label": say("pick", { code: tip.code }),
    onchange: () => toggle(tip.code),
  });
  return make("label", { class: "pick" }, box);
}

/** x, on the row that has the focus. */
export function pick(code) {
  if (!code) return;
  isOn = true;
  toggle(code);
  queue.draw();
}

function toggle(code) {
  if (!picked.delete(code)) picked.add(code);
  drawPicked();
}

function turn(on) {
  isOn = on;
  picked.clear();
  queue.draw();
}

/** With every drawing of the queue: what is no longer there cannot be meant. */
export function drawPicked() {
  const there = new Set(queue.tips().map(({ code }) => code));
  for (const code of picked) if (!there.has(code)) picked.delete(code);
  switching.setAttribute("aria-pressed", isOn);
  bar.hidden = !isOn;
  const some = picked.size > 0;
  bar.replaceChildren(
    make("p", { role: "status" }, say(some ? "picked" : "picked_none", { n: picked.size })),
    ...(some ? MOVES.map(button) : []),
    make("button", { type: "button", class: "small", onclick: () => turn(false) }, say("unpick")),
  );
}

const moveOf = (name) => tables.moves.find((move) => move.name === name);

const button = (name) =>
  make("button", {
    type: "button",
    class: "small",
    "data-together": name,
    onclick: () => start(moveOf(name)).catch((error) => announce(error.message || say("not_done"))),
  }, moveOf(name).label);

async function start(move) {
  const tips = queue.tips().filter(({ code }) => picked.has(code));
  const likely = tips.map(({ code, gist }) => ({ code, gist }));
  const { sends, ...asking } = await askingOf(move, { ...tips[0], likely_duplicates: likely });
  const key = newKey();
  ask({
    head: say("together_head", { move: move.label, n: tips.length }),
    body: tips.map(({ code }) => code).join(" · "),
    words: say("more_reason"),
    send: say("together_send", { n: tips.length }),
    danger: move.grave,
    ...asking,
    act: async (answer) => {
      if (!answer.words) throw new Error(say("more_reason_missing"));
      show(await press(move, sends(answer), answer.words, tips, key));
    },
  });
}

function press(move, argument, reason, tips, key) {
  const others = tips.filter(({ code }) => code !== argument);
  if (!others.length) throw new Error(say("together_one"));
  const chosen = others.map(({ code, version }) => ({ code, version }));
  return postOnce("together", { move: move.name, argument, reason, tips: chosen }, key);
}

/** What could not be done stays chosen, to be looked at. */
function show({ done, refused }) {
  picked.clear();
  refused.forEach(({ code }) => picked.add(code));
  isOn = refused.length > 0;
  queue.draw();
  queue.refresh();
  if (!refused.length) {
    announce(say("together_done", { n: done.length }));
    return;
  }
  queueMicrotask(() =>
    tell({
      head: say("together_partly", { done: done.length, refused: refused.length }),
      shut: say("close_viewer"),
      parts: refused.map(({ code, why }) => make("p", {}, make("strong", {}, code), ` ${why}`)),
    })
  );
}
