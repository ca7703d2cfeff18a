// Who does not work on tips: an auditor reads the log, others are told where their work is.

import { timeOf } from "./desk-times.js";
import { read } from "./officers-api.js";
import { byId, make, say, tables } from "./page.js";

export function showRole({ reads_log: readsLog, role }) {
  document.querySelector(".panes").remove();
  for (
    const id of [
      "roster",
      "by-phone",
      "search-all",
      "traces",
      "expiring",
      "register",
      "link-telegram",
      "help",
    ]
  ) {
    byId(id).hidden = true;
  }
  const main = document.querySelector("main");
  main.className = "role";
  if (readsLog) showLog(main);
  else main.replaceChildren(elsewhere(role));
}

/** Where the work of this role is done. */
function elsewhere(role) {
  return make(
    "div",
    { class: "state kind" },
    make("p", { class: "big" }, say("role_head")),
    make("p", {}, say(`role_${role}`)),
  );
}

function showLog(main) {
  const rows = make("tbody");
  const state = make("p", { class: "state", role: "status" }, say("loading"));
  const more = make("button", { type: "button", hidden: true }, say("log_more"));
  let before = 0;
  const readOn = async () => {
    more.disabled = true;
    state.hidden = false;
    try {
      const { entries, next } = await read(`audit?before=${before}`);
      rows.append(...entries.map(row));
      before = next ?? 0;
      more.hidden = next === null;
      more.textContent = say("log_more");
      state.hidden = true;
    } catch (problem) {
      state.textContent = problem.message || say("load_failed");
      more.hidden = false;
      more.textContent = say("retry");
    } finally {
      more.disabled = false;
    }
  };
  more.addEventListener("click", readOn);
  main.replaceChildren(
    make(
      "section",
      { class: "log" },
      make("h2", {}, say("log_head")),
      make("p", { class: "muted" }, say("log_body")),
      make(
        "table",
        {},
        make(
          "thead",
          {},
          make(
            "tr",
            {},
            ...["time", "who", "what", "tip", "fact"].map((name) =>
              make("th", { scope: "col" }, say(`log_${name}`))
            ),
          ),
        ),
        rows,
      ),
      state,
      more,
    ),
  );
  readOn();
}

function row({ at, action, officer, desk, tip, fact }) {
  return make(
    "tr",
    {},
    make("td", {}, make("time", { datetime: at }, timeOf(at))),
    make("td", {}, [officer, desk].filter(Boolean).join(" · ") || say("log_resident")),
    make("td", {}, tables.actions[action] ?? action),
    make("td", {}, tip),
    make("td", { class: "muted" }, fact),
  );
}
