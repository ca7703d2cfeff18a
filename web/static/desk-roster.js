// Who is on duty, what falls due, and what one shift leaves to the next.

import { urgencyMark } from "./desk-marks.js";
import { counting, timeOf } from "./desk-times.js";
import { post, read } from "./officers-api.js";
import { ask, tell } from "./officers-dialog.js";
import { byId, make, say } from "./page.js";

const ZONE = ":00+07:00"; // times of a roster are Vietnamese, wherever the screen is
const AT_ONCE = 2;
let unfolded = false;
let open = () => {};
let changed = () => {};

export function startRoster(acts) {
  ({ open, changed } = acts);
  byId("roster").addEventListener("click", showRoster);
}

/** The lines above the queue: each is a tip whose time is nearly or already over. The most pressing
 *  ones only: on a bad night they must not push the queue out of sight. */
export function drawReminders({ reminders, troubled }) {
  const shown = unfolded ? reminders : reminders.slice(0, AT_ONCE);
  const rest = reminders.length - AT_ONCE;
  const more = rest > 0 && make(
    "li",
    { class: "rest" },
    make("button", {
      type: "button",
      "aria-expanded": String(unfolded),
      onclick: () => {
        unfolded = !unfolded;
        drawReminders({ reminders, troubled });
        byId("reminders").querySelector(".rest button").focus();
      },
    }, unfolded ? say("reminders_fewer") : say("reminders_more", { n: rest })),
  );
  byId("reminders").replaceChildren(
    ...troubled.map(trouble),
    ...shown.map(line),
    ...[more].filter(Boolean),
  );
}

/** A desk that hears nothing comes before everything that it should have heard. */
const trouble = ({ words, deaf }) =>
  make("li", { class: deaf ? "past" : "soon" }, make("p", {}, `⚠ ${words}`));

function line(one) {
  const words = [
    urgencyMark(one),
    " ",
    make("strong", {}, one.code),
    ` ${one.kind_label} · ${one.label} `,
    counting(one),
    one.readable ? "" : ` · ${one.desk_name}`,
  ];
  return make(
    "li",
    { class: one.stage === "before" ? "soon" : "past" },
    one.readable
      ? make("button", { type: "button", onclick: () => open(one.code) }, ...words)
      : make("p", {}, ...words),
  );
}

async function showRoster() {
  draw(await read("roster"));
}

function draw(roster) {
  const duty = roster.on_duty.length
    ? say("on_duty", { names: roster.on_duty.join(", ") })
    : say("nobody_on_duty");
  const note = roster.note &&
    make(
      "blockquote",
      { class: "note" },
      make(
        "p",
        { class: "muted" },
        say("left_by", { officer: roster.note.officer, time: timeOf(roster.note.at) }),
      ),
      make("p", { class: "words" }, roster.note.text),
      make(
        "p",
        { class: "muted" },
        say("open_tips", { codes: roster.open_tips.map((tip) => tip.code).join(", ") || "0" }),
      ),
    );
  const button = (words, onclick) => make("button", { type: "button", onclick }, words);
  tell({
    head: say("roster"),
    shut: say("link_close"),
    parts: [
      make("p", {}, duty),
      note || "",
      make("ul", { class: "shifts" }, ...roster.shifts.map((shift) => row(shift, roster))),
      make(
        "div",
        { class: "send" },
        make("a", {
          class: "choice",
          href: "/api/desk/reports/handover-sheet",
          target: "_blank",
          rel: "noopener",
        }, say("print_sheet")),
        roster.may_note && button(say("write_note"), writeNote),
        roster.may_set && button(say("add_shift"), () => addShift(roster)),
      ),
    ],
  });
}

function row(shift, roster) {
  const remove = roster.may_set && make("button", {
    type: "button",
    onclick: async () => draw(await post(`roster/${shift.id}/remove`)),
  }, say("remove_shift"));
  return make(
    "li",
    {},
    shift.now && make("strong", {}, "● "),
    `${shift.officer} · ${timeOf(shift.starts)} – ${timeOf(shift.ends)} `,
    remove,
  );
}

function writeNote() {
  ask({
    head: say("write_note"),
    words: say("note_for_next"),
    send: say("save"),
    act: async ({ words }) => {
      await post("roster/note", { text: words });
      changed();
    },
  });
}

function addShift(roster) {
  const starts = make("input", { type: "datetime-local", required: true, id: "shift-from" });
  const ends = make("input", { type: "datetime-local", required: true, id: "shift-to" });
  ask({
    head: say("add_shift"),
    send: say("save"),
    body: make(
      "span",
      {},
      make("label", { for: "shift-from" }, say("shift_from"), starts),
      make("label", { for: "shift-to" }, say("shift_to"), ends),
    ),
    options: roster.officers.map((name) => ({ id: name, label: name })),
    act: async ({ choice }) => {
      await post("roster", {
        officer: choice,
        starts: starts.value + ZONE,
        ends: ends.value + ZONE,
      });
      changed();
    },
  });
}
