// Sends what the resident says, in order, each with a key of its own: sent twice, it happens once.

import { kept, language, notice, pause } from "./chat-parts.js";
import { progressOf } from "./chat-progress.js";
import { byId, make, newKey, say } from "./page.js";

const PATH = "/api/chat/messages";
const UNSENT = "unsent";
const TRIES = 3;
const words = { waiting: [], working: 0, most: 1 }; // in order
const files = { waiting: [], working: 0, most: 2 }; // words never wait behind a file
let isOpen = false; // what is said before the chat is open waits for it
let answered = () => {};
let reopen = async () => {};

export function beginPosting(onAnswer, onLostCookie) {
  answered = onAnswer;
  reopen = onLostCookie;
  isOpen = true;
  addEventListener("online", workAll);
  for (const { key, body, label } of kept.read(UNSENT, [])) enqueue({ key, body, label });
  workAll();
}

export function speak(body, label) {
  enqueue({ key: newKey(), body, label });
}

export const call = (path, options = {}) =>
  fetch(path, { ...options, headers: { "Accept-Language": language, ...options.headers } });

/** A file says itself how it is sent: most of that is not needed before there is one. */
export function enqueue(item) {
  item.line = drawOwn(item);
  byId("log").append(item.line);
  item.line.scrollIntoView({ block: "end" });
  queue(item);
}

const laneOf = (item) => item.file ? files : words;

function queue(item) {
  laneOf(item).waiting.push(item);
  keep();
  work(laneOf(item));
}

const workAll = () => [words, files, files].forEach(work);

function drawOwn(item) {
  return make(
    "li",
    {
      class: `message citizen own${item.body?.choice?.startsWith("dk:") ? " aside" : ""}`,
      "data-file": Boolean(item.file),
    },
    make("span", { class: "who unseen" }, say("from_citizen")),
    make("div", { class: "bubble" }, item.file ? preview(item.file, item.label) : item.label),
    item.file ? progressOf(item) : make("span", { class: "state" }, say("sending")),
  );
}

function preview(file, label) {
  const isShown = /^image\/(jpeg|png|webp)$/.test(file.type);
  return isShown
    ? make("img", { class: "media", src: URL.createObjectURL(file), alt: label })
    : label;
}

async function work(lane) {
  if (!isOpen || lane.working >= lane.most) return;
  lane.working += 1;
  try {
    for (let item; (item = lane.waiting.find(({ isUnderWay }) => !isUnderWay));) {
      if (!navigator.onLine) return restOf(lane).forEach((one) => show(one, "waiting"));
      item.isUnderWay = true;
      show(item, "sending");
      const isOver = await deliver(item);
      item.isUnderWay = false;
      if (isOver) lane.waiting.splice(lane.waiting.indexOf(item), 1);
      keep();
    }
  } finally {
    lane.working -= 1;
  }
}

const restOf = (lane) => lane.waiting.filter(({ isUnderWay }) => !isUnderWay);

/** Whether its fate is known; without a network it waits on. */
async function deliver(item) {
  let attempt = 1;
  while (attempt <= TRIES) {
    const before = item.offset;
    const answer = await request(item).catch(() => null);
    if (item.isDropped) return item.line.remove() ?? true;
    if (answer?.ok) return accept(item, await answer.json());
    if (!answer && !navigator.onLine) return false;
    if (item.offset > before) attempt = 1; // a file that gets on, however slowly, is not given up
    const status = answer?.status ?? 0;
    if (status === 429 || status === 503) {
      notice(await reasonOf(answer), 20);
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

// A full disk says itself what to do; everything else is over in a moment.
async function reasonOf(answer) {
  const { code, detail } = await answer.json().catch(() => ({}));
  return code?.startsWith("no_room") ? detail : say("busy");
}

function request(item) {
  if (item.send) return item.send(item, PATH);
  const headers = { "Idempotency-Key": item.key, "Content-Type": "application/json" };
  return call(PATH, { method: "POST", headers, body: JSON.stringify(item.body) });
}

function accept(item, { messages, refused }) {
  show(item, refused ? "refused" : "sent"); // why not, the answer says
  item.line.classList.toggle("aside", messages.length > 0 && messages.every(({ aside }) => aside));
  answered(messages, item.body);
  return true;
}

function refuse(item, problem) {
  show(item, "refused");
  item.line.querySelector(".state").textContent = problem.detail ?? say("refused");
  return true;
}

function fail(item) {
  show(item, "failed");
  failed.add(item);
  return true;
}

const failed = new Set();

function retry(item) {
  failed.delete(item);
  show(item, "sending");
  queue(item);
}

function show(item, state) {
  item.line.classList.toggle("failed", state === "failed" || state === "refused");
  item.line.dataset.state = state;
  const place = state === "failed"
    ? make("button", { type: "button", class: "state", onclick: () => retry(item) }, say("failed"))
    : state === "sending" && item.file
    ? progressOf(item)
    : make("span", { class: "state" }, say(state));
  item.line.querySelector(".state").replaceWith(place);
}

function keep() {
  const unsent = [...words.waiting, ...failed].filter((item) => item.body);
  kept.write(UNSENT, unsent.map(({ key, body, label }) => ({ key, body, label })));
}
