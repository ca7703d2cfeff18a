// Every campaign this desk sees, those that wait for somebody first.

import { campaignAt, momentOf, stateChip, urgentChip } from "./lessons-parts.js";
import { read } from "./officers-api.js";
import { make, say, tables } from "./page.js";

export async function showCampaigns(place) {
  const { campaigns } = await read("campaigns");
  if (!campaigns.length) {
    place.replaceChildren(make("p", { class: "panel muted" }, say("no_campaigns")));
    return;
  }
  place.replaceChildren(
    ...Object.entries(tables.groups).map(([head, states]) =>
      group(say(head), campaigns.filter((one) => states.includes(one.state)))
    ),
  );
}

function group(head, campaigns) {
  return make(
    "section",
    { class: "column", hidden: !campaigns.length },
    make("h2", {}, `${head} (${campaigns.length})`),
    make("ul", { class: "campaigns" }, ...campaigns.map((one) => make("li", {}, row(one)))),
  );
}

function row(one) {
  return make(
    "a",
    { href: campaignAt(one.id) },
    make(
      "span",
      { class: "row-of" },
      urgentChip(one),
      stateChip(one.state, one.state_label),
      make("span", { class: "muted" }, one.id),
    ),
    make("strong", {}, one.subject),
    make(
      "span",
      { class: "facts" },
      make("span", {}, one.audience),
      one.next_due && make("span", {}, say("next", { time: momentOf(one.next_due) })),
      make("span", {}, one.drafted_by ? say("by", { officer: one.drafted_by }) : say("by_line")),
    ),
  );
}
