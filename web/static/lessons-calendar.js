// One month: Monday first, a list on a phone. The ten lessons that lead to 19/8 stand out.

import {
  button,
  campaignAt,
  dayOf,
  fill,
  hourOf,
  link,
  urgentChip,
  weekdayOf,
} from "./lessons-parts.js";
import { post, read } from "./officers-api.js";
import { ask } from "./officers-dialog.js";
import { make, say } from "./page.js";

const FEAST = "08-19";

export async function showCalendar(place, month) {
  const calendar = await read(`calendar?month=${encodeURIComponent(month)}`);
  const today = dayOf(calendar.now);
  const days = new Map();
  for (const entry of calendar.entries) {
    const day = dayOf(entry.at);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  const [year, number] = calendar.month.split("-").map(Number);
  fill(
    place,
    make(
      "div",
      { class: "row-of spread" },
      make("h2", {}, say("month", { month: `${number}/${year}` })),
      make(
        "div",
        { class: "row-of" },
        stepTo(other(year, number, -1), "‹ ", ""),
        today.startsWith(calendar.month) ? null : link("?", say("today")),
        stepTo(other(year, number, 1), "", " ›"),
      ),
    ),
    calendar.rights.includes("write") && make("p", {}, seriesButton(today)),
    !calendar.entries.length && make("p", { class: "muted" }, say("empty_month")),
    make(
      "ol",
      { class: "month" },
      ...[0, 1, 2, 3, 4, 5, 6].map((day) =>
        make("li", { class: "weekday", "aria-hidden": "true" }, say(`day_${day}`))
      ),
      ...blanks(weekdayOf(`${calendar.month}-01`)),
      ...daysOf(year, number).map((day) => cell(day, days.get(day) ?? [], today)),
    ),
  );
}

function other(year, month, step) {
  const at = new Date(Date.UTC(year, month - 1 + step, 1));
  return `${at.getUTCFullYear()}-${String(at.getUTCMonth() + 1).padStart(2, "0")}`;
}

const stepTo = (month, before, after) =>
  link(`?month=${month}`, `${before}${say("month", { month: Number(month.slice(5)) })}${after}`);

const blanks = (count) =>
  Array.from({ length: count }, () => make("li", { class: "day blank", "aria-hidden": "true" }));

function daysOf(year, month) {
  const count = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return Array.from(
    { length: count },
    (_, n) => `${year}-${String(month).padStart(2, "0")}-${String(n + 1).padStart(2, "0")}`,
  );
}

function cell(day, entries, today) {
  const feast = day.endsWith(FEAST);
  const kinds = ["day", feast && "feast", day === today && "today", !entries.length && "empty"]
    .filter(Boolean);
  const [, month, date] = day.split("-").map(Number);
  return make(
    "li",
    { class: kinds.join(" ") },
    make(
      "p",
      { class: "date" },
      make("span", { class: "short" }, String(date)),
      make("span", { class: "long" }, `${weekday(day)} ${date}/${month}`),
      day === today && ` · ${say("today")}`,
    ),
    feast && make("p", { class: "feast-name" }, say("feast")),
    entries.length > 0 && make("ul", {}, ...entries.map((one) => make("li", {}, event(one)))),
  );
}

const weekday = (
  day,
) => (weekdayOf(day) === 6 ? "Chủ nhật" : `Thứ ${say(`day_${weekdayOf(day)}`).toLowerCase()}`);

function event(one) {
  return make(
    "a",
    {
      class: `event ${one.state} ${one.series ? "series" : ""}`,
      href: campaignAt(one.campaign),
      title: one.title,
    },
    make("span", { class: "name" }, `${hourOf(one.at)} `, one.title),
    make(
      "span",
      { class: "how" },
      one.urgent && urgentChip(one),
      one.series && `${say("series_tag")} · `,
      `${one.state_label}${one.reason ? `: ${one.reason}` : ""}`,
    ),
  );
}

/** The next 19/8 whose series still lies ahead as a whole. */
function seriesButton(today) {
  const year = Number(today.slice(0, 4)) + (today.slice(5) > "07-01" ? 1 : 0);
  return button(say("series_button", { year }), () =>
    ask({
      head: say("series_head", { year }),
      body: say("series_body"),
      send: say("save_draft"),
      act: async () => {
        const library = await read("lessons");
        const made = await post("campaigns/series", { to: library.own_place, year });
        location.assign(campaignAt(made.id));
      },
    }), "");
}
