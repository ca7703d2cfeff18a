// An activity in three presses: what was done, where, and how many. The rest may wait.

import { check, fill, number, panel } from "./lessons-parts.js";
import { post, read, Unreached } from "./officers-api.js";
import { finder } from "./movement-places.js";
import { make, newKey, say } from "./page.js";

const MOST_CHIPS = 12; // hamlets on the screen; more are chosen from a list
let seen;
let place;
let entry;

export async function showLog(into) {
  place = into;
  seen = await read("movement");
  draw();
}

function draw(told = "") {
  if (!seen.may_log) {
    fill(place, panel("", make("p", {}, say("log_elsewhere"))), latest());
    return;
  }
  entry = newKey();
  fill(place, form(told), latest());
}

function form(told) {
  return make(
    "form",
    { class: "panel form quick", onsubmit: save },
    make("p", { role: "status", class: "told" }, told),
    choices("form", say("log_form"), seen.forms),
    places(),
    make(
      "div",
      { class: "numbers" },
      amount("households", say("log_households")),
      amount("heads", say("log_heads")),
    ),
    make("details", {}, make("summary", {}, say("log_more")), ...rest()),
    make("button", { class: "main" }, say("log_save")),
  );
}

/** Big buttons, one of which is pressed: radios, so that keyboards and readers know them. */
function choices(name, label, list) {
  return make(
    "fieldset",
    { class: "chips" },
    make("legend", {}, label),
    ...list.map((one) =>
      make(
        "label",
        { class: "chip-choice" },
        make("input", { type: "radio", name, value: one.id, required: true }),
        make("span", {}, one.label),
      )
    ),
  );
}

function places() {
  const whole = { id: "whole", label: say("log_whole") };
  const hamlets = seen.hamlets.slice(0, MOST_CHIPS).map((one) => ({
    id: `hamlet ${one.id}`,
    label: one.name,
  }));
  const others = [
    ...seen.hamlets.slice(MOST_CHIPS).map((one) => ["hamlet", one]),
    ...seen.organisations.map((one) => ["organisation", one]),
  ];
  const other = { id: "other", label: say("log_other") };
  const box = choices("place", say("log_place"), [
    ...hamlets,
    whole,
    ...(others.length ? [other] : []),
  ]);
  if (!seen.hamlets.length) box.append(make("p", { class: "muted" }, say("log_no_places")));
  if (others.length) box.append(seen.more ? found(others, box) : searched(others, box));
  return box;
}

/** As `searched`, with what a name finds in the place of what does not fit in a list. */
function found(others, box) {
  const list = searched(others, box);
  const renew = async (named) => {
    const { organisations } = await read(`movement/places?named=${encodeURIComponent(named)}`);
    const hamlets = others.filter(([kind]) => kind === "hamlet");
    const those = organisations.map((one) => ["organisation", one]);
    list.replaceChildren(...options([...those, ...hamlets]));
    box.querySelector("[value=other]").checked = true;
  };
  return make("div", {}, finder("", renew), list);
}

const options = (others) =>
  others.map(([kind, one]) => make("option", { value: `${kind} ${one.id}` }, one.name));

function searched(others, box) {
  const list = make(
    "select",
    {
      name: "other",
      "aria-label": say("log_other"),
      onchange: () => {
        box.querySelector("[value=other]").checked = true;
      },
    },
    ...options(others),
  );
  return list;
}

function amount(name, label) {
  return make(
    "label",
    {},
    label,
    make("input", { name, type: "number", inputmode: "numeric", min: 0, max: 1000000 }),
  );
}

function rest() {
  return [
    make(
      "label",
      {},
      say("log_day"),
      make("input", { name: "day", type: "date", value: seen.today, max: seen.today }),
    ),
    make(
      "label",
      {},
      say("log_lesson"),
      make(
        "select",
        { name: "lesson" },
        make("option", { value: "" }, say("log_no_lesson")),
        ...seen.lessons.map((one) => make("option", { value: one.id }, one.label)),
      ),
    ),
    make(
      "fieldset",
      {},
      make("legend", {}, say("log_tags")),
      ...seen.tags.map((one) => check("tags", one.id, one.label)),
    ),
  ];
}

async function save(event) {
  event.preventDefault();
  const asked = new FormData(event.target);
  const status = event.target.querySelector("[role=status]");
  try {
    const done = await post("movement/activities", bodyOf(asked));
    seen = await read("movement");
    const where = done.place || say("log_whole");
    draw(say("log_saved", { form: done.form_label, place: where }));
  } catch (problem) {
    status.textContent = problem instanceof Unreached ? say("unreached") : problem.message;
  }
}

function bodyOf(asked) {
  const chosen = asked.get("place") === "other" ? asked.get("other") : asked.get("place");
  const [kind, id] = chosen.split(" ");
  return {
    entry,
    day: asked.get("day") || seen.today,
    form: asked.get("form"),
    [kind === "whole" ? "hamlet" : kind]: id ? Number(id) : null,
    households: Number(asked.get("households")),
    heads: Number(asked.get("heads")),
    lesson: asked.get("lesson"),
    tags: asked.getAll("tags"),
  };
}

function latest() {
  const rows = seen.latest.map((one) =>
    make(
      "li",
      { class: "card alone" },
      make("strong", {}, `${one.form_label} · ${one.place || say("log_whole")}`),
      make(
        "p",
        { class: "facts" },
        make("span", {}, one.day.split("-").reverse().join("/")),
        make(
          "span",
          {},
          say("log_numbers", { households: number(one.households), heads: number(one.heads) }),
        ),
        ...one.tags.map((tag) => make("span", {}, tag.label)),
      ),
      seen.may_log &&
        make(
          "button",
          { type: "button", class: "text", onclick: () => takeBack(one.id) },
          say("log_take_back"),
        ),
    )
  );
  return panel(
    say("log_latest"),
    rows.length
      ? make("ul", { class: "cards" }, ...rows)
      : make("p", { class: "muted" }, say("log_none")),
  );
}

async function takeBack(id) {
  await post(`movement/activities/${id}/take-back`).catch(() => {}); // gone already: the list says
  seen = await read("movement");
  draw();
}
