// The library: what may go out, what is held and why, and how residents will read it.

import { button, link, panel, previews } from "./lessons-parts.js";
import { read } from "./officers-api.js";
import { make, say } from "./page.js";

let library;
let place;
const chosen = new Set(); // in the order they will go out
const wish = { kind: "", topic: "", words: "", free: false, hard: false };

export async function showLibrary(into) {
  library = await read("lessons");
  place = into;
  const reader = make("div", { class: "reader", "aria-live": "polite" });
  place.replaceChildren(
    make(
      "div",
      { class: "fields" },
      select(say("kind"), library.kinds, (value) => {
        wish.kind = value;
      }),
      select(say("topic"), library.topics, (value) => {
        wish.topic = value;
      }),
      make(
        "label",
        {},
        say("find"),
        make("input", {
          type: "search",
          autocomplete: "off",
          oninput: (event) => {
            wish.words = plain(event.target.value);
            draw();
          },
        }),
      ),
      make(
        "label",
        { class: "check" },
        make("input", {
          type: "checkbox",
          onchange: (event) => {
            wish.free = event.target.checked;
            draw();
          },
        }),
        say("only_free"),
      ),
      make(
        "label",
        { class: "check" },
        make("input", {
          type: "checkbox",
          onchange: (event) => {
            wish.hard = event.target.checked;
            draw();
          },
        }),
        say("only_hard"),
      ),
    ),
    make(
      "div",
      { class: "row-of spread" },
      make("p", { id: "count", class: "muted" }),
      may("alert", "write") && link("/desk/lessons/new?alert=1", say("write_alert")),
    ),
    make("div", { class: "shelf" }, make("ul", { class: "cards", id: "cards" }), reader),
  );
  draw();
}

const may = (...rights) => rights.some((right) => library.rights.includes(right));

function select(label, choices, change) {
  const box = make(
    "select",
    {
      autocomplete: "off",
      onchange: (event) => {
        change(event.target.value);
        draw();
      },
    },
    make("option", { value: "" }, say("every_one")),
    ...choices.map((one) => make("option", { value: one.id }, one.label)),
  );
  return make("label", {}, label, box);
}

function draw() {
  const shown = library.lessons.filter(fits);
  document.getElementById("count").textContent = say("library_count", {
    shown: shown.length,
    held: shown.filter((one) => one.held).length,
  });
  document.getElementById("cards").replaceChildren(
    ...(shown.length ? shown.map(card) : [make("li", { class: "muted" }, say("nothing_found"))]),
  );
  drawBasket();
}

function fits(lesson) {
  return (!wish.kind || lesson.kind === wish.kind) &&
    (!wish.topic || lesson.topics.some((one) => one.id === wish.topic)) &&
    (!wish.free || !lesson.held) &&
    (!wish.hard || lesson.hard) &&
    plain(`${lesson.id} ${lesson.title}`).includes(wish.words);
}

const plain = (words) =>
  words.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d").trim();

function card(lesson) {
  const can = may("write") && !lesson.held;
  const box = can &&
    make(
      "label",
      { class: "check" },
      make("input", {
        type: "checkbox",
        checked: chosen.has(lesson.id),
        "aria-label": `${say("choose")}: ${lesson.title}`,
        onchange: (event) => choose(lesson.id, event.target.checked),
      }),
    );
  return make(
    "li",
    { class: can ? "card" : "card alone", "data-lesson": lesson.id },
    box,
    make("button", { type: "button", class: "name", onclick: () => open(lesson) }, lesson.title),
    make(
      "p",
      { class: "facts" },
      make("span", {}, lesson.id),
      ...lesson.topics.map((one) => make("span", {}, one.label)),
      make("span", {}, lesson.season.label),
      lesson.held
        ? make("span", { class: "chip stop wraps" }, say("held", { reason: lesson.held }))
        : make(
          "span",
          {},
          say("good_until", { month: lesson.review_by.split("-").reverse().join("/") }),
        ),
      lesson.asked > 0 && make("span", {}, say("lesson_asked", { count: lesson.asked })),
      lesson.answered > 0 && make("span", {}, say("lesson_answers", lesson)),
      lesson.hard && make("span", { class: "chip stop wraps" }, say("lesson_hard")),
    ),
  );
}

function choose(id, on) {
  if (on) chosen.add(id);
  else chosen.delete(id);
  drawBasket();
}

function drawBasket() {
  document.querySelector(".basket")?.remove();
  if (!chosen.size) return;
  place.append(
    make(
      "div",
      { class: "basket" },
      make("strong", {}, say("chosen", { count: chosen.size })),
      button(say("clear"), () => {
        chosen.clear();
        draw();
      }, "text"),
      link(`/desk/lessons/new?lessons=${[...chosen].join(",")}`, say("write"), "main"),
    ),
  );
}

async function open(lesson) {
  const reader = document.querySelector(".reader");
  for (const one of document.querySelectorAll(".card[aria-current]")) {
    one.removeAttribute("aria-current");
  }
  const full = await read(`lessons/${encodeURIComponent(lesson.id)}`);
  document.querySelector(`[data-lesson="${CSS.escape(lesson.id)}"]`)?.setAttribute(
    "aria-current",
    "true",
  );
  const body = panel(
    full.title,
    full.held && make("p", { class: "chip stop wraps" }, say("held", { reason: full.held })),
    make("p", { class: "facts" }, ...full.audience.map((one) => make("span", {}, one.label))),
    ...previews(full.previews),
    make("p", { class: "muted" }, say("unit_note")),
    make(
      "div",
      { class: "row-of" },
      may("write") && !full.held &&
        link(`/desk/lessons/new?lessons=${full.id}`, say("write"), "main"),
      button(say("close"), () => {
        reader.replaceChildren();
      }, "text"),
    ),
  );
  reader.replaceChildren(body);
  if (matchMedia("(max-width: 899px)").matches) body.scrollIntoView({ block: "start" });
}
