// A page of several views: which one the address asks for, who sits here, what went wrong.

import { button } from "./lessons-parts.js";
import { onSessionOver, Unreached } from "./officers-api.js";
import { watchSession } from "./officers-session.js";
import { watchEmergencies } from "./officers-watch.js";
import { byId, make, say } from "./page.js";

const place = byId("view");
const [view = "", id] = location.pathname.split("/").slice(3);

/** `show` fills the place with the view the address asks for. */
export function openViews(show) {
  onSessionOver(() => {
    place.replaceChildren(make("p", { class: "panel alarm" }, say("over")));
  });
  markView();
  watchSession();
  watchEmergencies().then((me) => {
    byId("who").textContent = `${me.desk_name} · ${me.officer}`;
  }, () => {});
  open(show);
}

async function open(show) {
  place.replaceChildren(make("p", { class: "muted" }, say("loading")));
  try {
    await show(place, view, id);
  } catch (problem) {
    trouble(problem, () => open(show));
  }
}

function trouble(problem, again) {
  if (problem.status === 401) return;
  const words = problem instanceof Unreached ? say("unreached") : problem.message;
  place.replaceChildren(
    make(
      "div",
      { class: "panel" },
      make("p", { role: "alert" }, words),
      button(say("try_again"), again, "main"),
    ),
  );
  if (!problem.status && !(problem instanceof Unreached)) throw problem;
}

function markView() {
  const name = byId("view-name");
  const link = document.querySelector(`nav [data-view="${CSS.escape(view)}"]`);
  link?.setAttribute("aria-current", "page");
  if (link) name.textContent = link.textContent;
  else name.remove(); // a heading that says nothing
}
