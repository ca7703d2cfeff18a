// The movement's pages: the log, the meters, the places, the registers, the reports.

import { button } from "./lessons-parts.js";
import { showLog } from "./movement-log.js";
import { showMeters } from "./movement-meters.js";
import { showPlaces } from "./movement-places.js";
import { showRegisters } from "./movement-registers.js";
import { showReports } from "./movement-reports.js";
import { onSessionOver, Unreached } from "./officers-api.js";
import { watchSession } from "./officers-session.js";
import { watchEmergencies } from "./officers-watch.js";
import { byId, make, say } from "./page.js";

const VIEWS = {
  "": showLog,
  meters: showMeters,
  places: showPlaces,
  registers: showRegisters,
  reports: showReports,
};
const place = byId("view");
const view = location.pathname.split("/")[3] ?? "";

onSessionOver(() => {
  place.replaceChildren(make("p", { class: "panel alarm" }, say("over")));
});

async function open() {
  place.replaceChildren(make("p", { class: "muted" }, say("loading")));
  try {
    await VIEWS[view](place);
  } catch (problem) {
    trouble(problem);
  }
}

function trouble(problem) {
  if (problem.status === 401) return;
  const words = problem instanceof Unreached ? say("unreached") : problem.message;
  place.replaceChildren(
    make(
      "div",
      { class: "panel" },
      make("p", { role: "alert" }, words),
      button(say("try_again"), open, "main"),
    ),
  );
  if (!problem.status && !(problem instanceof Unreached)) throw problem;
}

for (const one of document.querySelectorAll("nav [data-view]")) {
  if (one.dataset.view !== view) continue;
  one.setAttribute("aria-current", "page");
  byId("view-name").textContent = one.textContent;
}
watchSession();
watchEmergencies().then((me) => {
  byId("who").textContent = `${me.desk_name} · ${me.officer}`;
}, () => {});
open();
