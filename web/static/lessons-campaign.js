// One campaign: before it is let out exactly what, to whom and when; afterwards how far it is.

import { ledgerOf, progressOf } from "./lessons-ledger.js";
import {
  button,
  campaignAt,
  momentOf,
  number,
  panel,
  previews,
  stateChip,
  urgentChip,
} from "./lessons-parts.js";
import { post, read } from "./officers-api.js";
import { ask, isAsking } from "./officers-dialog.js";
import { announce } from "./officers-notices.js";
import { byId, make, say, tables } from "./page.js";

const LOOK = 2000; // milliseconds between two looks while it runs
let place;
let campaign;
let timer;
let moves = 0; // a look that began before a move tells how it was before

export async function showCampaign(into, id) {
  place = into;
  campaign = await read(`campaigns/${encodeURIComponent(id)}`);
  draw();
  clearInterval(timer);
  timer = setInterval(look, LOOK);
}

async function look() {
  if (document.hidden || isAsking() || tables.over.includes(campaign.state)) return;
  const before = moves;
  try {
    const progress = await read(`campaigns/${encodeURIComponent(campaign.id)}/progress`);
    if (before !== moves) return;
    if (campaign.state === "draft" && progress.state !== "draft") {
      await showCampaign(place, campaign.id);
    } else took(progress);
    byId("connection").hidden = true;
  } catch {
    byId("connection").textContent = say("unreached");
    byId("connection").hidden = false;
  }
}

/** Only when something is different, so that nothing jumps under a finger. */
function took(progress) {
  const before = JSON.stringify({ ...campaign.progress, now: 0 });
  Object.assign(campaign, {
    progress,
    state: progress.state,
    state_label: progress.state_label,
    next_due: progress.next_due,
  });
  if (JSON.stringify({ ...progress, now: 0 }) !== before) draw();
}

function draw() {
  const draft = campaign.state === "draft";
  const open = new Set(
    [...place.querySelectorAll("details[open]")].map((one) => one.dataset.lesson),
  );
  place.replaceChildren(
    make("div", { class: "column" }, head(), ...banners(), !draft && stops()),
    make(
      "div",
      { class: "two" },
      ...(draft
        ? [
          make("div", { class: "column" }, what()),
          make("div", { class: "column first" }, whom(), when(), aside()),
        ]
        : [
          make("div", { class: "column" }, progressOf(campaign), ledgerOf(campaign)),
          make("div", { class: "column" }, unknowns(), mends(), whom(), when(), what()),
        ]),
    ),
    decide(),
  );
  for (const one of place.querySelectorAll("details[data-lesson]")) {
    if (open.has(one.dataset.lesson)) one.open = true;
  }
}

const held = () => campaign.progress.runs.find((one) => one.state === "held");

const head = () =>
  make(
    "div",
    { class: "column" },
    make(
      "div",
      { class: "row-of" },
      urgentChip(campaign),
      held() && campaign.state === "sending"
        ? stateChip("held", held().state_label)
        : stateChip(campaign.state, campaign.state_label),
      make("span", { class: "muted" }, campaign.id),
    ),
    make("h2", {}, campaign.subject),
    make(
      "p",
      { class: "facts" },
      make("span", {}, campaign.kind_label),
      make(
        "span",
        {},
        campaign.drafted_by ? say("by", { officer: campaign.drafted_by }) : say("by_line"),
      ),
      campaign.approved_by && make(
        "span",
        {},
        say("approved_line", {
          officer: campaign.approved_by,
          time: momentOf(campaign.approved_at),
          count: number(campaign.approved_size ?? 0),
        }),
      ),
    ),
  );

function banners() {
  return [
    campaign.state === "paused" &&
    make("p", { class: "panel warn-edge big" }, say("paused_banner")),
    held() &&
    make(
      "div",
      { class: "panel alarm-edge" },
      make("p", { class: "big" }, say("held_banner", { reason: held().reason })),
      can("release") && make(
        "div",
        { class: "stop-row" },
        button(say("release"), () => move("release"), "main"),
      ),
    ),
    ...campaign.progress.silences.map((one) =>
      make(
        "p",
        { class: "panel warn-edge" },
        say("silence", { channel: one.label, time: momentOf(one.until) }),
      )
    ),
  ].filter(Boolean);
}

