// The desk: three panes over one open tip. Nothing is kept on the device.

import { drawComposer, fold, startComposer, write } from "./desk-composer.js";
import { showExpiring } from "./desk-expiring.js";
import { clearFacts, drawFacts, startFacts } from "./desk-facts.js";
import { showHelp, startKeys } from "./desk-keys.js";
import { showRole } from "./desk-log.js";
import { startFigures } from "./desk-figures.js";
import { byPhone, splitLine, traces } from "./desk-more.js";
import { clearProblem, drawMoves, perform, press, showProblem, startMoves } from "./desk-moves.js";
import { listen } from "./desk-news.js";
import {
  choose,
  drawCounts,
  failed,
  focusedRow,
  focusRow,
  markRead,
  reload,
  startQueue,
  step,
} from "./desk-queue.js";
import { startReady } from "./desk-ready.js";
import { startReports } from "./desk-reports.js";
import { showSearch } from "./desk-search.js";
import { pick } from "./desk-together.js";
import { drawReminders, startRoster } from "./desk-roster.js";
import { drawFailed, drawLoading, drawNoThread, drawThread, startThread } from "./desk-thread.js";
import { setServerTime } from "./desk-times.js";
import { consent, drawAlarm, endAlarm, isLoud, mayAsk, setLoud } from "./officers-alarm.js";
import { onSessionOver, post, read, Refused } from "./officers-api.js";
import { tell } from "./officers-dialog.js";
import { announce } from "./officers-notices.js";
import { watchSession } from "./officers-session.js";
import { byId, make, say } from "./page.js";

let tip = null; // the open one, complete
let wanted = null; // its code, from the press on
let over = false;
let hurried = null; // a key pressed while its tip was still on the way
let stopListening = () => {};
let trying; // the timer of the next try, after one that failed
const TRY_AGAIN = 3000; // milliseconds
const officer = {}; // who sits here, as the server knows it

function show(fresh) {
  if (fresh.code !== wanted || (tip?.code === fresh.code && fresh.version < tip.version)) return;
  tip = fresh;
  setServerTime(fresh.now);
  drawThread(tip);
  drawMoves(tip);
  drawComposer(tip);
  drawFacts(tip);
  const name = hurried;
  hurried = null;
  if (name) act(name);
}

function act(name) {
  if (name !== "ask" && name !== "note") {
    press(name);
    return;
  }
  toPane("thread");
  write(name);
}

/** On what has the focus: a row of the queue is opened first, then the key acts on it. */
function pressed(name) {
  const code = focusedRow();
  if (code && code !== wanted) {
    open(code);
    hurried = name;
  } else if (tip) act(name);
  else if (wanted) hurried = name;
}

async function open(code) {
  if (over) return;
  const moved = wanted !== code;
  wanted = code;
  choose(code);
  toPane("thread");
  if (moved) {
    tip = null;
    hurried = null;
    clearProblem();
    clearFacts();
    drawLoading();
  }
  await reread();
  if (moved && wanted === code) byId("thread").focus({ preventScroll: true });
}

function seen() {
  markRead(tip.code);
  remind().catch(() => {}); // the next change asks again
}

async function reread() {
  const code = wanted;
  if (!code || over) return;
  try {
    show(await read(`tips/${encodeURIComponent(code)}`));
    if (tip?.mine && tip.unread) seen();
  } catch (error) {
    if (wanted !== code || over) return;
    if (!tip) drawFailed(error instanceof Refused ? error.message : say("load_failed"), reread);
    else if (error instanceof Refused) showProblem(error.message);
    else throw error;
  }
}

/** A code typed into the search box may be of a tip that is not in the list; so may words. */
async function find(typed) {
  const code = typed.toUpperCase().replace(/[^A-Z0-9]/g, "");
  const isCode = /^[A-Z0-9 -]+$/i.test(typed) && /^[A-Z]\d[A-Z]\d{3,6}$/.test(code);
  if (isCode) await open(code);
  else showSearch(open, typed);
}

async function refresh(codes) {
  if (over) return;
  const all = !codes.length;
  clearTimeout(trying);
  try {
    await Promise.all([remind(), reload(), all || codes.includes(wanted) ? reread() : null]);
    connected(true);
  } catch {
    connected(false);
    failed(() => refresh([]));
    trying = setTimeout(() => refresh([]), TRY_AGAIN);
  }
}

/** Asked again with every change, and every minute: who is on duty changes by itself. */
async function remind() {
  if (over) return;
  const me = await read("me");
  setServerTime(me.now);
  Object.assign(officer, me);
  drawWaiting();
}

/** What calls the officer, whatever they are looking at. */
function drawWaiting() {
  drawReminders(officer);
  drawCounts(officer.waiting);
  drawAlarm(
    officer.waiting,
    ({ first }) =>
      make("button", { type: "button", onclick: () => open(first) }, say("alarm_open")),
  );
}

