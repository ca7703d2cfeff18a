// One dialog for every question the desk asks before it acts.

import {byId, el, say} from "./desk-dom.js";

const dialog = byId("dialog");

/** Asks; `act({choice, words})` is called on confirming. It stays open, words and all, if `act`
 *  throws, and says why. `options`: [{id, label, note}]; `field`: something to type, with
 *  suggestions; `fields`: several such, by name, some with `options` to choose from. */
export function ask({head, body, options = [], chosen, field, fields = [], words, send, danger = false, act}) {
  const trouble = el("p", {class: "alarm", role: "alert", hidden: true});
  const typed = words && el("textarea", {id: "dialog-words", rows: 3, autocomplete: "off"});
  let confirmed = false; // said again, after the server told what it found in the words
  const confirm = el("button", {class: danger ? "danger" : "main"}, send);
  const form = el("form", {method: "dialog", class: options.length > 4 ? "folded" : null},
    el("h2", {id: "dialog-head"}, head),
    body && el("p", {}, body),
    ...options.map((option) => choice(option, option.id === chosen)),
    ...(field ? suggesting(field) : []),
    ...fields.flatMap(filling),
    typed && el("label", {for: "dialog-words"}, words),
    typed,
    trouble,
    el("div", {class: "send"}, el("button", {type: "button", onclick: () => dialog.close()}, say("cancel")), confirm));
  typed?.addEventListener("input", () => { confirmed = false; confirm.textContent = send; });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    confirm.disabled = true;
    try {
      const filled = new FormData(form);
      const values = Object.fromEntries(fields.map(({name}) => [name, filled.get(name).trim()]));
      await act({choice: filled.get("choice"), typed: (filled.get("typed") ?? "").trim(), values, words: typed ? typed.value.trim() : "", confirm: confirmed});
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
  (form.querySelector("input:checked") ?? form.querySelector("input, select, textarea") ?? confirm).focus();
}

/** Tells something, with a single way out. */
export function tell({head, parts, shut}) {
  show(el("form", {method: "dialog"}, el("h2", {id: "dialog-head"}, head), ...parts,
    el("div", {class: "send"}, el("button", {class: "main"}, shut))));
}

export const isAsking = () => Boolean(document.querySelector("dialog[open]"));

function choice({id, label, note}, checked) {
  return el("label", {class: "option"},
    el("input", {type: "radio", name: "choice", value: id, required: true, checked}),
    el("span", {}, el("strong", {}, label), note && el("span", {class: "muted"}, note)));
}

/** Codes to choose from as one types; what is typed need not be among them. */
function suggesting({label, list}) {
  return [el("label", {for: "dialog-typed"}, label),
    el("input", {id: "dialog-typed", name: "typed", list: "dialog-list", required: true, autocomplete: "off", maxlength: 60}),
    el("datalist", {id: "dialog-list"}, ...list.map((one) => el("option", {value: one.id}, one.label)))];
}

function filling({name, label, options}) {
  const id = `dialog-${name}`;
  return [el("label", {for: id}, label), options
    ? el("select", {id, name}, ...options.map((one) => el("option", {value: one.id}, one.label)))
    : el("input", {id, name, autocomplete: "off", maxlength: 1500})];
}

function show(content) {
  dialog.replaceChildren(content);
  if (!dialog.open) dialog.showModal();
}

// The event comes late: the next question may be open by then.
dialog.addEventListener("close", () => { if (!dialog.open) dialog.replaceChildren(); });