function whom() {
  const { total, sizes } = campaign.forecast;
  return panel(
    say("whom"),
    make("p", { class: "big" }, campaign.audience),
    campaign.places.length > 0 &&
      make(
        "details",
        {},
        make("summary", {}, say("every_place", { count: number(campaign.places.length) })),
        make("p", {}, campaign.places.join(", ")),
      ),
    campaign.state === "draft" && (total
      ? make(
        "p",
        {},
        make("span", { class: "size" }, number(total)),
        ` ${say("people_unit")} · `,
        sizes.map((one) => `${one.label} ${number(one.people)}`).join(" · "),
      )
      : make("p", { class: "chip stop wraps" }, say("nobody_yet"))),
  );
}

function when() {
  if (campaign.state !== "draft" && !campaign.dues.length) return null;
  const { starts, ends, stars, dong, unreached, total } = campaign.forecast;
  const several = campaign.dues.length > 1;
  return panel(
    say("when"),
    campaign.state === "draft" && make(
      "p",
      { class: "big" },
      campaign.waits_for ||
        (total
          ? say("from_until", { starts: momentOf(starts), ends: momentOf(ends) })
          : momentOf(starts)),
    ),
    campaign.state === "draft" && campaign.waits_for && total > 0 &&
      make("p", {}, say("done_about", { time: momentOf(ends) })),
    several && campaign.state === "draft" && make("p", { class: "muted" }, say("each_run")),
    stars > 0 && make("p", {}, say("stars", { stars: number(stars) })),
    dong > 0 && make("p", {}, say("dong", { dong: number(dong) })),
    ...unreached.map(({ label, people }) =>
      make("p", { class: "muted" }, say("not_delivered", { label, people: number(people) }))
    ),
    (several || campaign.state !== "draft") &&
      make("ul", { class: "dues" }, ...campaign.dues.map(due)),
    make("p", { class: "muted" }, say(`mode_${campaign.mode}`)),
  );
}

const due = (one) =>
  make(
    "li",
    {},
    make("time", { datetime: one.at }, momentOf(one.at)),
    make(
      "span",
      {},
      one.title,
      " ",
      one.people != null &&
        make("span", { class: "muted" }, say("people", { count: number(one.people) }), " "),
      one.will_be_held &&
        make(
          "span",
          { class: "chip stop wraps" },
          say("will_be_held", { reason: one.will_be_held }),
        ),
    ),
  );

function what() {
  const alone = campaign.messages.length === 1;
  return make(
    "section",
    { class: "panel" },
    make("h3", {}, say("what")),
    campaign.to_check.length > 0 &&
      make(
        "p",
        { class: "chip stop wraps" },
        say("to_check", { words: campaign.to_check.join(", ") }),
      ),
    make("div", { class: "messages" }, ...campaign.messages.map((one) => message(one, alone))),
    make("p", { class: "muted" }, say("unit_note")),
  );
}

function message(one, alone) {
  const body = [
    one.changed && make("p", { class: "chip stop wraps" }, say("changed")),
    one.held && make("p", { class: "chip stop wraps" }, say("held", { reason: one.held })),
    ...previews(one.previews),
  ];
  if (alone) return make("div", { class: "body column" }, ...body);
  return make(
    "details",
    { "data-lesson": one.lesson, open: campaign.state === "draft" },
    make(
      "summary",
      {},
      `${one.title} `,
      (one.held || one.changed) && make("span", { class: "chip stop" }, "!"),
    ),
    make("div", { class: "body" }, ...body),
  );
}

// --- letting out ------------------------------------------------------------------------------

const can = (name) => campaign.progress.moves.includes(name);
const isHeld = () => campaign.messages.some((one) => one.held);

const aside = () =>
  make(
    "div",
    { class: "column" },
    panel(
      say("proof", { proof: campaign.proof }),
      make("p", {}, whoDecides()),
      can("cancel") &&
        make("div", { class: "stop-row" }, button(say("cancel_it"), cancel, "danger quiet")),
    ),
  );

