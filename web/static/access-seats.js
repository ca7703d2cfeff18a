// For commanders and administrators: who gets in at a desk, and new links for them.

import { timeOf } from "./desk-times.js";
import { post, read } from "./officers-api.js";
import { ask, tell } from "./officers-dialog.js";
import { announce, copyWords } from "./officers-notices.js";
import { byId, make, say } from "./page.js";

const place = byId("seats");
let desk = "";

const button = (words, onclick, kind = "") =>
  make("button", { type: "button", class: kind, onclick }, words);

export async function showSeats({ desk: own, any_desk: anyDesk }) {
  desk = own;
  if (anyDesk) byId("which-desk").hidden = false;
  byId("which-desk").addEventListener("submit", (event) => {
    event.preventDefault();
    desk = new FormData(event.target).get("desk").trim();
    reread();
  });
  byId("seating").hidden = false;
  await reread();
}

async function reread() {
  try {
    draw(await read(`signin/seats?desk=${encodeURIComponent(desk)}`));
  } catch (problem) {
    place.replaceChildren(make("p", { class: "alarm" }, problem.message || say("unreached")));
  }
}

function draw({ desk_name: name, seats, roles }) {
  place.replaceChildren(
    make("h3", {}, name),
    make("ul", { class: "rows" }, ...seats.map(row)),
    button(say("invite_new"), () => invite(roles), "main"),
  );
}

function row(seat) {
  return make(
    "li",
    {},
    make(
      "span",
      {},
      make("strong", {}, seat.label),
      ` · ${seat.role_label}`,
      make("br"),
      make("span", { class: "muted" }, ways(seat)),
    ),
    seat.helps && !seat.mine && make(
      "span",
      { class: "acts" },
      button(say("invite_again"), () => askAgain(seat)),
      button(say("start_over"), () => startOver(seat)),
      button(say("dismiss"), () => dismiss(seat), "danger"),
    ),
  );
}

function ways(seat) {
  return [
    seat.seen ? say("seen_on", { time: timeOf(seat.seen) }) : say("never_seen"),
    say("devices_now", { n: seat.devices }),
    seat.code_app && say("has_code_app"),
    seat.passkeys && say("has_passkeys", { n: seat.passkeys }),
    seat.telegram && say("has_telegram"),
    say("holds", { n: seat.held }),
  ].filter(Boolean).join(" · ");
}

function invite(roles) {
  ask({
    head: say("invite_new"),
    body: say("invite_note"),
    fields: [
      { name: "label", label: say("label") },
      { name: "role", label: say("role"), options: roles },
    ],
    send: say("make_link"),
    act: async ({ values }) => {
      const body = { desk, label: values.label, role: values.role };
      afterwards(await post("signin/seats/invite", body));
    },
  });
}

function askAgain({ label }) {
  ask({
    head: say("invite_again"),
    body: say("invite_again_note", { label }),
    send: say("make_link"),
    act: async () => afterwards(await post("signin/seats/invite", { desk, label })),
  });
}

function startOver({ label }) {
  ask({
    head: say("start_over"),
    body: say("start_over_note", { label }),
    danger: true,
    send: say("start_over"),
    act: async () => afterwards(await post("signin/seats/start-over", { desk, label })),
  });
}

function dismiss({ label, held }) {
  ask({
    head: say("dismiss"),
    body: say("dismiss_note", { label, n: held }),
    danger: true,
    send: say("dismiss"),
    act: async () => {
      const { freed } = await post("signin/seats/dismiss", { desk, label });
      announce(say("dismissed", { label, n: freed }));
      reread();
    },
  });
}

/** Once the question is closed: the answer takes its place. */
function afterwards(link) {
  setTimeout(() => {
    tell({
      head: say("link_made", { label: link.label }),
      shut: say("close"),
      parts: [
        make("p", {}, say("link_note", { role: link.role_label, time: timeOf(link.until) })),
        make("p", { class: "code" }, make("code", {}, link.address)),
        button(say("copy"), () => copyWords(link.address)),
      ],
    });
    reread();
  });
}