function startSwitches() {
  const loud = byId("sound");
  const name = () => loud.replaceChildren(say(isLoud() ? "sound_turn_off" : "sound_turn_on"));
  name();
  loud.addEventListener("click", () => {
    setLoud(!isLoud());
    name();
    announce(say(isLoud() ? "sound_on" : "sound_off"));
  });
  const notices = byId("notices");
  notices.hidden = !mayAsk();
  notices.addEventListener("click", async () => {
    announce(say(await consent() ? "notices_on" : "notices_off"));
    notices.hidden = !mayAsk();
  });
}

function connected(yes) {
  const place = byId("connection");
  place.hidden = yes;
  place.textContent = yes ? "" : say("offline");
}

function endSession() {
  if (over) return;
  over = true;
  if (officer.works === false) {
    location.reload();
    return;
  } // their page has none of what follows
  stopListening();
  endAlarm();
  clearTimeout(trying);
  byId("rows").replaceChildren();
  byId("lines").replaceChildren();
  byId("moves").replaceChildren();
  clearFacts();
  document.querySelectorAll("#composer .send button").forEach((button) => {
    button.disabled = true;
  });
  showProblem(say("session_over"));
  toPane("thread");
}

function toPane(pane) {
  const now = document.body.dataset.pane;
  document.body.dataset.pane = pane;
  document.querySelectorAll(".panes button").forEach((button) =>
    button.toggleAttribute("aria-current", button.dataset.to === pane)
  );
  // On a phone the way back leads to the queue. The address never names a tip.
  if (now === "queue" && pane !== "queue") history.pushState({ pane }, "");
}

function escape(event) {
  const writing = event.target.matches("textarea, input, select");
  if (writing) {
    event.target.blur();
    fold();
  } else if (document.body.dataset.pane !== "queue") {
    toPane("queue");
    focusRow(wanted);
  }
}

async function linkTelegram() {
  try {
    const link = await post("link-code");
    tell({
      head: say("link_head"),
      shut: say("link_close"),
      parts: [
        make("p", {}, say("link_body", { minutes: link.minutes })),
        make("p", { class: "code" }, make("code", {}, link.command)),
      ],
    });
  } catch (error) {
    showProblem(error.message || say("not_done"));
  }
}

async function start() {
  onSessionOver(endSession);
  watchSession();
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  addEventListener("popstate", () => {
    document.body.dataset.pane = "queue";
    toPane("queue");
    focusRow(wanted);
  });
  addEventListener("offline", () => connected(false));
  document.querySelectorAll(".panes button").forEach((button) =>
    button.addEventListener("click", () => toPane(button.dataset.to))
  );
  const menu = document.querySelector(".menu");
  menu.addEventListener("click", (event) => {
    if (event.target.closest("button")) menu.open = false;
  });
  byId("help").addEventListener("click", showHelp);
  byId("search-all").addEventListener("click", () => showSearch(open));
  byId("by-phone").addEventListener("click", () => byPhone(open));
  byId("traces").addEventListener(
    "click",
    () => traces(open).catch((error) => showProblem(error.message || say("not_done"))),
  );
  byId("expiring").addEventListener(
    "click",
    () => showExpiring(open).catch((error) => showProblem(error.message || say("not_done"))),
  );
  byId("link-telegram").addEventListener("click", linkTelegram);
  Object.assign(officer, await greet());
  byId("who").textContent = `${officer.desk_name} · ${officer.officer}`;
  if (!officer.works) {
    showRole(officer);
    return;
  }
  drawWaiting();
  startSwitches();
  startMoves({
    tip: () => tip,
    show: (fresh) => {
      show(fresh);
      refresh([fresh.code]);
    },
    reread,
    open,
  });
  startThread({
    split: (number) =>
      splitLine(tip, tip.lines.find((line) => line.number === number && !line.source), perform),
  });
  startFacts(open);
  startReady();
  startReports();
  startFigures(officer, open);
  startComposer();
  startQueue({ officer, open, find, refresh: () => refresh([]) });
  startRoster({ open, changed: () => refresh([]) });
  setInterval(() => remind().catch(() => {}), 60000);
  drawNoThread();
  toPane("queue");
  startKeys({
    j: () => step(1),
    k: () => step(-1),
    c: () => pressed("claim"),
    r: () => pressed("release"),
    a: () => pressed("ask"),
    n: () => pressed("note"),
    u: () => pressed("urgency"),
    s: () => pressed("status"),
    e: () => pressed("close"),
    x: () => pick(focusedRow()),
    m: () => pressed("more"),
    "/": () => {
      toPane("queue");
      byId("search").focus();
    },
    "?": showHelp,
  }, escape);
  stopListening = listen({ changed: refresh, over: endSession });
}

/** Nothing works without knowing who is here, so this is tried until it is known. */
async function greet() {
  for (;;) {
    try {
      const me = await read("me");
      setServerTime(me.now);
      connected(true);
      return me;
    } catch (error) {
      if (error instanceof Refused) throw error;
      connected(false);
      await new Promise((then) => {
        setTimeout(then, 3000);
      });
    }
  }
}

start();
