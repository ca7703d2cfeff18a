// The rarer moves behind "Thêm…", and a tip told by phone. Each asks for a reason.

import { postOnce, read } from "./officers-api.js";
import { ask, tell } from "./officers-dialog.js";
import { announce } from "./officers-notices.js";
import { byId, make, newKey, say, tables } from "./page.js";

// From the server's table of moves: [{name, names, field, grave, label, again, note}].
export const MORE = tables.moves;

const labelOf = (tip, move) => (tip.again.includes(move.name) ? move.again : move.label);

/** First which move, then what it needs. `perform(name, body, told)` as in desk-moves.js. */
export function more(tip, perform) {
  const possible = MORE.filter(({ name }) => tip.moves.includes(name));
  ask({
    head: say("more_head", { code: tip.code }),
    send: say("more_next"),
    options: possible.map((move) => ({
      id: move.name,
      label: labelOf(tip, move),
      note: move.note,
    })),
    act: ({ choice }) => {
      queueMicrotask(() =>
        open(possible.find(({ name }) => name === choice), tip, perform)
          .catch((error) => announce(error.message || say("not_done")))
      );
    },
  });
}

async function open(move, tip, perform) {
  const label = labelOf(tip, move);
  const { sends, ...asking } = await askingOf(move, tip);
  ask({
    head: say("more_ask_head", { move: label, code: tip.code }),
    words: move.words || say("more_reason"),
    send: label,
    danger: move.grave,
    body: tip.foretold[move.name],
    ...asking,
    act: (answer) => {
      if (!answer.words) throw new Error(say("more_reason_missing"));
      const body = { reason: answer.words };
      if (sends) body[move.field] = sends(answer);
      return perform(move.name, body, say("more_done", { move: label, code: tip.code }));
    },
  });
}

const finding = (where) => async (q) =>
  (await read(`${where}?${new URLSearchParams({ q })}`)).found;
/** "k7q204" is "K7Q-204", however it is said. */
function codeOf(words) {
  const typed = words.toUpperCase().replace(/[^A-Z0-9]/g, "");
  const id = typed.length > 3 ? `${typed.slice(0, 3)}-${typed.slice(3)}` : typed;
  return { id, label: id };
}
const choices = (tip) => read(`tips/${encodeURIComponent(tip.code)}/choices`);

const chosen = ({ choice }) => choice;

// By what the argument of a move names.
const ASKING = {
  async nothing() {
    return {};
  },
  async line() {
    return {}; // all of it: one line is split off in the thread
  },
  async colleague(tip) {
    const { officers } = await choices(tip);
    return { options: officers, sends: chosen };
  },
  async desk(tip) {
    const { likely_desks: list } = await choices(tip);
    const search = {
      label: say("more_desk"),
      hint: say("more_place_hint"),
      list,
      find: finding("desks"),
    };
    return { search, sends: chosen };
  },
  async tip(tip) {
    const list = (tip.likely_duplicates ?? []).map(({ code, gist }) => ({
      id: code,
      label: code,
      note: gist,
    }));
    const find = async (words) => [codeOf(words)].filter(({ id }) => id.length > 4);
    const search = { label: say("more_into"), hint: say("more_into_hint"), list, find };
    return { search, sends: chosen };
  },
  async kind(tip) {
    const { kinds } = await choices(tip);
    return { options: kinds, chosen: tip.kind, sends: chosen };
  },
  async sum() {
    return { options: tables.sums, sends: ({ choice }) => Number(choice) };
  },
  async hamlet(tip) {
    const { hamlets } = await choices(tip);
    if (!hamlets.length) throw new Error(say("more_no_team"));
    return { options: hamlets, sends: chosen };
  },
  async matter() {
    return { options: tables.matters, sends: chosen };
  },
  async commune() {
    const search = {
      label: say("more_commune"),
      hint: say("more_place_hint"),
      list: [],
      find: finding("places"),
    };
    return { search, sends: chosen };
  },
  async switch(tip, { name }) {
    return { sends: () => !tip.again.includes(name) };
  },
};

/** What that move needs to know of the tip, for `ask`; `sends(answer)` is its argument. */
export const askingOf = (move, tip) => ASKING[move.names](tip, move);

/** What the resident said in one line becomes a tip of its own. */
export function splitLine(tip, line, perform) {
  ask({
    head: say("carve_head", { code: tip.code }),
    words: say("more_reason"),
    send: say("carve_send"),
    body: make(
      "span",
      {},
      say("carve_body"),
      make("blockquote", { class: "words" }, line.text || say("carve_media")),
    ),
    act: ({ words: reason }) => {
      if (!reason) throw new Error(say("more_reason_missing"));
      return perform("split", { line: line.number, reason }, say("carve_done", { code: tip.code }));
    },
  });
}

/** A tip that somebody tells by phone or at the counter. The receipt is shown this once. */
export function byPhone(opened) {
  const key = newKey();
  const listed = [...byId("kinds").options].map(({ value, label }) => ({ id: value, label }));
  const kinds = [{ id: "", label: say("phone_kind_choose") }, ...listed];
  ask({
    head: say("phone_head"),
    body: say("phone_body"),
    words: say("phone_story"),
    send: say("phone_send"),
    fields: [
      { name: "kind", label: say("phone_kind"), options: kinds, required: true },
      { name: "place", label: say("fact_place") },
      { name: "when", label: say("when") },
      { name: "urgency", label: say("fact_urgency"), options: urgencies() },
      {
        name: "channel",
        label: say("phone_channel"),
        options: [{ id: "phone", label: say("phone_by_phone") }, {
          id: "counter",
          label: say("phone_at_counter"),
        }],
      },
    ],
    act: async ({ words, values }) => {
      const { urgency, ...told } = values;
      const taken = await postOnce(
        "tips",
        { ...told, ...(urgency && { urgency }), story: words },
        key,
      );
      queueMicrotask(() => {
        tell({
          head: say("phone_done", { code: taken.code }),
          shut: say("phone_read_out"),
          parts: [
            make("p", {}, say("phone_receipt")),
            make("p", { class: "code" }, taken.receipt || say("phone_receipt_gone")),
          ],
        });
        opened(taken.code);
      });
    },
  });
}

const urgencies = () => [
  { id: "", label: say("phone_urgency_by_kind") },
  ...Object.entries(tables.urgencies).map(([id, { shape, label }]) => ({
    id,
    label: `${shape} ${label}`,
  })),
];

/** What this desk handed over: code, when, to whom and why. Opening one shows it as it was. */
export async function traces(openTip) {
  const { traces: left } = await read("traces");
  tell({
    head: say("traces_head"),
    shut: say("close_viewer"),
    parts: left.length
      ? left.map((one) =>
        make(
          "p",
          {},
          make("button", { class: "small", onclick: () => openTip(one.code) }, one.code),
          ` ${say("trace_line", { desk: one.desk_name, reason: one.reason })}`,
        )
      )
      : [make("p", {}, say("traces_none"))],
  });
}
