// Short marks of a tip that stand in more than one place.

import { make, say, tables } from "./page.js";

/** Urgency as a shape and a word; colour only repeats it. */
export function urgencyMark(tip) {
  return make(
    "span",
    { class: `urgency ${tip.urgency}` },
    make("span", { "aria-hidden": "true" }, tables.urgencies[tip.urgency].shape),
    ` ${tip.urgency_label}`,
  );
}

export function holderOf(tip) {
  if (tip.mine) return say("held_by_me");
  return tip.officer_label ? say("held_by", { officer: tip.officer_label }) : say("free");
}

export const placeOf = (tip) => tip.place || say("place_unknown");
export const isOver = (tip) => tables.statuses[tip.status].over;
export const isFresh = (tip) => tables.statuses[tip.status].fresh;
