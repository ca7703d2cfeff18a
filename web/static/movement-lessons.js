// How far one lesson came: by chat, an estimate in fives, by what was logged, and whom it missed.

import { fill, number, panel } from "./lessons-parts.js";
import { read } from "./officers-api.js";
import { make, say } from "./page.js";

/** The newest lesson first; nothing where none was told this year. */
export async function lessonPanel() {
  const { lessons } = await read("movement/lessons");
  if (!lessons.length) {
    return panel(say("lesson_head"), make("p", { class: "muted" }, say("lesson_none")));
  }
  const told = make("div", { role: "status" });
  const show = async (id) => fill(told, ...drawn(await read(`movement/lessons/${id}`)));
  await show(lessons[0].id);
  return panel(say("lesson_head"), chooser(lessons, show), told);
}

function chooser(lessons, show) {
  const list = make(
    "select",
    { onchange: () => show(list.value) },
    ...lessons.map((one) => make("option", { value: one.id }, `${one.id} · ${one.title}`)),
  );
  return make("label", { class: "form" }, say("lesson_choose"), list);
}

function drawn({ whole, rows, missed, more_missed, last_sent }) {
  return [
    make("p", {}, byChat(whole, last_sent)),
    make("p", {}, say("lesson_logged", counts(whole))),
    make("p", { class: "muted" }, say("lesson_why")),
    rows.length > 0 && table(rows),
    missed.length
      ? missedPlaces(missed, missedKey(rows, more_missed))
      : make("p", { class: "chip go wraps" }, say("lesson_nobody_missed")),
  ].filter(Boolean);
}

function byChat({ chat }, lastSent) {
  if (!lastSent) return say("lesson_not_sent");
  const day = lastSent.split("-").reverse().join("/");
  return say(chat ? "lesson_chat" : "lesson_chat_few", { count: number(chat), day });
}

const counts = ({ activities, households, heads }) => ({
  activities: number(activities),
  households: number(households),
  heads: number(heads),
});

/** Nobody knows in which hamlet a reader lives: of a commune's places the log alone tells. */
function missedKey(rows, more) {
  const key = rows.length ? "lesson_missed" : "lesson_missed_here";
  return more ? `${key}_more` : key;
}

function missedPlaces(names, key) {
  return make(
    "details",
    { open: names.length <= 12 },
    make(
      "summary",
      {},
      say(key, { count: number(names.length) }),
    ),
    make("ul", {}, ...names.map((name) => make("li", {}, name))),
  );
}

function table(rows) {
  const head = ["place", "chat", "count", "heads"].map((key) =>
    make("th", { scope: "col" }, say(`lesson_head_${key}`))
  );
  return make(
    "table",
    {},
    make("thead", {}, make("tr", {}, ...head)),
    make("tbody", {}, ...rows.map(row)),
  );
}

const row = (one) =>
  make(
    "tr",
    {},
    make("th", { scope: "row" }, one.name),
    make("td", {}, one.chat ? number(one.chat) : say("lesson_few")),
    make("td", {}, number(one.activities)),
    make("td", {}, number(one.heads)),
  );
