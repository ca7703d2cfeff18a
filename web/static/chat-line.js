// Draws one line of the chat.

import { receiptCard } from "./chat-receipt.js";
import { make, say } from "./page.js";

const LASTING = "thread:"; // an officer's question can be answered whenever it is found
const CALL = "call:"; // dials the number
export const SAVED = "saved"; // the receipt has been put away
const STOP = "dk:stop"; // under every lesson, however old
const SHORT = 7; // so few are all shown: five places, "none of these", "unknown"
const LEAST = 3; // and of long ones at least this many
const EMERGENCY = /(?<![\d.,])(11[1345])(?![\d.,]*\d)/;

export function drawLine(message, choose) {
  const buttons = (message.buttons ?? []).filter(({ choice }) =>
    !(message.receipt && choice === SAVED) // stands on the card already
  );
  const bubble = make("div", { class: "bubble" }, ...mediaOf(message), ...textOf(message));
  return make(
    "li",
    { class: `message ${message.from}${message.aside ? " aside" : ""}`, "data-id": message.id },
    make(
      "span",
      { class: message.from === "desk" ? "who" : "who unseen" },
      say(`from_${message.from}`),
    ),
    bubble.childNodes.length ? bubble : null,
    message.receipt ? receiptCard(message.receipt, isToken(message)) : null,
    buttons.length ? choicesOf(buttons, choose) : null,
  );
}

// A token is fetched, not put away: its words are shown this once.
const isToken = ({ buttons }) => !(buttons ?? []).some(({ choice }) => choice === SAVED);

let isUnfolded = false; // who ticks several things need not ask for all of them each time

// Two lines of choices, the rest on request. Needs the element to be on the page.
export function foldChoices(line) {
  const isAside = line.classList.contains("aside");
  if (isAside && isUnfolded) return;
  const choices = line.querySelector(".choices");
  const buttons = [...(choices?.children ?? [])];
  if (buttons.length <= SHORT || rows(choices) <= 2) return;
  const more = make("button", { type: "button", "aria-expanded": "false" }, say("more"));
  choices.append(more);
  let shown = buttons.length;
  while (shown > LEAST && rows(choices) > 2) buttons[--shown].hidden = true;
  more.addEventListener("click", () => {
    more.remove();
    isUnfolded ||= isAside;
    buttons.forEach((button) => (button.hidden = false));
    buttons[shown].focus({ preventScroll: true });
    buttons.at(-1).scrollIntoView({ block: "nearest" });
  });
}

function rows(choices) {
  const shown = [...choices.children].filter((one) => !one.hidden);
  return new Set(shown.map((one) => one.offsetTop)).size;
}

function choicesOf(buttons, choose) {
  return make(
    "div",
    {
      class: "choices",
      role: "group",
      "aria-label": say("choices"),
      "data-lasting": buttons.some(({ choice }) => isLasting(choice)) ||
        buttons.every(({ choice }) => choice === STOP),
    },
    ...buttons.map((button) => pressable(button, choose)),
  );
}

const isLasting = (choice) => choice.startsWith(LASTING) || choice.startsWith(CALL);

// A number to call is called by the phone itself, and is never stale.
function pressable(button, choose) {
  if (button.choice.startsWith(CALL)) {
    const href = `tel:${button.choice.slice(CALL.length)}`;
    return make("a", { class: "call", href }, button.label);
  }
  const onclick = () => choose(button);
  return make("button", { type: "button", "data-choice": button.choice, onclick }, button.label);
}

function textOf(message) {
  let text = message.text;
  if (message.receipt) text = withoutWords(text, message.receipt);
  if (!text) return [];
  return message.from === "citizen" ? [text] : withNumbers(text);
}

// The card shows the words: once is enough.
const withoutWords = (text, receipt) =>
  text.replace(receipt.join(" · "), "").replace(/\n{3,}/g, "\n\n").trim();

// 113, 114, 115 and 111 can be called by a tap.
function withNumbers(text) {
  return text.split(new RegExp(EMERGENCY, "g")).map((piece, place) =>
    place % 2 ? make("a", { href: `tel:${piece}` }, piece) : piece
  );
}

function mediaOf(message) {
  return (message.media ?? []).map(({ kind, url }) => {
    const label = say(kind);
    if (kind === "photo") {
      return make("img", { class: "media", src: url, alt: label, loading: "lazy" });
    }
    if (kind === "video") {
      return make("video", {
        class: "media",
        src: url,
        controls: true,
        preload: "metadata",
        playsinline: true,
        "aria-label": label,
      });
    }
    if (kind === "paper") return make("a", { href: url, download: `${label}.pdf` }, label);
    return make("audio", {
      class: "media",
      src: url,
      controls: true,
      preload: "none",
      "aria-label": label,
    });
  });
}
