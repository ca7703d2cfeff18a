// The buttons of a tip: claim, release, status, urgency, close.

import { isOver } from "./desk-marks.js";
import { MORE, more } from "./desk-more.js";
import { readyButtons } from "./desk-ready.js";
import { move, Refused, Unreached } from "./officers-api.js";
import { ask } from "./officers-dialog.js";
import { announce } from "./officers-notices.js";
import { byId, make, newKey, say, tables } from "./page.js";

const place = byId("moves");
const problem = byId("problem");
const keys = new Map(); // a press that never arrived is repeated under its old key

let desk = null; // {tip(), show(tip), reread()}
export const startMoves = (page) => {
  desk = page;
};

const SHORTCUTS = { claim: "c", release: "r", status: "s", urgency: "u", close: "e" };
const PRESSED = { claim, release, status, urgency, close, more: () => more(desk.tip(), perform) };

const hasMore = (tip) => MORE.some(({ name }) => tip.moves.includes(name));

export function drawMoves(tip) {
  const focused = place.contains(document.activeElement) && document.activeElement.dataset.move;
  const possible = Object.keys(SHORTCUTS).filter((name) => tip.moves.includes(name));
  place.replaceChildren(
    ...possible.map((name) =>
      make(
        "button",
        {
          type: "button",
          "data-move": name,
          class: name === "claim" ? "main" : null,
          onclick: PRESSED[name],
        },
        `${say(name)} `,
        make("kbd", { "aria-label": say("key", { key: SHORTCUTS[name] }) }, SHORTCUTS[name]),
      )
    ),
  );
  if (hasMore(tip)) {
    place.append(
      make(
        "button",
        { type: "button", "data-move": "more", onclick: PRESSED.more },
        `${say("more")} `,
        make("kbd", { "aria-label": say("key", { key: "m" }) }, "m"),
      ),
    );
  }
  if (focused) {
    (place.querySelector(`[data-move="${focused}"]`) ?? place.querySelector("button"))?.focus();
  }
}

/** By keyboard: the same as pressing the button, and nothing when it is not there. */
export function press(name) {
  const tip = desk.tip();
  if (tip && (name === "more" ? hasMore(tip) : tip.moves.includes(name))) PRESSED[name]();
}

/** Does it on the server and shows the tip as it is afterwards.
 *  Throws what went wrong, in words. */
export async function perform(name, body, told) {
  const { code } = desk.tip();
  const what = JSON.stringify([code, name, body]);
  if (!keys.has(what)) keys.set(what, newKey());
  try {
    const tip = await move(code, name, body, keys.get(what));
    keys.delete(what);
    clearProblem();
    if (tip.code === code) desk.show(tip);
    else desk.open(tip.code); // merged: the work goes on at the other tip
    announce(told);
  } catch (error) {
    if (error instanceof Unreached) throw new Error(say(body?.text ? "not_sent" : "not_done"));
    keys.delete(what);
    if (error instanceof Refused) desk.reread().catch(() => {}); // somebody may have been faster
    throw error;
  }
}

/** `again`: does it all the same, for words that only wait to be confirmed. */
export function showProblem(words, again) {
  problem.replaceChildren(
    ...[
      make("p", {}, words),
      again &&
      make("button", { type: "button", class: "small danger", onclick: again }, say("send_anyway")),
      make(
        "button",
        { type: "button", class: "small", onclick: clearProblem },
        say("close_viewer"),
      ),
    ].filter(Boolean),
  );
  problem.hidden = false;
}

export function clearProblem() {
  problem.hidden = true;
  problem.replaceChildren();
}

async function claim() {
  const { code } = desk.tip();
  try {
    await perform("claim", null, say("claimed", { code }));
  } catch (error) {
    showProblem(error.message);
  }
}

function release() {
  const { code } = desk.tip();
  ask({
    head: say("release_head", { code }),
    body: say("release_body"),
    send: say("release"),
    act: () => perform("release", null, say("released", { code })),
  });
}

const told = ({ tells_citizen: words }) => (words ? say("tells", { words }) : say("tells_nothing"));

function status() {
  const { code, statuses } = desk.tip();
  const over = isOver(desk.tip());
  const label = (to) => (over && !tables.statuses[to.id].over ? say("reopen") : to.label);
  ask({
    head: say("status_head", { code }),
    send: say("status_send"),
    words: say("status_reason"),
    options: statuses.map((to) => ({ id: to.id, label: label(to), note: told(to) })),
    act: ({ choice, words: reason }) => {
      const to = statuses.find(({ id }) => id === choice);
      if (to.reason === "needed" && !reason) throw new Error(say("status_reason_needed"));
      return perform(
        "status",
        { status: choice, reason },
        say("status_set", { code, label: to.label }),
      );
    },
  });
}

function urgency() {
  const { code, urgencies, urgency: now } = desk.tip();
  ask({
    head: say("urgency_head", { code }),
    body: say("urgency_body"),
    send: say("urgency_send"),
    options: urgencies,
    chosen: now,
    act: ({ choice }) => {
      const { label } = urgencies.find(({ id }) => id === choice);
      return perform("urgency", { urgency: choice }, say("urgency_set", { label }));
    },
  });
}

function close() {
  const { code, closing_reasons: reasons } = desk.tip();
  ask({
    head: say("close_head", { code }),
    send: say("close_send"),
    words: say("close_words"),
    ready: (box) => readyButtons("closing", box),
    danger: true,
    options: reasons.map((reason) => ({ id: reason.id, label: reason.label, note: told(reason) })),
    act: ({ choice, words, confirm }) =>
      perform("close", { reason: choice, text: words, confirm }, say("closed", { code })),
  });
}
