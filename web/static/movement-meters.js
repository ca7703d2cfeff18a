// How far the movement has come: two bars against the targets, a table, who heard nothing.

import { fill, number, panel } from "./lessons-parts.js";
import { lessonPanel } from "./movement-lessons.js";
import { post, read } from "./officers-api.js";
import { make, say } from "./page.js";

export async function showMeters(place) {
  const [seen, found, silent, lesson] = await Promise.all([
    read("movement"),
    read("movement/meters"),
    read("movement/silent"),
    lessonPanel(),
  ]);
  fill(
    place,
    bars(found),
    quiet(silent),
    lesson,
    table(found),
    seen.may_set && targets(found.targets, place),
  );
}

function bars({ whole, targets, year }) {
  return panel(
    "",
    bar(say("meter_households"), [whole.least_percent, whole.most_percent], targets.households),
    make(
      "p",
      { class: "muted" },
      say("meter_households_note", {
        least: number(whole.least),
        most: number(whole.most),
        households: number(whole.households),
        target: targets.households,
      }),
    ),
    bar(
      say("meter_organisations"),
      [whole.organisations_percent, whole.organisations_percent],
      targets.organisations,
    ),
    make(
      "p",
      { class: "muted" },
      say("meter_organisations_note", {
        told: number(whole.organisations_told),
        all: number(whole.organisations),
        target: targets.organisations,
      }),
    ),
    make(
      "p",
      {},
      say("meter_activities", {
        activities: number(whole.activities),
        heads: number(whole.heads),
        year,
      }),
    ),
    make("p", { class: "muted" }, say("meter_why")),
  );
}

/** What is sure in full colour, what may be beside it, the target as a line. */
function bar(label, [least, most], target) {
  const met = least >= target;
  const told = least === most ? `${least}%` : `${least}–${most}%`;
  return make(
    "div",
    { class: "meter" },
    make(
      "p",
      { class: "spread row-of" },
      make("strong", {}, `${label}: ${told}`),
      make(
        "span",
        { class: `chip ${met ? "go" : "stop"}` },
        say(met ? "meter_met" : "meter_below"),
      ),
    ),
    track({ least, most, target }),
  );
}

function track(shares) {
  const made = make("div", { class: "track", "aria-hidden": "true" });
  for (const [name, share] of Object.entries(shares)) {
    made.style.setProperty(`--${name}`, `${share}%`);
  }
  return made;
}

function table({ rows, left_out }) {
  const head = ["place", "surely", "at_most", "count", "last"].map((key) =>
    make("th", { scope: "col" }, say(`meter_${key}`))
  );
  return make(
    "div",
    { class: "panel wide" },
    make(
      "table",
      {},
      make("thead", {}, make("tr", {}, ...head)),
      make("tbody", {}, ...rows.map(row)),
    ),
    left_out > 0 &&
      make("p", { class: "muted" }, say("meter_left_out", { count: number(left_out) })),
  );
}

function row({ name, reach }) {
  const isOrganisation = !reach.households && reach.organisations === 1;
  const least = isOrganisation ? reach.organisations_percent : reach.least_percent;
  const most = isOrganisation ? reach.organisations_percent : reach.most_percent;
  return make(
    "tr",
    {},
    make("th", { scope: "row" }, name),
    make("td", {}, `${least}%`),
    make("td", {}, `${most}%`),
    make("td", {}, number(reach.activities)),
    make("td", {}, dayOf(reach.last)),
  );
}

const dayOf = (day) => day ? day.split("-").reverse().join("/") : say("meter_never");

function quiet({ days, rows }) {
  return panel(
    rows.length ? say("meter_silent", { days }) : "",
    rows.length
      ? make(
        "ul",
        {},
        ...rows.slice(0, 50).map(({ name, reach }) =>
          make("li", {}, `${name} (${dayOf(reach.last)})`)
        ),
      )
      : make("p", {}, say("meter_nobody_silent", { days })),
  );
}

function targets(kept, place) {
  const field = (name, label, most) =>
    make(
      "label",
      {},
      label,
      make("input", { name, type: "number", min: 1, max: most, value: kept[name], required: true }),
    );
  const told = make("p", { role: "status" });
  return make(
    "form",
    {
      class: "panel form",
      onsubmit: async (event) => {
        event.preventDefault();
        const asked = Object.fromEntries(
          [...new FormData(event.target)].map(([name, value]) => [name, Number(value)]),
        );
        try {
          await post("movement/targets", asked);
          await showMeters(place);
        } catch (problem) {
          told.textContent = problem.message || say("unreached");
        }
      },
    },
    make("h3", {}, say("meter_targets")),
    field("households", say("meter_target_households"), 100),
    field("organisations", say("meter_target_organisations"), 100),
    field("silent_days", say("meter_target_days"), 366),
    told,
    make("button", { class: "main" }, say("meter_keep")),
  );
}
