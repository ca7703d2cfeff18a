// Writing a campaign: lessons or an alert, to whom, when. A second person lets it out.

import { campaignAt, check, panel } from "./lessons-parts.js";
import { post, read } from "./officers-api.js";
import { make, say } from "./page.js";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
let library;

export async function showDraft(place, asked) {
  library = await read("lessons");
  const isAlert = asked.has("alert");
  const wanted = (asked.get("lessons") ?? "").split(",");
  const lessons = wanted.map((id) => library.lessons.find((one) => one.id === id)).filter(Boolean);
  const trouble = make("p", { class: "alarm", role: "alert", hidden: true });
  const send = make("button", { class: "main" }, say("save_draft"));
  const form = make(
    "form",
    { class: "form" },
    make("h2", {}, say(isAlert ? "alert_head" : "new_head")),
    isAlert ? alertWords() : chosen(lessons),
    whom(lessons, isAlert),
    when(lessons, isAlert),
    delivery(),
    trouble,
    send,
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    send.disabled = true;
    try {
      const made = await post("campaigns", written(new FormData(form), lessons, isAlert));
      location.assign(campaignAt(made.id));
    } catch (problem) {
      trouble.textContent = problem.message || say("not_saved");
      trouble.hidden = false;
      send.disabled = false;
    }
  });
  place.replaceChildren(form);
}

function alertWords() {
  return panel(
    say("what"),
    make(
      "label",
      {},
      say("alert_title"),
      make("input", { name: "title", maxlength: 100, required: true, autocomplete: "off" }),
    ),
    make(
      "label",
      {},
      say("alert_words"),
      make("textarea", { name: "text", maxlength: 900, required: true, rows: 6 }),
    ),
  );
}

const chosen = (lessons) =>
  panel(
    say("what"),
    make(
      "ol",
      { class: "picked" },
      ...lessons.map((one) =>
        make("li", {}, one.title, " ", make("span", { class: "muted" }, one.id))
      ),
    ),
  );

function whom(lessons, isAlert) {
  const own = new Set(lessons.flatMap((one) => one.topics.map((topic) => topic.id)));
  return make(
    "fieldset",
    {},
    make("legend", {}, say("whom")),
    make(
      "label",
      {},
      say("place"),
      make("input", {
        name: "place",
        value: library.own_place,
        required: true,
        maxlength: 300,
        autocomplete: "off",
      }),
    ),
    make("p", { class: "muted" }, say("your_place", { place: library.place })),
    !isAlert &&
      make(
        "fieldset",
        {},
        make("legend", {}, say("topics_of")),
        make(
          "div",
          { class: "checks" },
          ...library.topics.map((one) => check("topics", one.id, one.label, own.has(one.id))),
        ),
        make("p", { class: "muted" }, say("topics_hint")),
      ),
    make(
      "details",
      {},
      make("summary", {}, say("more_choices")),
      make(
        "fieldset",
        {},
        make("legend", {}, say("groups_of")),
        make(
          "div",
          { class: "checks" },
          ...library.groups.filter((one) => one.id !== "moi_nguoi").map((one) =>
            check("groups", one.id, one.label)
          ),
        ),
      ),
    ),
  );
}

function when(lessons, isAlert) {
  const one = lessons.length <= 1;
  return make(
    "fieldset",
    {},
    make("legend", {}, say("moment")),
    one && check("way", "now", say("moment_now"), isAlert || one, "radio"),
    one && check("way", "once", say("moment_once"), false, "radio"),
    one &&
      make(
        "div",
        { class: "indent" },
        make("input", {
          type: "datetime-local",
          name: "once",
          "aria-label": say("moment_once"),
          onfocus: pick("once"),
        }),
      ),
    !isAlert && check("way", "weekly", say("moment_weekly"), !one, "radio"),
    !isAlert &&
      make(
        "div",
        { class: "indent" },
        make(
          "div",
          { class: "checks" },
          ...DAYS.map((day, n) => check("days", day, say(`day_${n}`), n === 1 || n === 3)),
        ),
        make(
          "label",
          {},
          say("hour"),
          make("input", { type: "time", name: "hour", value: "19:30", onfocus: pick("weekly") }),
        ),
      ),
    check("way", "own", say("moment_own"), false, "radio"),
    make(
      "div",
      { class: "indent" },
      make("input", {
        name: "own",
        maxlength: 200,
        autocomplete: "off",
        placeholder: say("moment_hint"),
        "aria-label": say("moment_own"),
        onfocus: pick("own"),
      }),
    ),
  );
}

/** Filling something in chooses the way it belongs to. */
const pick = (way) => (event) => {
  event.target.form.elements.way.value = way;
};

const delivery = () =>
  make(
    "details",
    {},
    make("summary", {}, say("delivery")),
    make(
      "div",
      { class: "column" },
      check("mode", "atleast", say("mode_atleast"), true, "radio"),
      check("mode", "atmost", say("mode_atmost"), false, "radio"),
    ),
  );

function written(form, lessons, isAlert) {
  const wishes = ["topics", "groups"].map((name) => [name, form.getAll(name)]).filter((
    [, chosen],
  ) => chosen.length);
  const to = [form.get("place"), ...wishes.map(([name, chosen]) => `${name}=${chosen.join(",")}`)]
    .join("; ");
  const body = { to, at: moment(form), mode: form.get("mode") };
  if (isAlert) return { ...body, title: form.get("title"), text: form.get("text"), urgent: true };
  return { ...body, lessons: lessons.map((one) => one.id) };
}

function moment(form) {
  const way = form.get("way");
  if (way === "once") return form.get("once");
  if (way === "weekly") return `${form.getAll("days").join(",")} ${form.get("hour")}`;
  return way === "own" ? form.get("own") : "now";
}
