// Keeps a session alive while somebody works, and says in time when it is about to end.

import { post, read } from "./officers-api.js";
import { ask } from "./officers-dialog.js";
import { byId, make, say } from "./page.js";

const OFTEN = 60_000; // a touch is told to the server once a minute at most
const LOOK = 30_000;
const WAYS_BACK = "/desk/access";

let told = Date.now();
let asking = false;
let until = null;
let declined = false;

const place = make("div", { class: "session-bar", role: "status", hidden: true });

function bar(kind, words, ...buttons) {
  place.dataset.kind = kind;
  place.replaceChildren(make("p", {}, words), ...buttons);
  place.hidden = false;
}

/** What the server says of the session, in this browser's own clock. */
function learn({ until: over, warns, now, can_return: canReturn }) {
  const ahead = Date.parse(now) - Date.now();
  until = { over: Date.parse(over) - ahead, warns: Date.parse(warns) - ahead, canReturn };
  show();
}

function show() {
  if (!until) return;
  const at = Date.now();
  if (at >= until.warns && at < until.over) {
    const minutes = Math.max(1, Math.ceil((until.over - at) / 60_000));
    bar(
      "ends",
      say("session_ends", { minutes }),
      make("button", { type: "button", class: "main", onclick: touch }, say("stay")),
    );
  } else if (!until.canReturn && !declined && location.pathname !== WAYS_BACK) {
    bar(
      "offer",
      say("offer_way_back"),
      make("a", { class: "choice", href: WAYS_BACK }, say("set_way_back")),
      make("button", { type: "button", onclick: decline }, say("later")),
    );
  } else place.hidden = true;
}

function decline() {
  declined = true;
  place.hidden = true;
}

/** Nobody at this screen from now on. Who has no way back is asked first. */
function lock() {
  if (until?.canReturn) leave();
  else {
    ask({ head: say("lock_head"), body: say("lock_body"), send: say("lock_now"), act: leave });
  }
}

function leave() {
  const form = make("form", { method: "post", action: "/desk/leave", hidden: true });
  document.body.append(form);
  form.submit();
}

async function touch() {
  const at = Date.now();
  const late = until && at >= until.warns;
  if (asking || (!late && at - told < OFTEN)) return;
  told = at;
  asking = true;
  try {
    learn(await post("signin/keep"));
  } catch {
    // Offline, or over: whoever reads or writes next hears of it.
  } finally {
    asking = false;
  }
}

export function watchSession() {
  byId("lock")?.addEventListener("click", lock);
  (byId("alarm") ?? document.querySelector("header")).after(place);
  for (const kind of ["pointerdown", "keydown"]) {
    addEventListener(kind, touch, { passive: true });
  }
  const look = () => read("signin/session").then(learn, () => {});
  look();
  // Another page of the same browser may have been worked on in the meantime.
  setInterval(() => until && Date.now() >= until.warns ? look() : show(), LOOK);
}
