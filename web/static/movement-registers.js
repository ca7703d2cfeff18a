// The registers: what each asks comes as data, so one page serves all of them.

import { button, fill, number, panel } from "./lessons-parts.js";
import { post, read, Unreached } from "./officers-api.js";
import { make, newKey, say } from "./page.js";

let place;
let seen;
let chosen;

export async function showRegisters(into) {
  place = into;
  const asked = new URLSearchParams(location.search).get("of") ?? chosen?.id;
  await open(asked);
}

async function open(id, told = "") {
  seen = await read("movement/registers");
  chosen = seen.registers.find((one) => one.id === id) ?? seen.registers[0];
  const { entries } = seen.may_keep
    ? await read(`movement/registers/${chosen.id}`)
    : { entries: [] };
  draw(entries, told);
}

function draw(entries, told) {
  const current = entries.filter((one) => !one.archived);
  const archived = entries.filter((one) => one.archived);
  fill(
    place,
    chooser(),
    panel(
      chosen.label,
      make("p", { role: "status", class: "told" }, told),
      make("p", { class: "facts" }, ...chosen.standings.map(standing)),
      make("p", { class: "muted" }, chosen.source),
      seen.may_keep ? tools() : make("p", {}, say("register_elsewhere")),
    ),
    seen.may_keep && listed(current),
    archived.length > 0 && make(
      "details",
      { class: "panel" },
      make("summary", {}, say("register_archived", { count: number(archived.length) })),
      make("ul", { class: "cards" }, ...archived.map(card)),
    ),
  );
}

function chooser() {
  const list = make(
    "select",
    { onchange: () => open(list.value) },
    ...seen.registers.map((one) =>
      make("option", { value: one.id, selected: one === chosen }, one.label)
    ),
  );
  return make("label", { class: "panel form" }, say("register_choose"), list);
}

const standing = ({ label, count }) =>
  make("span", { class: "chip" }, say("register_standing", { label, count: number(count) }));

const tools = () =>
  make(
    "div",
    { class: "row-of" },
    button(say("register_add"), () => edit({ values: { year: seen.year } }), "main"),
    make(
      "a",
      { class: "choice", download: "", href: `/api/desk/movement/registers/${chosen.id}/file` },
      say("due_xlsx"),
    ),
  );

const listed = (entries) =>
  entries.length
    ? make("ul", { class: "cards panel" }, ...entries.map(card))
    : make("p", { class: "muted panel" }, say("register_none"));

function card(one) {
  const [name, ...rest] = chosen.fields;
  const facts = rest.filter((field) => one.values[field.id] !== undefined)
    .map((field) => make("span", {}, `${field.label}: ${written(field, one.values[field.id])}`));
  return make(
    "li",
    { class: "card alone" },
    make("strong", {}, one.values[name.id]),
    make("p", { class: "facts" }, ...facts),
    make(
      "div",
      { class: "row-of" },
      !one.archived && button(say("register_edit"), () => edit(one), "text"),
      button(
        say(one.archived ? "register_return" : "register_archive"),
        () => lay(one),
        "text",
      ),
    ),
  );
}

function written(field, value) {
  const label = (id) => field.options.find((one) => one.id === id)?.label ?? id;
  if (Array.isArray(value)) return value.map(label).join("; ");
  if (field.kind === "choice") return label(value);
  if (field.kind === "agreed") return say("register_agreed");
  if (field.kind === "day") return value.split("-").reverse().join("/");
  return field.kind === "number" ? number(value) : String(value);
}

async function lay(one) {
  const body = { version: one.version, archived: !one.archived };
  try {
    await post(`movement/registers/${chosen.id}/${one.id}/archive`, body);
    await open(chosen.id, say("register_saved"));
  } catch (problem) {
    await open(chosen.id, wordsOf(problem));
  }
}

const wordsOf = (problem) => problem instanceof Unreached ? say("unreached") : problem.message;

function edit(one) {
  const entry = newKey();
  const told = make("p", { role: "status" });
  const form = make(
    "form",
    {
      class: "panel form",
      onsubmit: async (event) => {
        event.preventDefault();
        try {
          await keep(one, { entry, values: valuesOf(new FormData(form)) });
          await open(chosen.id, say("register_saved"));
        } catch (problem) {
          told.textContent = wordsOf(problem);
        }
      },
    },
    make("h3", {}, chosen.label),
    ...chosen.fields.map((field) => control(field, one.values[field.id])),
    told,
    make(
      "div",
      { class: "row-of" },
      make("button", { class: "main" }, say("register_save")),
      button(say("register_cancel"), () => open(chosen.id)),
    ),
  );
  fill(place, form);
  form.elements[0].focus();
}

const keep = (one, { entry, values }) =>
  one.id
    ? post(`movement/registers/${chosen.id}/${one.id}`, { version: one.version, values })
    : post(`movement/registers/${chosen.id}`, { entry, values });

function valuesOf(asked) {
  const told = chosen.fields.map(({ id, kind }) => {
    if (kind === "many") return [id, asked.getAll(id)];
    const value = asked.get(id) ?? "";
    return [id, (kind === "number" || kind === "year") && value ? Number(value) : value];
  });
  return Object.fromEntries(told.filter(([, value]) => value !== "" && value.length !== 0));
}

function control(field, value) {
  if (field.kind === "many") return boxes(field, value ?? []);
  if (field.kind === "agreed") {
    return make("label", { class: "check" }, box(field, "yes", value), field.label);
  }
  return make("label", {}, field.label, CONTROLS[field.kind](field, value ?? ""));
}

function boxes(field, value) {
  return make(
    "fieldset",
    {},
    make("legend", {}, field.label),
    ...field.options.map((one) =>
      make("label", { class: "check" }, box(field, one.id, value.includes(one.id)), one.label)
    ),
  );
}

const box = ({ id, kind }, value, checked) =>
  make("input", {
    type: "checkbox",
    name: id,
    value,
    checked: Boolean(checked),
    required: kind === "agreed",
  });

const typed = (type, more = {}) => ({ id, needed }, value) =>
  make("input", { name: id, type, value, required: needed, ...more });

const CONTROLS = {
  text: typed("text", { maxlength: 200 }),
  number: typed("number", { inputmode: "numeric", min: 0, max: 1000000000 }),
  year: typed("number", { inputmode: "numeric", min: 1945, max: 2999 }),
  day: typed("date"),
  words: ({ id, needed }, value) =>
    make("textarea", { name: id, maxlength: 2000, rows: 3, required: needed }, value),
  choice: ({ id, needed, options }, value) =>
    make(
      "select",
      { name: id, required: needed },
      make("option", { value: "" }, say("register_unchosen")),
      ...options.map((one) =>
        make("option", { value: one.id, selected: one.id === value }, one.label)
      ),
    ),
};
