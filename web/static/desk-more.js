// The rarer moves behind "Thêm…", and a tip told by phone. Each asks for a reason.

import {newKey, postOnce, read} from "./desk-api.js";
import {ask, tell} from "./desk-dialog.js";
import {announce, byId, el, say} from "./desk-dom.js";

export const MORE = ["assign", "handover", "merge", "split", "kind", "place", "extend", "mute", "spam"];

const whyNot = (tip, name) => (name === "mute" && tip.muted ? "more_unmute" : name === "spam" && tip.spam_proposed ? "more_spam_second" : `more_${name}`);

/** First which move, then what it needs. `perform(name, body, told)` as in desk-moves.js. */
export function more(tip, perform) {
  const possible = MORE.filter((name) => tip.moves.includes(name));
  ask({
    head: say("more_head", {code: tip.code}), send: say("more_next"),
    options: possible.map((name) => ({id: name, label: say(whyNot(tip, name)), note: say(`more_${name}_note`)})),
    act: ({choice}) => { queueMicrotask(() => open(choice, tip, perform).catch((error) => announce(error.message || say("not_done")))); },
  });
}

async function open(name, tip, perform) {
  const common = {head: say("more_ask_head", {move: say(whyNot(tip, name)), code: tip.code}), words: say("more_reason"), send: say(whyNot(tip, name))};
  const asking = await ASKING[name](tip);
  ask({
    ...common, ...asking,
    act: (answer) => {
      if (!answer.words) throw new Error(say("more_reason_missing"));
      return perform(name, {...asking.sends(answer), reason: answer.words}, say("more_done", {move: say(whyNot(tip, name)), code: tip.code}));
    },
  });
}

const choices = (tip) => read(`tips/${encodeURIComponent(tip.code)}/choices`);

const ASKING = {
  async assign(tip) {
    const {officers} = await choices(tip);
    return {options: officers, sends: ({choice}) => ({officer: choice})};
  },
  async handover(tip) {
    const {desks} = await choices(tip);
    return {field: {label: say("more_desk"), list: desks}, danger: true, sends: ({typed}) => ({desk: typed})};
  },
  async merge(tip) {
    const likely = (tip.likely_duplicates ?? []).map(({code, gist}) => ({id: code, label: gist}));
    return {field: {label: say("more_into"), list: likely}, sends: ({typed}) => ({into: typed})};
  },
  async split() { return {sends: () => ({})}; },
  async kind(tip) {
    const {kinds} = await choices(tip);
    return {options: kinds, chosen: tip.kind, sends: ({choice}) => ({kind: choice})};
  },
  async place() { return {field: {label: say("more_commune"), list: []}, danger: true, sends: ({typed}) => ({commune: typed})}; },
  async extend() { return {sends: () => ({})}; },
  async mute(tip) { return {sends: () => ({muted: !tip.muted})}; },
  async spam() { return {danger: true, sends: () => ({})}; },
};

/** A tip that somebody tells by phone or at the counter. The receipt is shown this once. */
export function byPhone(opened) {
  const key = newKey();
  const kinds = [...byId("kinds").options].map(({value, label}) => ({id: value, label}));
  ask({
    head: say("phone_head"), body: say("phone_body"), words: say("phone_story"), send: say("phone_send"),
    fields: [
      {name: "kind", label: say("phone_kind"), options: kinds},
      {name: "place", label: say("fact_place")},
      {name: "when", label: say("when")},
      {name: "channel", label: say("phone_channel"), options: [{id: "phone", label: say("phone_by_phone")}, {id: "counter", label: say("phone_at_counter")}]},
    ],
    act: async ({words, values}) => {
      const taken = await postOnce("tips", {...values, story: words}, key);
      queueMicrotask(() => {
        tell({
          head: say("phone_done", {code: taken.code}), shut: say("phone_read_out"),
          parts: [el("p", {}, say("phone_receipt")), el("p", {class: "code"}, taken.receipt || say("phone_receipt_gone"))],
        });
        opened(taken.code);
      });
    },
  });
}

/** What this desk handed over: code, when, to whom and why. Opening one shows it as it was. */
export async function traces(openTip) {
  const {traces: left} = await read("traces");
  tell({
    head: say("traces_head"), shut: say("close_viewer"),
    parts: left.length ? left.map((one) => el("p", {},
      el("button", {class: "small", onclick: () => openTip(one.code)}, one.code),
      ` ${say("trace_line", {desk: one.desk_name, reason: one.reason})}`)) : [el("p", {}, say("traces_none"))],
  });
}
