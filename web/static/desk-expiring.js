// Which closed tips lose their words within 30 days, and which are kept by order.

import { read } from "./officers-api.js";
import { tell } from "./officers-dialog.js";
import { byId, make, say } from "./page.js";

const day = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Ho_Chi_Minh",
  day: "2-digit",
  month: "2-digit",
  year: "numeric",
});

export async function showExpiring(openTip) {
  const { tips } = await read("expiring");
  const rows = tips.map((tip) => row(tip, openTip));
  tell({
    head: say("expiring_head"),
    shut: say("link_close"),
    parts: [
      make("p", { class: "muted" }, say(tips.length ? "expiring_body" : "expiring_none")),
      ...rows,
    ],
  });
}

function row(tip, openTip) {
  const go = () => {
    byId("dialog").close();
    openTip(tip.code);
  };
  return make(
    "p",
    {},
    make("button", { type: "button", class: "small", onclick: go }, tip.code),
    ` ${tip.kind_label} · ${whatHappens(tip)}`,
  );
}

function whatHappens({ goes_at: goes, unread }) {
  if (!goes) return say("expiring_kept");
  return unread
    ? say("expiring_unread")
    : say("expiring_goes", { day: day.format(new Date(goes)) });
}
