// The library: what may go out, what is held and why, and how residents will read it.

import { read } from "./desk-api.js";
import { el, say } from "./desk-dom.js";
import { button, link, panel, previews } from "./lessons-parts.js";

let library;
let place;
const chosen = new Set(); // in the order they will go out
const wish = { kind: "", topic: "", words: "", free: false };

export async function showLibrary(into) {
  library = await read("lessons");
  place = into;
  const reader = el("div", { class: "reader", "aria-live": "polite" });
  place.replaceChildren(
    el(
      "div",
      { class: "fields" },
      select(say("kind"), library.kinds, (value) => {
        wish.kind = value;
      }),
      select(say("topic"), library.topics, (value) => {
        wish.topic = value;
      }),
      el(
        "label",
        {},
        say("find"),
        el("input", {
          type: "search",
          autocomplete: "off",
          oninput: (event) => {
            wish.words = plain(event.target.value);
            draw();
          },
        }),
      ),
      el(
        "label",
        { class: "check" },
        el("input", {
          type: "checkbox",
          onchange: (event) => {
            wish.free = event.target.checked;
            draw();
          },
        }),
        say("only_free"),
      ),
    ),
    el(
      "div",
      { class: "row-of spread" },
      el("p", { id: "count", class: "muted" }),
      may("alert", "write") && link("/desk/lessons/new?alert=1", say("write_alert")),
    ),
    el("div", { class: "shelf" }, el("ul", { class: "cards", id: "cards" }), reader),
  );
  draw();
}

const may = (...rights) => rights.some((right) => library.rights.includes(right));

function select(label, choices, change) {
  const box = el(
    "select",
    {
      autocomplete: "off",
      onchange: (event) => {
        change(event.target.value);
        draw();
      },
    },
    el("option", { value: "" }, say("every_one")),
    ...choices.map((one) => el("option", { value: one.id }, one.label)),
  );
  return el("label", {}, label, box);
}

function draw() {
  const shown = library.lessons.filter(fits);
  document.getElementById("count").textContent = say("library_count", {
    shown: shown.length,
    held: shown.filter((one) => one.held).length,
  });
  document.getElementById("cards").replaceChildren(
    ...(shown.length ? shown.map(card) : [el("li", { class: "muted" }, say("nothing_found"))]),
  );
  drawBasket();
}

function fits(lesson) {
  return (!wish.kind || lesson.kind === wish.kind) &&
    (!wish.topic || lesson.topics.some((one) => one.id === wish.topic)) &&
    (!wish.free || !lesson.held) &&
    plain(`${lesson.id} ${lesson.title}`).includes(wish.words);
}

const plain = (words) =>
  words.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d").trim();

function card(lesson) {
  const can = may("write") && !lesson.held;
  const box = can &&
    el(
      "label",
      { class: "check" },
      el("input", {
        type: "checkbox",
        checked: chosen.has(lesson.id),
        "aria-label": `${say("choose")}: ${lesson.title}`,
        onchange: (event) => choose(lesson.id, event.target.checked),
      }),
    );
  return el(
    "li",
    { class: can ? "card" : "card alone", "data-lesson": lesson.id },
    box,
    el("button", { type: "button", class: "name", onclick: () => open(lesson) }, lesson.title),
    el(
      "p",
      { class: "facts" },
      el("span", {}, lesson.id),
      ...lesson.topics.map((one) => el("span", {}, one.label)),
      el("span", {}, lesson.season.label),
      lesson.held
        ? el("span", { class: "chip stop wraps" }, say("held", { reason: lesson.held }))
        : el(
          "span",
          {},
          say("good_until", { month: lesson.review_by.split("-").reverse().join("/") }),
        ),
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
    el(
      "div",
      { class: "basket" },
      el("strong", {}, say("chosen", { count: chosen.size })),
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
    full.held && el("p", { class: "chip stop wraps" }, say("held", { reason: full.held })),
    el("p", { class: "facts" }, ...full.audience.map((one) => el("span", {}, one.label))),
    ...previews(full.previews),
    el("p", { class: "muted" }, say("unit_note")),
    el(
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
