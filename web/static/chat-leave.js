// Leaving quickly: at once and without a network. What the server is still to be told, the next
// visit tells it before anything else is shown.

import { pause } from "./chat-parts.js";
import { call } from "./chat-post.js";
import { byId } from "./page.js";

const LEFT = "left"; // says nothing to whoever finds it

export function beginLeaving() {
  byId("leave").addEventListener("click", leave);
  addEventListener("keydown", leaveOnSecondEscape);
  // From another tab.
  addEventListener("storage", ({ key, newValue }) => key === LEFT && newValue && go());
}

// Until the server has forgotten the chat, nobody who opens the page may read it.
export async function finishLeaving() {
  for (let wait = 1; read(); wait = Math.min(wait * 2, 30)) {
    const answer = await call("/api/chat", { method: "DELETE" }).catch(() => null);
    if (answer?.ok) return write(null);
    await pause(wait);
  }
}

function leave(event) {
  event?.preventDefault();
  write("1");
  call("/api/chat", { method: "DELETE", keepalive: true })
    .then((answer) => answer.ok && write(null)).catch(() => {});
  go();
}

function go() {
  document.documentElement.hidden = true;
  byId("log").replaceChildren();
  for (const box of document.querySelectorAll("textarea")) box.value = "";
  try {
    sessionStorage.clear();
  } catch {
    // Nothing was kept then.
  }
  const { href, dataset } = byId("leave");
  if (navigator.onLine) forgetWorker();
  location.replace(navigator.onLine ? href : dataset.offline);
}

// Without a network the worker is what can still show the calendar: it goes at the next exit.
function forgetWorker() {
  globalThis.caches?.keys().then((names) => names.forEach((name) => caches.delete(name)));
  navigator.serviceWorker?.getRegistrations()
    .then((workers) => workers.forEach((worker) => worker.unregister())).catch(() => {});
}

let escapedAt = 0;

function leaveOnSecondEscape({ key, timeStamp }) {
  if (key !== "Escape") return;
  if (timeStamp - escapedAt < 1000) leave();
  escapedAt = timeStamp;
}

function read() {
  try {
    return localStorage.getItem(LEFT);
  } catch {
    return null;
  }
}

function write(value) {
  try {
    value ? localStorage.setItem(LEFT, value) : localStorage.removeItem(LEFT);
  } catch {
    // Private windows may refuse: they forget the cookie by themselves.
  }
}
