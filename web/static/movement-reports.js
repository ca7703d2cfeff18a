// Which reports are owed and when, each by one press; and one for any days.

import { button, fill, panel } from "./lessons-parts.js";
import { post, read } from "./officers-api.js";
import { make, say } from "./page.js";

export async function showReports(place) {
  const [{ dues }, seen] = await Promise.all([read("movement/reports"), read("movement")]);
  draw(place, dues, seen);
}

function draw(place, dues, seen) {
  const late = dues.filter((one) => one.overdue).length;
  fill(
    place,
    late > 0 &&
      make("p", { class: "panel alarm", role: "status" }, say("due_late", { count: late })),
    panel(
      say("due_head"),
      make("ul", { class: "cards" }, ...dues.map((one) => due(one, place, seen))),
    ),
    anyDays(seen),
    seen.is_commune && panel(
      say("public_head"),
      make("p", { class: "muted" }, say("public_why")),
      make("a", { class: "choice", href: `/so-lieu/${seen.desk}` }, say("public_open")),
    ),
  );
}

function due(one, place, seen) {
  return make(
    "li",
    { class: "card alone" },
    make("strong", {}, one.label),
    make(
      "p",
      { class: "facts" },
      chip(one),
      make("span", {}, say("due_to", { to: one.to })),
      make("span", {}, say("due_days", { first: written(one.first), last: written(one.last) })),
    ),
    make("p", { class: "muted" }, one.source),
    make(
      "div",
      { class: "row-of" },
      ...files(one.first, one.last),
      !one.sent && seen.may_log &&
        button(say("due_sent"), async () => {
          const { dues } = await post("movement/reports/sent", { name: one.name });
          draw(place, dues, seen);
        }),
    ),
  );
}

function chip(one) {
  if (one.sent) {
    return make("span", { class: "chip go" }, say("due_was_sent", { day: written(one.sent) }));
  }
  const tone = one.overdue ? "stop" : one.soon ? "urgent" : "";
  const key = one.overdue ? "due_overdue" : one.soon ? "due_soon" : "due_on";
  return make("span", { class: `chip ${tone}` }, say(key, { day: written(one.due) }));
}

function files(first, last) {
  return ["pdf", "docx", "xlsx"].map((format) =>
    make(
      "a",
      {
        class: "choice",
        download: "",
        href: `/api/desk/movement/reports/file?first=${first}&last=${last}&format=${format}`,
      },
      say(`due_${format}`),
    )
  );
}

function anyDays(seen) {
  const first = make("input", { type: "date", value: `${seen.year}-01-01`, required: true });
  const last = make("input", { type: "date", value: seen.today, required: true });
  const links = make("div", { class: "row-of" });
  const renew = () => links.replaceChildren(...files(first.value, last.value));
  for (const one of [first, last]) one.addEventListener("change", renew);
  renew();
  return panel(
    say("due_any"),
    make(
      "div",
      { class: "fields" },
      make("label", {}, say("due_from"), first),
      make("label", {}, say("due_until"), last),
    ),
    links,
  );
}

const written = (day) => day.split("-").reverse().join("/");