function whoDecides() {
  if (isHeld()) return say("cannot_go");
  if (can("approve")) return say("you_may");
  if (campaign.urgent) return say("waits_commander");
  return say(campaign.needs_second_person ? "second_person" : "waits_approver");
}

function decide() {
  if (can("approve") && !isHeld()) {
    return make(
      "div",
      { class: "decide" },
      make(
        "p",
        {},
        make("strong", {}, say("people", { count: number(campaign.forecast.total) })),
        ` · ${campaign.audience} · ${moment()}`,
      ),
      make("div", { class: "row-of" }, button(say(approving()), approve, "main")),
    );
  }
  if (can("start")) {
    return make(
      "div",
      { class: "decide" },
      make("div", { class: "row-of" }, button(say("start"), () => move("start"), "main")),
    );
  }
  return make("div", { hidden: true });
}

const moment = () => campaign.waits_for || momentOf(campaign.forecast.starts);

function approving() {
  if (!campaign.waits_for) return "approve";
  return campaign.dues.length ? "approve_now" : "approve_wait";
}

function approve() {
  ask({
    head: say("approve_head", { count: number(campaign.forecast.total) }),
    body: say("approve_body", {
      subject: campaign.subject,
      audience: campaign.audience,
      when: moment(),
    }),
    send: say(approving()),
    act: async () => {
      moves += 1;
      try {
        campaign = await post(`campaigns/${campaign.id}/approve`, { proof: campaign.proof });
        moves += 1;
      } catch (problem) {
        if (problem.code === "content_changed") await showCampaign(place, campaign.id);
        throw problem;
      }
      draw();
    },
  });
}

// --- stopping, settling, mending --------------------------------------------------------------

function stops() {
  const paused = campaign.state === "paused";
  if (!paused && !can("pause") && !can("cancel")) return null;
  return make(
    "div",
    { class: "stop-row" },
    paused && can("resume") && button(say("resume"), () => move("start"), "main"),
    can("pause") && button(`‖ ${say("pause")}`, () => move("pause"), "pause"),
    can("cancel") && button(say("cancel_it"), cancel, "danger"),
  );
}

function cancel() {
  ask({
    head: say("cancel_head"),
    body: say("cancel_body"),
    send: say("cancel_it"),
    danger: true,
    act: () => move("cancel", undefined, true),
  });
}

/** `throws`: inside a dialog, which says itself what went wrong. */
async function move(name, body, throws = false) {
  moves += 1;
  try {
    const answer = await post(`campaigns/${campaign.id}/${name}`, body);
    moves += 1;
    took(answer.progress ?? answer);
  } catch (problem) {
    if (throws) throw problem;
    announce(problem.message || say("unreached"));
  }
}

function unknowns() {
  const count = campaign.progress.ledger.unknown;
  if (!count || !can("resolve")) return null;
  return make(
    "section",
    { class: "panel warn-edge" },
    make("p", { class: "big" }, say("unknown_head", { count: number(count) })),
    make("p", {}, say("unknown_body")),
    make(
      "div",
      { class: "row-of" },
      button(say("as_sent"), () => move("unknown", { again: false })),
      button(say("again"), () => move("unknown", { again: true })),
    ),
  );
}

function mends() {
  if (!campaign.progress.may_mend) return null;
  return make(
    "div",
    { class: "row-of" },
    button(say("correct"), () => mend("correct")),
    button(say("recall"), () => mend("recall")),
  );
}

function mend(name) {
  const reached = campaign.progress.runs.filter((one) => one.ledger.sent);
  const lessons = reached.length > 1
    ? reached.map((one) => ({ id: one.lesson, label: one.title, note: momentOf(one.due_at) }))
    : [];
  ask({
    head: say(`${name}_head`),
    body: name === "recall" ? say("recall_body") : say("wrong_lesson"),
    options: lessons,
    words: name === "correct" && say("alert_words"),
    send: say("send"),
    danger: name === "recall",
    act: async ({ choice, words }) => {
      const body = {
        ...(choice && { lesson: choice }),
        ...(name === "correct" && { text: words }),
      };
      location.assign(campaignAt((await post(`campaigns/${campaign.id}/${name}`, body)).id));
    },
  });
}
