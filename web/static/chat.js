// The chat page: opens the chat, shows what is said, hears what is new.

import { beginLeaving, finishLeaving } from "./chat-leave.js";
import { drawLine, foldChoices, SAVED } from "./chat-line.js";
import { kept, notice, pause } from "./chat-parts.js";
import { beginPosting, call, speak } from "./chat-post.js";
import { byId, say } from "./page.js";

const DRAFT = "draft";
const BACK = "/quaylai";
const ERASED = "erase:yes";
const SPOKEN = "spoken";
const PROOF = "Tinbao-Proof";
const POLL_SECONDS = 5;
const STREAM_AGAIN_SECONDS = 30;
const NEAR = 120; // pixels below which are as good as read
const EXACT = 4; // a scroll position may be a fraction of a pixel
const log = byId("log");
const talk = byId("talk");
let isAtEnd = true;
const said = new Map(); // the words of lessons as they stand on the page, by id
let cursor = 0; // the last id read in order; answers to a post may be ahead of it

// --- what is said -----------------------------------------------------------------------------

function show(messages) {
  const wasAtEnd = isAtEnd || leftBelow() < NEAR;
  const news = newest(messages);
  for (const message of messages) {
    const line = lineOf(message);
    if (!line) place(message);
    else if (!isWhole(line, message)) line.replaceWith(drawLine(message, choose));
  }
  freshenChoices();
  if (wasAtEnd) scrollToNews(news);
  else if (news.some(({ from }) => from === "desk")) byId("below").hidden = false;
}

// The stream tells again what a post's answer showed already: the page must not go back to it.
function newest(messages) {
  const last = messages.findLastIndex(({ from }) => from === "citizen");
  return messages.slice(last + 1).filter((message) => !isWhole(lineOf(message), message));
}

const lineOf = ({ id }) => log.querySelector(`[data-id="${id}"]`);

// A token is told by the answer alone: what came by the stream a moment before lacks it.
const isWhole = (line, { receipt }) => line && (!receipt || line.querySelector(".receipt-card"));

function place(message) {
  if (message.from === "citizen" && adopt(message)) return;
  const line = drawLine(message, choose);
  if (!line.querySelector(".bubble, .receipt, .choices")) return;
  const later = [...log.querySelectorAll("[data-id]")].find((one) => one.dataset.id > message.id);
  log.insertBefore(line, later ?? null);
  if (message.aside) said.set(message.id, message.text);
  foldChoices(line);
  if (message.from === "bot" && !message.aside) showStep(message.step);
}

function choose({ choice, label }) {
  if (choice === SAVED) log.querySelectorAll(".receipt-card").forEach((card) => card.putAway());
  speak({ choice }, label);
  freshenChoices();
}

// "I have saved it" on the card answers the bot's question too, if it is still open.
function answerSaved({ target }) {
  const asked = [...log.querySelectorAll(`.choices:not([hidden]) [data-choice="${SAVED}"]`)].pop();
  const lines = [...log.children];
  const later = lines.slice(lines.indexOf(target.closest(".message")) + 1);
  if (asked) asked.click();
  else if (later.some((line) => line.matches(".citizen:not(.aside)"))) target.putAway();
  else choose({ choice: SAVED, label: say("saved") });
}

// What the resident has erased on the server must not stay on the screen.
function answered(messages, body) {
  if (body?.choice !== ERASED) {
    show(messages);
    if (body?.choice) focusNews(messages);
    return;
  }
  log.replaceChildren();
  cursor = 0;
  return catchUp();
}

// The line we drew ourselves when it was sent, now that the server tells its number.
function adopt(message) {
  const kind = message.media?.length ? "[data-file]" : ":not([data-file])";
  const own = log.querySelector(
    `.own${kind}:not([data-id]):not(.failed):not([data-state=waiting])`,
  );
  if (!own) return false;
  own.dataset.id = message.id;
  return true;
}

// Choices before the resident's last words are stale: hidden, so that none is pressed by mistake.
// Words about lessons leave the question about a tip open.
function freshenChoices() {
  let isStale = false;
  let isTipStale = false;
  for (const line of [...log.children].reverse()) {
    const isAside = line.classList.contains("aside");
    for (const choices of line.querySelectorAll(".choices")) {
      choices.hidden = (isAside ? isStale : isTipStale) && !("lasting" in choices.dataset);
    }
    if (!line.classList.contains("citizen")) continue;
    isStale = true;
    isTipStale ||= !isAside;
  }
}

