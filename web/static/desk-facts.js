// The facts of a tip: where, why here, how long left, who, and what happened so far.

import { holderOf, placeOf, urgencyMark } from "./desk-marks.js";
import { counting, dueOf, timeOf } from "./desk-times.js";
import { copyWords } from "./officers-notices.js";
import { byId, make, say } from "./page.js";

const facts = byId("facts");
let openTip = () => {};
export const startFacts = (open) => {
  openTip = open;
};

export function drawFacts(tip) {
  facts.replaceChildren(
    make(
      "dl",
      {},
      ...fact("fact_place", make("strong", {}, communeOf(tip)), province(tip), evidence(tip)),
      ...fact("fact_words", tip.where.words !== communeOf(tip) && tip.where.words),
      ...fact("fact_position", tip.where.position && position(tip.where.position)),
      ...fact("fact_why", tip.route_reason),
      ...fact("fact_deadline", ...deadline(tip)),
      ...fact("fact_holder", holderOf(tip)),
      ...fact("fact_status", tip.status_label),
      ...fact("fact_reach", tip.reach),
      ...fact("fact_closing", tip.closing_reason?.label),
      ...fact("fact_urgency", urgencyMark(tip)),
      ...fact("fact_likely", ...likely(tip)),
      ...fact(
        "fact_filed",
        say("fact_filed_by", { at: timeOf(tip.filed_at), channel: tip.channel_label }),
      ),
      ...fact("fact_forms", ...papersOf(tip).map((form) => draft(tip, form))),
    ),
    make("h3", {}, say("history")),
    make(
      "ol",
      { class: "history" },
      ...history(tip).map(({ at, words }) =>
        make("li", {}, make("time", { datetime: at }, timeOf(at)), " ", words)
      ),
    ),
  );
}

export const clearFacts = () => facts.replaceChildren();

function fact(name, ...parts) {
  const known = parts.filter(Boolean);
  if (!known.length) return [];
  return [
    make("dt", {}, say(name)),
    make("dd", {}, ...known.map((part) => (part instanceof Node ? part : make("span", {}, part)))),
  ];
}

const papersOf = (tip) => tip.trace ? [] : ["01", "03", ...(tip.mediated_on ? ["hoa-giai"] : [])];

/** A draft in Word, with what the tip tells filled in. */
const draft = ({ code }, form) =>
  make(
    "a",
    { href: `/api/desk/tips/${encodeURIComponent(code)}/forms/${form}`, download: "" },
    say(`fact_form_${form.replace("-", "_")}`),
  );

const communeOf = (tip) => tip.where.commune_name || placeOf(tip);

/** Why this commune, unless that only says its name again. */
function evidence(tip) {
  const { evidence: words, province_name: province } = tip.where;
  const name = communeOf(tip);
  const isName = [name, `${name}, ${province}`].includes(words);
  return words && !isName && make("span", { class: "muted" }, words);
}

const province = (tip) => tip.where.province_name !== communeOf(tip) && tip.where.province_name;

function deadline(tip) {
  if (!tip.deadline) return [say("fact_no_deadline")];
  return [
    make("span", {}, `${tip.deadline.label}: `, counting(tip.deadline)),
    make("span", { class: "muted" }, dueOf(tip.deadline.at)),
  ];
}

const suggested = new Map(); // code → what opening it told; a move's answer says nothing of it

function likely(tip) {
  if (tip.likely_duplicates) suggested.set(tip.code, tip.likely_duplicates);
  return (suggested.get(tip.code) ?? []).map(({ code, gist }) =>
    make(
      "span",
      { class: "likely" },
      make("button", { type: "button", class: "small", onclick: () => openTip(code) }, code),
      ` ${gist}`,
    )
  );
}

/** As numbers to copy: a map of somebody else's would learn where the tip is. */
function position({ latitude, longitude, accuracy }) {
  const numbers = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const words = accuracy
    ? say("fact_accuracy", { position: numbers, n: Math.round(accuracy) })
    : numbers;
  const copy = () => copyWords(numbers);
  return make(
    "span",
    {},
    `${words} `,
    make("button", { type: "button", class: "small", onclick: copy }, say("copy")),
  );
}

const entry = ({ author, officer, text }) => ({
  system: () => say("history_told", { words: text }),
  desk: () => say("to_citizen", { officer }),
  note: () =>
    say("history_note", { officer, words: text.length > 80 ? `${text.slice(0, 80)}…` : text }),
}[author]());

function history(tip) {
  const entries = [
    { at: tip.filed_at, words: say("history_filed") },
    tip.acknowledged_at && { at: tip.acknowledged_at, words: say("history_acknowledged") },
    ...tip.lines.filter((line) => line.author !== "citizen").map((line) => ({
      at: line.at,
      words: entry(line),
    })),
    tip.closed_at && { at: tip.closed_at, words: say("history_closed") },
  ].filter(Boolean);
  return entries.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}
