// Sends what the resident says, in order, each with a key of its own: sent twice, it happens once.

import { kept, language, notice, pause } from "./chat-parts.js";
import { byId, make, newKey, say } from "./page.js";

const UNSENT = "unsent";
const TRIES = 3;
const waiting = [];
let isOpen = false; // what is said before the chat is open waits for it
let isWorking = false;
let answered = () => {};
let reopen = async () => {};

export function beginPosting(onAnswer, onLostCookie) {
  answered = onAnswer;
  reopen = onLostCookie;
  isOpen = true;
  addEventListener("online", work);
  for (const { key, body, label } of kept.read(UNSENT, [])) enqueue({ key, body, label });
  work();
}

export function speak(body, label) {
  enqueue({ key: newKey(), body, label });
}

export function speakFile(file, label) {
  enqueue({ key: newKey(), file, label });
}

export const call = (path, options = {}) =>
  fetch(path, { ...options, headers: { "Accept-Language": language, ...options.headers } });

function enqueue(item) {
  item.line = drawOwn(item);
  byId("log").append(item.line);
  item.line.scrollIntoView({ block: "end" });
  waiting.push(item);
  keep();
  work();
}

function drawOwn(item) {
  return make(
    "li",
    { class: `message citizen own${item.body?.choice?.startsWith("dk:") ? " aside" : ""}` },
    make("span", { class: "who unseen" }, say("from_citizen")),
    make("div", { class: "bubble" }, item.file ? preview(item.file, item.label) : item.label),
    make("span", { class: "state" }, say("sending")),
  );
}

function preview(file, label) {
  const isShown = /^image\/(jpeg|png|webp)$/.test(file.type);
  return isShown
    ? make("img", { class: "media", src: URL.createObjectURL(file), alt: label })
    : label;
}

async function work() {
  if (!isOpen || isWorking) return;
  isWorking = true;
  try {
    while (waiting.length) {
      if (!navigator.onLine) {
        waiting.forEach((item) => show(item, "waiting"));
        return;
      }
      const item = waiting[0];
      show(item, "sending");
      await deliver(item);
      waiting.shift();
      keep();
    }
  } finally {
    isWorking = false;
  }
}

async function deliver(item) {
  for (let attempt = 1; attempt <= TRIES;) {
    const answer = await request(item).catch(() => null);
    if (answer?.ok) return accept(item, await answer.json());
    const status = answer?.status ?? 0;
    if (status === 429 || status === 503) {
      notice(say("busy"), 10);
      await pause(Number(answer.headers.get("Retry-After")) || 5);
    } else if (status === 401) {
      attempt += 1;
      await reopen();
    } else if (status >= 400 && status < 500 && ![408, 409].includes(status)) {
      return refuse(item, await answer.json().catch(() => ({})));
    } else {
      await pause(attempt * attempt);
      attempt += 1;
    }
  }
  return fail(item);
}

function request({ key, body, file }) {
  const headers = { "Idempotency-Key": key };
  const path = "/api/chat/messages";
  if (!file) {
    headers["Content-Type"] = "application/json";
    return call(path, { method: "POST", headers, body: JSON.stringify(body) });
  }
  const form = new FormData();
  form.append("file", file, "tep"); // the file's own name stays on the phone
  return call(path, { method: "POST", headers, body: form });
}

function accept(item, { messages }) {
  show(item, "sent");
  item.line.classList.toggle("aside", messages.length > 0 && messages.every(({ aside }) => aside));
  answered(messages, item.body);
}

function refuse(item, problem) {
  show(item, "refused");
  item.line.querySelector(".state").textContent = problem.detail ?? say("refused");
}

function fail(item) {
  show(item, "failed");
  failed.add(item);
}

const failed = new Set();

function retry(item) {
  failed.delete(item);
  waiting.push(item);
  show(item, "sending");
  keep();
  work();
}

function show(item, state) {
  item.line.classList.toggle("failed", state === "failed" || state === "refused");
  item.line.dataset.state = state;
  const place = state === "failed"
    ? make("button", { type: "button", class: "state", onclick: () => retry(item) }, say("failed"))
    : make("span", { class: "state" }, say(state));
  item.line.querySelector(".state").replaceWith(place);
}

function keep() {
  const unsent = [...waiting, ...failed].filter((item) => item.body);
  kept.write(UNSENT, unsent.map(({ key, body, label }) => ({ key, body, label })));
}