// The button that was pressed is gone: whoever goes on by keyboard or by ear is at the answer.
function focusNews(messages) {
  const first = messages.find(({ from }) => from !== "citizen");
  const line = first && log.querySelector(`[data-id="${first.id}"]`);
  if (!line || document.activeElement?.id === "write") return;
  line.tabIndex = -1;
  line.focus({ preventScroll: true });
}

function scrollToNews(news) {
  if (news.length === 0) return;
  const line = lineOf(news[0]);
  const isTall = line &&
    log.lastElementChild.getBoundingClientRect().bottom - line.getBoundingClientRect().top >
      talk.clientHeight;
  const card = news.some(({ receipt }) => receipt?.length) &&
    log.querySelector(".message:last-child .receipt-card");
  if (card) card.scrollIntoView({ block: "end" }); // words and the buttons that keep them, at once
  else if (isTall) line.scrollIntoView({ block: "start" });
  else scrollToEnd();
  isAtEnd = leftBelow() < EXACT;
}

const leftBelow = () => talk.scrollHeight - talk.scrollTop - talk.clientHeight;

const scrollToEnd = () => (talk.scrollTop = talk.scrollHeight);

// A late picture, a late font or the keyboard changes sizes without a scroll: who was reading the
// end still is. Only moving up leaves it.
function followEnd() {
  let top = talk.scrollTop;
  talk.addEventListener("scroll", () => {
    if (leftBelow() < EXACT) isAtEnd = true;
    else if (talk.scrollTop < top) isAtEnd = false;
    top = talk.scrollTop;
    if (leftBelow() < NEAR) byId("below").hidden = true;
  });
  // Words of the police must not lie unseen below a long receipt.
  byId("below").addEventListener("click", scrollToEnd);
  const sizes = new ResizeObserver(() => isAtEnd && scrollToEnd());
  for (const element of [talk, log]) sizes.observe(element);
}

function showStep(step) {
  const hasBegun = log.querySelector(".citizen:not(.aside)") !== null;
  byId("step").hidden = !step || !hasBegun; // before the first answer there is no way back
  byId("step-words").textContent = step ?? "";
  byId("offer").hidden = Boolean(step) && hasBegun;
}

// --- hearing what is new ----------------------------------------------------------------------

async function open() {
  let headers = {};
  for (let wait = 1;; wait = Math.min(wait * 2, 30)) {
    const answer = await call("/api/chat", { method: "POST", headers }).catch(() => null);
    if (answer?.ok) {
      notice("");
      return hear(await answer.json());
    }
    if (answer?.status === 428) { // many newcomers behind this address
      notice(say("proving"));
      headers = await proven().catch(() => ({}));
      if (headers[PROOF]) continue;
    }
    notice(navigator.onLine ? say("cannot_open") : say("offline"));
    await pause(Number(answer?.headers.get("Retry-After")) || wait);
  }
}

async function proven() {
  const { prove } = await import("./chat-proof.js");
  return { [PROOF]: await prove() };
}

function hear({ messages }) {
  show(messages);
  cursor = Math.max(cursor, ...messages.map(({ id }) => id));
}

