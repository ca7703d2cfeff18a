// Sentences a desk has ready for residents: one press puts one into the box, where it can still be
// changed. A commander writes the desk's own.

import { post, read } from "./officers-api.js";
import { ask } from "./officers-dialog.js";
import { announce } from "./officers-notices.js";
import { byId, make, say } from "./page.js";

let asked = null; // what the server has, once for the page
const places = []; // [[element, kind, box]] that stay on the page

const words = () =>
  asked ??= read("ready-words").catch((error) => {
    asked = null;
    throw error;
  });

export function startReady() {
  const button = byId("ready-words");
  button.addEventListener("click", edit);
  words().then(({ may_set: maySet }) => {
    button.hidden = !maySet;
  }).catch(() => {}); // asked again where they are needed
}

/** Buttons that put sentences of `kind`, "asking" or "closing", into the box. */
export function readyButtons(kind, box) {
  const place = make("div", { class: "ready", role: "group", "aria-label": say("ready") });
  if (box.isConnected) places.push([place, kind, box]);
  draw(place, kind, box);
  return place;
}

async function draw(place, kind, box) {
  const ready = await words().catch(() => null);
  if (ready) place.replaceChildren(...ready[kind].map((sentence) => button(sentence, box)));
}

const button = (sentence, box) =>
  make("button", {
    type: "button",
    class: "small",
    title: sentence,
    onclick: () => putInto(box, sentence),
  }, sentence);

/** After what is written there, so that two of them make two sentences. */
function putInto(box, sentence) {
  const before = box.value.trimEnd();
  box.value = before ? `${before} ${sentence}` : sentence;
  box.dispatchEvent(new Event("input"));
  box.focus();
}

async function edit() {
  const { asking, closing } = await words();
  ask({
    head: say("ready_head"),
    body: say("ready_body"),
    send: say("save"),
    fields: [
      { name: "asking", label: say("ready_asking"), rows: 8, value: asking.join("\n") },
      { name: "closing", label: say("ready_closing"), rows: 6, value: closing.join("\n") },
    ],
    act: async ({ values }) => {
      asked = Promise.resolve(
        await post("ready-words", {
          asking: lines(values.asking),
          closing: lines(values.closing),
        }),
      );
      places.forEach((place) => draw(...place));
      announce(say("ready_saved"));
    },
  });
}

const lines = (typed) => typed.split("\n").map((line) => line.trim()).filter(Boolean);
