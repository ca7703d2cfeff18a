// How far a campaign is, and what became of everybody who was meant to be told.

import { el, say } from "./desk-dom.js";
import { momentOf, number, panel, stateChip } from "./lessons-parts.js";

const CLASSES = ["sent", "pending", "deferred", "opted_out", "blocked", "failed", "unknown"];

export function progressOf(campaign) {
  const { ledger, ends, next_due, runs } = campaign.progress;
  const other = ledger.frozen - ledger.sent - ledger.pending - ledger.deferred;
  return panel(
    "",
    el(
      "p",
      { class: "big", "aria-live": "polite" },
      say("progress", { sent: number(ledger.sent), total: number(ledger.frozen) }),
    ),
    bar(ledger, other),
    el(
      "p",
      { class: "facts" },
      ends && el("span", {}, say("done_about", { time: momentOf(ends) })),
      next_due && el("span", {}, say("next", { time: momentOf(next_due) })),
    ),
    !runs.length && el("p", { class: "muted" }, say("nothing_begun")),
    el("ul", { class: "dues" }, ...runs.map(run)),
  );
}

/** Widths are set by script: a strict page policy allows no style in the markup. */
function bar(ledger, other) {
  const part = (count, kind) => {
    const made = el("span", { class: kind });
    made.style.width = ledger.frozen ? `${(count / ledger.frozen) * 100}%` : "0";
    return made;
  };
  return el(
    "div",
    {
      class: "bar-of",
      role: "img",
      "aria-label": say("progress", { sent: number(ledger.sent), total: number(ledger.frozen) }),
    },
    part(ledger.sent, "sent"),
    part(other, "other"),
  );
}

const run = (one) =>
  el(
    "li",
    {},
    el("time", { datetime: one.due_at }, momentOf(one.due_at)),
    el(
      "span",
      {},
      `${one.title} `,
      stateChip(one.state, one.reason ? `${one.state_label}: ${one.reason}` : one.state_label),
      one.ledger.frozen > 0 && ` ${number(one.ledger.sent)}/${number(one.ledger.frozen)}`,
    ),
  );

export function ledgerOf(campaign) {
  const { ledger, runs } = campaign.progress;
  if (!runs.length) return null;
  const channels = new Map();
  for (const one of runs.flatMap((each) => each.channels)) {
    const sum = channels.get(one.label) ?? {};
    for (const name of [...CLASSES, "frozen"]) sum[name] = (sum[name] ?? 0) + one.ledger[name];
    channels.set(one.label, sum);
  }
  const columns = channels.size > 1 ? [...channels] : [];
  const row = (name, kind) =>
    el(
      "tr",
      { class: kind },
      el("th", { scope: "row" }, say(`class_${name}`)),
      ...columns.map(([, sum]) => el("td", {}, number(sum[name]))),
      el("td", {}, number(ledger[name])),
    );
  return el(
    "section",
    { class: "panel" },
    el("h3", {}, say("ledger")),
    el(
      "div",
      { class: "scroll" },
      el(
        "table",
        { class: "ledger" },
        columns.length > 0 &&
          el(
            "thead",
            {},
            el(
              "tr",
              {},
              el("th", {}, say("class")),
              ...columns.map(([label]) => el("th", {}, label)),
              el("th", {}, say("all")),
            ),
          ),
        el(
          "tbody",
          {},
          ...CLASSES.map((name) => row(name, ledger[name] ? "" : "zero")),
          row("frozen", "total"),
        ),
      ),
    ),
  );
}
