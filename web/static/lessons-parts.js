// What the lessons' pages share: days, numbers, chips, and what residents will read.

import { make, say, tables } from "./page.js";

const VIETNAM = "Asia/Ho_Chi_Minh";
const whole = new Intl.NumberFormat("vi-VN");
const parts = new Intl.DateTimeFormat("en-GB", {
  timeZone: VIETNAM,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

export const number = (count) => whole.format(count);

/** The Vietnamese clock of a moment: {year, month, day, hour, minute} as they are written. */
export function clock(iso) {
  return Object.fromEntries(
    parts.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]),
  );
}

/** "2027-08-19", for laying events into days. */
export function dayOf(iso) {
  const { year, month, day } = clock(iso);
  return `${year}-${month}-${day}`;
}

export function hourOf(iso) {
  const { hour, minute } = clock(iso);
  return `${hour}:${minute}`;
}

/** "19:30 19/08/2027" */
export function momentOf(iso) {
  const { year, month, day } = clock(iso);
  return `${hourOf(iso)} ${day}/${month}/${year}`;
}

/** Monday is 0. */
export const weekdayOf = (day) => (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7;

/** A state as a shape and a word; colour only repeats it. */
export function stateChip(state, label) {
  const { shape, tone } = tables.states[state];
  return make(
    "span",
    { class: `chip wraps ${tone}` },
    make("span", { "aria-hidden": "true" }, shape),
    ` ${label}`,
  );
}

export const urgentChip = (one) =>
  one.urgent && make("span", { class: "chip urgent" }, `● ${say("urgent")}`);

export function panel(head, ...children) {
  return make("section", { class: "panel" }, head && make("h3", {}, head), ...children);
}

/** Word for word what a resident reads; channels that show the same stand together. */
export function previews(list) {
  return list.flatMap(({ channels, texts }) => [
    make(
      "p",
      { class: "muted" },
      say("reads", { channels: channels.map((one) => one.label).join(", ") }),
    ),
    ...texts.map((words) => make("p", { class: "bubble" }, words)),
  ]);
}

export const link = (href, words, kind = "choice") => make("a", { href, class: kind }, words);
export const button = (words, onclick, kind = "") =>
  make("button", { type: "button", class: kind, onclick }, words);
export const campaignAt = (id) => `/desk/lessons/campaigns/${encodeURIComponent(id)}`;

export function check(name, value, label, checked = false, type = "checkbox") {
  return make(
    "label",
    { class: "check" },
    make("input", { type, name, value, checked }),
    make("span", {}, label),
  );
}

/** Replaces what a place shows; what is false or missing is left out. */
export const fill = (place, ...children) => place.replaceChildren(...children.filter(Boolean));
