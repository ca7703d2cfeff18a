// One dialog for every question the desk asks before it acts.

import { byId, make, say } from "./page.js";

const dialog = byId("dialog");

/** Asks; `act({choice, words})` is called on confirming. It stays open, words and all, if `act`
 *  throws, and says why. `options`: [{id, label, note}]; `search`: options found as one types;
 *  `fields`: things to type, by name, some with `options` to choose from; `ready(box)`: what puts
 *  sentences into the box for the words. */
export function ask(
  {
    head,
    body,
    options = [],
    chosen,
    search,
    fields = [],
    words,
    ready,
    send,
    danger = false,
    act,
  },
) {
  const trouble = make("p", { class: "alarm", role: "alert", hidden: true });
  const typed = words
    ? make("textarea", { id: "dialog-words", rows: 3, autocomplete: "off" })
    : null;
  let confirmed = false; // said again, after the server told what it found in the words
  const confirm = make("button", { class: danger ? "danger" : "main" }, send);
  const form = make(
    "form",
    { method: "dialog", class: options.length > 4 ? "folded" : null },
    make("h2", { id: "dialog-head" }, head),
    body && make("p", {}, body),
    ...options.map((option) => choice(option, option.id === chosen)),
    ...(search ? searching(search) : []),
    ...fields.flatMap(filling),
    typed && make("label", { for: "dialog-words" }, words),
    ready?.(typed),
    typed,
    trouble,
    make(
      "div",
      { class: "send" },
      make("button", { type: "button", onclick: () => dialog.close() }, say("cancel")),
      confirm,
    ),
  );
  typed?.addEventListener("input", () => {
    confirmed = false;
    confirm.textContent = send;
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    confirm.disabled = true;
    try {
      const filled = new FormData(form);
      const values = Object.fromEntries(fields.map(({ name }) => [name, filled.get(name).trim()]));
      if (search && !filled.get("choice")) throw new Error(say("search_choose"));
      await act({
        choice: filled.get("choice"),
        values,
        words: typed ? typed.value.trim() : "",
        confirm: confirmed,
      });
      if (form.isConnected) dialog.close();
    } catch (problem) {
      trouble.textContent = problem.message || say("not_done");
      trouble.hidden = false;
      confirmed = problem.code === "words_held";
      confirm.textContent = confirmed ? say("send_anyway") : send;
    } finally {
      confirm.disabled = false;
    }
  });
  show(form);
  (form.querySelector("input:checked") ?? form.querySelector("input, select, textarea") ?? confirm)
    .focus();
}

/** Tells something, with a single way out. */
export function tell({ head, parts, shut }) {
  show(
    make(
      "form",
      { method: "dialog" },
      make("h2", { id: "dialog-head" }, head),
      ...parts,
      make("div", { class: "send" }, make("button", { class: "main" }, shut)),
    ),
  );
}

export const isAsking = () => Boolean(document.querySelector("dialog[open]"));

function choice({ id, label, note }, checked) {
  return make(
    "label",
    { class: "option" },
    make("input", { type: "radio", name: "choice", value: id, required: true, checked }),
    make("span", {}, make("strong", {}, label), note && make("span", { class: "muted" }, note)),
  );
}

/** What is found as one types is chosen, so that nobody has to know a code.
 *  Nothing typed: `list`. */
function searching({ label, hint, list, find }) {
  const place = make("div", {
    class: "found",
    role: "radiogroup",
    "aria-label": label,
    "aria-live": "polite",
  });
  const draw = (found, none = "") =>
    place.replaceChildren(
      ...found.map((one) => choice(one, found.length === 1)),
      ...(found.length || !none ? [] : [make("p", { class: "muted" }, none)]),
    );
  const input = make("input", {
    id: "dialog-search",
    autocomplete: "off",
    maxlength: 200,
    placeholder: hint,
  });
  let newest = 0;
  input.addEventListener("input", async () => {
    const mine = newest += 1;
    const words = input.value.trim();
    if (!words) {
      draw(list);
      return;
    }
    await new Promise((then) => {
      setTimeout(then, 250);
    });
    if (mine !== newest) return;
    try {
      const found = await find(words);
      if (mine === newest) draw(found, say("search_nothing"));
    } catch (problem) {
      if (mine === newest) draw([], problem.message || say("not_done"));
    }
  });
  draw(list);
  return [make("label", { for: "dialog-search" }, label), input, place];
}

function filling(field) {
  const id = `dialog-${field.name}`;
  return [make("label", { for: id }, field.label), fillable(id, field)];
}

function fillable(id, { name, options, required = false, type, value, rows }) {
  if (options) {
    const listed = options.map((one) => make("option", { value: one.id }, one.label));
    return make("select", { id, name, required }, ...listed);
  }
  if (rows) return make("textarea", { id, name, rows, autocomplete: "off" }, value);
  const maxlength = type ? null : 1500;
  return make("input", { id, name, type, value, autocomplete: "off", maxlength });
}

function show(content) {
  dialog.replaceChildren(content);
  if (!dialog.open) dialog.showModal();
}

/** Esc, or a phone's way back, throws nothing away that was typed: for that there is a button. */
function keepWhatIsTyped(event) {
  const typed = [...dialog.querySelectorAll("textarea, input:not([type=radio])")];
  if (!typed.some((field) => field.value.trim() && field.value !== field.defaultValue)) return;
  event.preventDefault();
  const place = dialog.querySelector(".alarm");
  place.textContent = say("typed_stays");
  place.hidden = false;
}
dialog.addEventListener("cancel", keepWhatIsTyped);
dialog.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing) keepWhatIsTyped(event);
});

// The event comes late: the next question may be open by then.
dialog.addEventListener("close", () => {
  if (!dialog.open) dialog.replaceChildren();
});
