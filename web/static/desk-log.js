// Who does not work on tips: an auditor reads the log, others are told where their work is.

import { read } from "./desk-api.js";
import { byId, el, say, timeOf } from "./desk-dom.js";

const LABELS = JSON.parse(document.getElementById("actions").textContent);

export function showRole({ reads_log: readsLog, role }) {
  document.querySelector(".panes").remove();
  for (const id of ["roster", "by-phone", "traces", "register", "link-telegram", "help"]) {
    byId(id).hidden = true;
  }
  const main = document.querySelector("main");
  main.className = "role";
  if (readsLog) showLog(main);
  else {main.replaceChildren(
      el(
        "div",
        { class: "state kind" },
        el("p", { class: "big" }, say("role_head")),
        el("p", {}, say(`role_${role}`)),
      ),
    );}
}

function showLog(main) {
  const rows = el("tbody");
  const state = el("p", { class: "state", role: "status" }, say("loading"));
  const more = el("button", { type: "button", hidden: true }, say("log_more"));
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
    el(
      "section",
      { class: "log" },
      el("h2", {}, say("log_head")),
      el("p", { class: "muted" }, say("log_body")),
      el(
        "table",
        {},
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            ...["time", "who", "what", "tip", "fact"].map((name) =>
              el("th", { scope: "col" }, say(`log_${name}`))
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
  return el(
    "tr",
    {},
    el("td", {}, el("time", { datetime: at }, timeOf(at))),
    el("td", {}, [officer, desk].filter(Boolean).join(" · ") || say("log_resident")),
    el("td", {}, LABELS[action] ?? action),
    el("td", {}, tip),
    el("td", { class: "muted" }, fact),
  );
}
