// The local security team's page: what it is, one press to send, words if there are any.

import { button, check, fill, momentOf, panel } from "./lessons-parts.js";
import { postOnce, read, Unreached } from "./officers-api.js";
import { openViews } from "./officers-views.js";
import { make, newKey, say } from "./page.js";

openViews(async (place) => show(place, await read("guard")));

function show(place, seen) {
  fill(place, tasks(seen), reporting(seen));
}

function reporting({ hamlet, label, kinds }) {
  const told = make("p", { role: "status", class: "told" });
  let key = newKey();
  const form = make(
    "form",
    { class: "quick" },
    make("p", { class: "muted" }, say("report_danger")),
    make(
      "fieldset",
      { class: "chips" },
      make("legend", {}, say("report_kind")),
      ...kinds.map((kind) => chip(kind)),
    ),
    make(
      "label",
      {},
      say("report_words"),
      make("textarea", { name: "words", rows: 2, maxlength: 6000 }),
    ),
    check("named", "yes", say("report_named", { label })),
    make("p", { class: "muted" }, say("report_unnamed", { hamlet })),
    told,
    make("button", { class: "main" }, say("report_send")),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = bodyOf(form);
    const chosen = kinds.find(({ id }) => id === body.kind);
    if (!chosen) return void (told.textContent = say("report_choose"));
    const trouble = await sent("guard/reports", body, key);
    told.textContent = trouble ?? say("report_done", { kind: chosen.label });
    if (trouble) return;
    form.reset();
    key = newKey();
  });
  return panel(say("report_head", { hamlet }), form);
}

function tasks({ hamlet, tasks: given }) {
  const told = make("p", { role: "status", class: "answered" });
  const rows = given.map((task) => row(task, told));
  const none = make("p", { class: "muted" }, say("tasks_none"));
  return panel(say("tasks_head", { hamlet }), ...(rows.length ? rows : [none]), told);
}

function row(task, told) {
  const answer = (done) => async () => {
    const trouble = await sent(`guard/tasks/${task.id}`, { done }, newKey());
    told.textContent = trouble ?? say("task_told");
    if (!trouble) item.remove();
  };
  const item = make(
    "div",
    { class: "quick task" },
    make("p", { class: "words" }, task.words),
    make("p", { class: "muted" }, momentOf(task.given_at)),
    button(say("task_done"), answer(true), "main"),
    button(say("task_not_done"), answer(false)),
  );
  return item;
}

function bodyOf(form) {
  const values = new FormData(form);
  return {
    kind: values.get("kind") ?? "",
    words: values.get("words"),
    named: values.get("named") === "yes",
  };
}

const chip = ({ id, label }) =>
  make(
    "label",
    { class: "chip-choice" },
    make("input", { type: "radio", name: "kind", value: id }),
    make("span", {}, label),
  );

/** What went wrong, in a sentence; nothing when it went well. */
async function sent(path, body, key) {
  try {
    await postOnce(path, body, key);
    return null;
  } catch (problem) {
    return problem instanceof Unreached ? say("unreached") : problem.message;
  }
}
