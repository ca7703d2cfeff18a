// Two ways to write that never look alike: to the citizen, and to colleagues. Each has its own
// box, so that a note cannot be sent to the citizen by a wrong tab.

import { isOver } from "./desk-marks.js";
import { clearProblem, perform, showProblem } from "./desk-moves.js";
import { readyButtons } from "./desk-ready.js";
import { byId, say } from "./page.js";

const composer = byId("composer");
const boxes = { ask: byId("ask-words"), note: byId("note-words") };
const forms = { ask: byId("ask-form"), note: byId("note-form") };
const tabs = { ask: byId("ask-tab"), note: byId("note-tab") };
const whyNot = forms.ask.querySelector(".why-not");
const TOLD = { ask: "asked", note: "noted" };

const drafts = new Map(); // code → {ask, note, tab}: in this page's memory and nowhere else
let tip = null;
let sending = false;

export function startComposer() {
  byId("ask-ready").replaceWith(readyButtons("asking", boxes.ask));
  for (const kind of ["ask", "note"]) {
    tabs[kind].addEventListener("click", () => (isFoldable(kind) ? fold() : write(kind)));
    boxes[kind].addEventListener("input", () => {
      draft()[kind] = boxes[kind].value;
      measure(kind);
    });
    boxes[kind].addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        forms[kind].requestSubmit();
      }
    });
    forms[kind].addEventListener("submit", (event) => {
      event.preventDefault();
      send(kind);
    });
  }
  addEventListener("beforeunload", (event) => {
    if (isUnsent()) event.preventDefault();
  });
}

export function drawComposer(shown) {
  const fresh = shown.code !== tip?.code;
  tip = shown;
  if (fresh) {
    for (const kind of ["ask", "note"]) {
      boxes[kind].value = draft()[kind];
      measure(kind);
    }
    turnTo(draft().tab ?? (can("ask") ? "ask" : "note"));
    unfold(isWritten(draft()));
  }
  whyNot.textContent = reason();
  whyNot.hidden = can("ask");
  for (const kind of ["ask", "note"]) button(kind).disabled = sending || !can(kind);
}

/** a and n. */
export function write(kind) {
  if (!tip) return;
  turnTo(kind);
  unfold(true);
  boxes[kind].focus();
}

/** Out of the way of what is read, unless something is written. */
export function fold() {
  if (tip && !isWritten(draft())) unfold(false);
}

function unfold(open) {
  composer.classList.toggle("writing", open);
  for (const kind of ["ask", "note"]) {
    tabs[kind].setAttribute("aria-expanded", open && composer.dataset.tab === kind);
  }
}

const isFoldable = (kind) =>
  composer.classList.contains("writing") && draft().tab === kind && !boxes[kind].value.trim();

const isWritten = ({ ask, note }) => Boolean(ask.trim() || note.trim());
const isUnsent = () => [...drafts.values()].some(isWritten);

const can = (kind) => tip.moves.includes(kind);
const button = (kind) => forms[kind].querySelector(".send button");

function draft() {
  if (!drafts.has(tip.code)) drafts.set(tip.code, { ask: "", note: "", tab: null });
  return drafts.get(tip.code);
}

function turnTo(kind) {
  draft().tab = kind;
  composer.dataset.tab = kind;
  for (const each of ["ask", "note"]) forms[each].hidden = each !== kind;
}

function reason() {
  if (can("ask")) return "";
  if (tip.trace) return say("cannot_ask_trace", { desk: tip.trace.desk_name });
  if (tip.lead) return say("cannot_ask_merged", { code: tip.lead });
  if (isOver(tip)) return say("cannot_ask_over");
  return tip.officer_label && !tip.mine
    ? say("cannot_ask_held", { officer: tip.officer_label })
    : say("cannot_ask_free");
}

async function send(kind, confirm = false) {
  const words = boxes[kind].value;
  const { code } = tip;
  if (!words.trim() || sending || !can(kind)) {
    boxes[kind].focus();
    return;
  }
  sending = true;
  const pressed = button(kind);
  const label = pressed.textContent;
  pressed.textContent = say("sending");
  pressed.disabled = true;
  try {
    await perform(kind, confirm ? { text: words, confirm } : { text: words }, say(TOLD[kind]));
    sent(code, kind, words);
    clearProblem();
  } catch (error) {
    showProblem(
      error.message,
      error.code === "words_held" && (() => sendAnyway(kind, code, words)),
    );
  } finally {
    sending = false;
    pressed.textContent = label;
    pressed.disabled = !can(kind);
  }
}

/** Only the very words that were held, to the same resident. */
function sendAnyway(kind, code, words) {
  if (tip.code === code && boxes[kind].value === words) send(kind, true);
  else clearProblem();
}

/** What was typed on while it was on its way stays. */
function sent(code, kind, words) {
  const kept = drafts.get(code);
  if (kept[kind] !== words) return;
  kept[kind] = "";
  if (tip.code !== code) return;
  boxes[kind].value = "";
  measure(kind);
  fold();
}

function measure(kind) {
  const left = Number(boxes[kind].dataset.limit) - [...boxes[kind].value.normalize("NFC")].length;
  const shown = forms[kind].querySelector(".count");
  shown.textContent = left < 0
    ? say("characters_over", { n: -left })
    : left < 200
    ? say("characters_left", { n: left })
    : "";
  shown.classList.toggle("late", left < 0);
}