function listen() {
  const stream = new EventSource(`/api/chat/stream?after=${cursor}`);
  stream.addEventListener("messages", ({ data }) => hear(JSON.parse(data)));
  stream.addEventListener("error", async () => {
    if (stream.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    await askMeanwhile();
  });
  stream.addEventListener("crowded", async () => { // too many listen: we were idle longest
    stream.close();
    await askMeanwhile();
  });
}

async function askMeanwhile() {
  for (let passed = 0; passed < STREAM_AGAIN_SECONDS; passed += POLL_SECONDS) {
    await catchUp();
    await pause(POLL_SECONDS);
  }
  listen();
}

async function catchUp() {
  const answer = await call(`/api/chat/messages?after=${cursor}`).catch(() => null);
  if (answer?.ok) hear(await answer.json());
  if (answer?.status === 401) await open();
}

// A lesson that was wrong is corrected or taken back: nobody who looks again should still read it.
async function mend() {
  if (!said.size) return;
  const answer = await call("/api/chat/messages?after=0").catch(() => null);
  if (!answer?.ok) return;
  const now = new Map((await answer.json()).messages.map((message) => [message.id, message]));
  for (const [id, text] of said) {
    const line = log.querySelector(`[data-id="${id}"]`);
    const message = now.get(id);
    if (message?.text === text) continue;
    if (message) line?.replaceWith(drawLine(message, choose));
    else line?.remove();
    message ? said.set(id, message.text) : said.delete(id);
  }
  freshenChoices();
}

// --- writing -----------------------------------------------------------------------------------

function beginWriting() {
  const write = byId("write");
  const grow = () => {
    write.style.height = "auto";
    write.style.height = `${write.scrollHeight + 2}px`;
    kept.write(DRAFT, write.value);
    if (write.value.length >= write.maxLength) notice(say("text_full"), 15);
  };
  write.value = kept.read(DRAFT, "");
  write.addEventListener("input", grow);
  write.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
  });
  byId("composer").addEventListener("submit", submit);
  byId("back").addEventListener(
    "click",
    () => speak({ text: BACK }, byId("back").firstChild.textContent.trim()),
  );
  grow();

  function submit(event) {
    event.preventDefault();
    const text = write.value.trim();
    if (!text) return;
    write.value = "";
    grow();
    speak({ text }, text);
    freshenChoices();
  }
}

// The page's language is also the conversation's: it is told on the page that comes next.
function beginLanguage() {
  const spoken = kept.read(SPOKEN, "");
  kept.write(SPOKEN, "");
  if (spoken) speak({ text: `/${spoken}` }, spoken === "en" ? "English" : "Tiếng Việt");
  byId("language").addEventListener("click", () => kept.write(SPOKEN, byId("language").lang));
}

// --- a receipt from elsewhere --------------------------------------------------------------------

function beginReceipt() {
  byId("receipt-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const words = byId("receipt").value.trim();
    if (!words) return byId("receipt").focus();
    byId("receipt").value = "";
    event.target.closest("details").open = false;
    speak({ text: `/ma ${words}` }, say("receipt_shown")); // its words stand on no screen
  });
}

// Opens the page without a network: whom to call, and what to do meanwhile.
function beginWorker() {
  const address = document.body.dataset.worker;
  navigator.serviceWorker?.register(address).catch(() => {}); // plain http has none
}

// --- lessons ----------------------------------------------------------------------------------

function beginLessons() {
  byId("offer").hidden = !byId("step").hidden && log.querySelector(".citizen:not(.aside)") !== null;
  byId("subscribe").addEventListener(
    "click",
    () => choose({ choice: "dk:new", label: say("subscribe") }),
  );
  followPoster();
}

// A poster's code opens the page with ?dk=…: asked once, not again at every reload.
function followPoster() {
  const here = new URL(location.href);
  const code = here.searchParams.get("dk") ?? "";
  here.searchParams.delete("dk");
  if (!/^[\w-]{1,54}$/.test(code)) return;
  history.replaceState(null, "", here);
  choose({ choice: `dk:link:${code}`, label: say("subscribe") });
}

async function begin() {
  beginLeaving();
  log.addEventListener("saved", answerSaved);
  addEventListener("offline", () => notice(say("offline")));
  addEventListener("online", () => notice(""));
  byId("opening").hidden = false;
  byId("bottom").hidden = false;
  beginWriting();
  log.setAttribute("aria-busy", "true");
  await finishLeaving();
  await open();
  log.removeAttribute("aria-busy");
  byId("opening").hidden = true;
  // Someone new reads the notice from its start; someone who returns reads on where it ended.
  talk.scrollTop = log.querySelector(".citizen") ? talk.scrollHeight : 0;
  isAtEnd = leftBelow() < EXACT;
  import("./chat-attach.js").then(({ beginAttaching }) => beginAttaching());
  followEnd();
  beginPosting(answered, open);
  beginLanguage();
  beginLessons();
  beginReceipt();
  beginWorker();
  listen();
  document.addEventListener("visibilitychange", () => document.hidden || catchUp().then(mend));
}

begin();
