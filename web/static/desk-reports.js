// The register as a file: choose a period, and the browser saves it.

import {ask} from "./desk-dialog.js";
import {byId, el, say} from "./desk-dom.js";

const PERIODS = ["ngay", "tuan", "thang", "quy", "sau_thang", "nam"];

export function startReports() {
  byId("register").addEventListener("click", () => ask({
    head: say("register_head"), body: say("register_body"), send: say("register_send"), chosen: "thang",
    options: PERIODS.map((id) => ({id, label: say(`period_${id}`), note: say(`period_${id}_note`)})),
    act: ({choice}) => save(`/api/desk/reports/register?format=xlsx&period=${choice}`),
  }));
}

/** Not a navigation: what is being written stays. */
function save(address) {
  el("a", {href: address, download: true}).click();
}
