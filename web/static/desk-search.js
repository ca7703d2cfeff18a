// Asks for tips of the desk by words, street, plate, phone, kind, outcome or time, open or closed.

import { timeOf } from "./desk-times.js";
import { post } from "./officers-api.js";
import { tell } from "./officers-dialog.js";
import { byId, make, say, tables } from "./page.js";

const ZONE = "T00:00:00+07:00";
const AT_ONCE = 50; // found tips, before the officer is asked whether to look on
const DAY = 86_400_000;

export function showSearch(open, typed = "") {
  const list = make("ol", { class: "found-tips" });
  const state = make("p", { class: "muted", role: "status" });
  const more = make("button", { type: "button", hidden: true }, say("search_on"));
  const fields = filling(typed);
  let after = "";
  let newest = 0;
  const look = async (fresh) => {
    const mine = newest += 1;
    if (fresh) list.replaceChildren();
    state.textContent = say("loading");
    more.disabled = true;
    try {
      if (fresh) after = "";
      const enough = list.children.length + AT_ONCE;
      do {
        const found = await post("search", { ...wanted(fields), after });
        if (mine !== newest) return; // asked anew meanwhile
        list.append(...found.tips.map((tip) => row(tip, open)));
        after = found.next ?? "";
      } while (after && list.children.length < enough && list.isConnected);
      more.hidden = !after;
      state.textContent = say(after ? "search_so_far" : "search_done", {
        n: list.children.length,
      });
    } catch (problem) {
      state.textContent = problem.message || say("load_failed");
    } finally {
      more.disabled = false;
    }
  };
  more.addEventListener("click", () => look(false));
  const press = make("button", { type: "button", class: "main", onclick: () => look(true) });
  press.textContent = say("search_press");
  fields.words.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // the dialog's own button would shut it
    look(true);
  });
  tell({
    head: say("search_all"),
    shut: say("link_close"),
    parts: [fields.words.parentElement, narrowing(fields), press, state, list, more],
  });
  fields.words.focus();
  if (typed) look(true);
  else readAhead(() => list.isConnected && newest === 0);
}

/** While words are typed the server unseals what they are looked for in. */
async function readAhead(isWanted) {
  let after = "";
  do {
    const read = await post("search/ahead", { after }).catch(() => null); // searching says it
    after = read?.next ?? "";
  } while (after && isWanted());
}

function filling(typed) {
  const kinds = [...byId("kinds").options].map(({ value, label }) => ({ id: value, label }));
  const choice = (options) =>
    make(
      "select",
      {},
      make("option", { value: "" }, say("search_any")),
      ...options.map((one) => make("option", { value: one.id }, one.label)),
    );
  const fields = {
    words: make("input", {
      type: "search",
      value: typed,
      maxlength: 200,
      autocomplete: "off",
      spellcheck: false,
    }),
    kind: choice(kinds),
    outcome: choice(tables.outcomes),
    since: make("input", { type: "date" }),
    until: make("input", { type: "date" }),
  };
  for (const [name, field] of Object.entries(fields)) {
    make("label", {}, say(`search_${name}`), field);
  }
  return fields;
}

/** Folded: most know a word of it, and on a phone what was found is to be seen. */
function narrowing({ kind, outcome, since, until }) {
  const folded = [kind, outcome, since, until].map((field) => field.parentElement);
  return make("details", {}, make("summary", {}, say("search_narrow")), ...folded);
}

function wanted({ words, kind, outcome, since, until }) {
  const next = until.value && new Date(Date.parse(until.value + ZONE) + DAY).toISOString();
  return {
    words: words.value.trim(),
    ...(kind.value && { kind: kind.value }),
    ...(outcome.value && { outcome: outcome.value }),
    ...(since.value && { since: since.value + ZONE }),
    ...(next && { until: next }),
  };
}

function row(tip, open) {
  const go = () => {
    byId("dialog").close();
    open(tip.code);
  };
  return make(
    "li",
    {},
    make(
      "button",
      { type: "button", onclick: go },
      make("strong", {}, tip.code),
      ` ${tip.kind_label} · ${tip.place} · ${tip.status_label} · ${timeOf(tip.filed_at)}`,
      make("br"),
      make("span", { class: "muted" }, tip.gist),
    ),
  );
}
