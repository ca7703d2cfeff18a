// Every campaign this desk sees, those that wait for somebody first.

import { read } from "./desk-api.js";
import { el, say } from "./desk-dom.js";
import { campaignAt, momentOf, stateChip, urgentChip } from "./lessons-parts.js";

const GROUPS = [
  ["group_waits", ["draft"]],
  ["group_runs", ["sending", "paused"]],
  ["group_planned", ["approved", "scheduled"]],
  ["group_over", ["sent", "cancelled"]],
];

export async function showCampaigns(place) {
  const { campaigns } = await read("campaigns");
  if (!campaigns.length) {
    place.replaceChildren(el("p", { class: "panel muted" }, say("no_campaigns")));
    return;
  }
  place.replaceChildren(
    ...GROUPS.map(([head, states]) =>
      group(say(head), campaigns.filter((one) => states.includes(one.state)))
    ),
  );
}

function group(head, campaigns) {
  return el(
    "section",
    { class: "column", hidden: !campaigns.length },
    el("h2", {}, `${head} (${campaigns.length})`),
    el("ul", { class: "campaigns" }, ...campaigns.map((one) => el("li", {}, row(one)))),
  );
}

function row(one) {
  return el(
    "a",
    { href: campaignAt(one.id) },
    el(
      "span",
      { class: "row-of" },
      urgentChip(one),
      stateChip(one.state, one.state_label),
      el("span", { class: "muted" }, one.id),
    ),
    el("strong", {}, one.subject),
    el(
      "span",
      { class: "facts" },
      el("span", {}, one.audience),
      one.next_due && el("span", {}, say("next", { time: momentOf(one.next_due) })),
      el("span", {}, one.drafted_by ? say("by", { officer: one.drafted_by }) : say("by_line")),
    ),
  );
}
