// How far a campaign is, and what became of everybody who was meant to be told.

import { momentOf, number, panel, stateChip } from "./lessons-parts.js";
import { make, say, tables } from "./page.js";

export function progressOf(campaign) {
  const { ledger, ends, next_due, runs } = campaign.progress;
  const other = ledger.frozen - ledger.sent - ledger.pending - ledger.deferred;
  return panel(
    "",
    make(
      "p",
      { class: "big", "aria-live": "polite" },
      say("progress", { sent: number(ledger.sent), total: number(ledger.frozen) }),
    ),
    bar(ledger, other),
    make(
      "p",
      { class: "facts" },
      ends && make("span", {}, say("done_about", { time: momentOf(ends) })),
      next_due && make("span", {}, say("next", { time: momentOf(next_due) })),
    ),
    !runs.length && make("p", { class: "muted" }, say("nothing_begun")),
    make("ul", { class: "dues" }, ...runs.map(run)),
  );
}

/** Widths are set by script: a strict page policy allows no style in the markup. */
function bar(ledger, other) {
  const part = (count, kind) => {
    const made = make("span", { class: kind });
    made.style.width = ledger.frozen ? `${(count / ledger.frozen) * 100}%` : "0";
    return made;
  };
  return make(
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
  make(
    "li",
    {},
    make("time", { datetime: one.due_at }, momentOf(one.due_at)),
    make(
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
    for (const name of [...tables.classes, "frozen"]) {
      sum[name] = (sum[name] ?? 0) + one.ledger[name];
    }
    channels.set(one.label, sum);
  }
  const columns = channels.size > 1 ? [...channels] : [];
  const row = (name, kind) =>
    make(
      "tr",
      { class: kind },
      make("th", { scope: "row" }, say(`class_${name}`)),
      ...columns.map(([, sum]) => make("td", {}, number(sum[name]))),
      make("td", {}, number(ledger[name])),
    );
  return make(
    "section",
    { class: "panel" },
    make("h3", {}, say("ledger")),
    make(
      "div",
      { class: "scroll" },
      make(
        "table",
        { class: "ledger" },
        columns.length > 0 &&
          make(
            "thead",
            {},
            make(
              "tr",
              {},
              make("th", {}, say("class")),
              ...columns.map(([label]) => make("th", {}, label)),
              make("th", {}, say("all")),
            ),
          ),
        make(
          "tbody",
          {},
          ...tables.classes.map((name) => row(name, ledger[name] ? "" : "zero")),
          row("frozen", "total"),
        ),
      ),
    ),
  );
}
