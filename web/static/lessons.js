// The lessons' pages: which one the address asks for, who sits here, what went wrong.

import { showCalendar } from "./lessons-calendar.js";
import { showCampaign } from "./lessons-campaign.js";
import { showCampaigns } from "./lessons-campaigns.js";
import { showDraft } from "./lessons-draft.js";
import { showLibrary } from "./lessons-library.js";
import { button } from "./lessons-parts.js";
import { onSessionOver, Unreached } from "./officers-api.js";
import { watchSession } from "./officers-session.js";
import { watchEmergencies } from "./officers-watch.js";
import { byId, make, say } from "./page.js";

const place = byId("view");
const [view = "", id] = location.pathname.split("/").slice(3);
const asked = new URLSearchParams(location.search);

onSessionOver(() => {
  place.replaceChildren(make("p", { class: "panel alarm" }, say("over")));
});

async function open() {
  place.replaceChildren(make("p", { class: "muted" }, say("loading")));
  try {
    if (view === "calendar") await showCalendar(place, asked.get("month") ?? "");
    else if (view === "campaigns" && id) await showCampaign(place, decodeURIComponent(id));
    else if (view === "campaigns") await showCampaigns(place);
    else if (view === "new") await showDraft(place, asked);
    else await showLibrary(place);
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
  if (one.dataset.view === view) one.setAttribute("aria-current", "page");
}
watchSession();
watchEmergencies().then((me) => {
  byId("who").textContent = `${me.desk_name} · ${me.officer}`;
}, () => {});
open();
