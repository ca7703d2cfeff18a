// Rewards are paid by their tokens: look one up, hand over the money, say so.

import { fill, number, panel } from "./lessons-parts.js";
import { post, Unreached } from "./officers-api.js";
import { openViews } from "./officers-views.js";
import { make, say } from "./page.js";

openViews(async (place) => ask(place));

function ask(place) {
  const told = make("p", { role: "status", class: "told" });
  const token = make("textarea", { name: "token", rows: 3, autocomplete: "off", required: true });
  const form = make(
    "form",
    { class: "form", onsubmit: (event) => look(event, place, token.value.trim(), told) },
    make("p", { class: "muted" }, say("pay_how")),
    make("label", {}, say("pay_words"), token),
    told,
    make("button", { class: "main" }, say("pay_look")),
  );
  fill(place, panel("", form));
  token.focus();
}

async function look(event, place, token, told) {
  event.preventDefault();
  if (!token) return;
  const voucher = await send("look", token, told);
  if (voucher) show(place, token, voucher);
}

function show(place, token, voucher) {
  const sum = say("pay_sum", { amount: number(voucher.amount) });
  const words = voucher.paid_on
    ? say("pay_used", { day: day(voucher.paid_on) })
    : say("pay_found", { sum, until: day(voucher.until) });
  const told = make("p", { role: "status", class: "told" });
  const pay = make("button", {
    type: "button",
    class: "main",
    onclick: async () => {
      if (!(await send("pay", token, told))) return;
      told.textContent = say("pay_done", { sum });
      pay.remove();
    },
  }, say("pay_press", { sum }));
  const next = make("button", { type: "button", onclick: () => ask(place) }, say("pay_next"));
  fill(
    place,
    panel("", make("p", { class: "code" }, words), told, !voucher.paid_on && pay, next),
  );
}

async function send(what, token, told) {
  try {
    return await post(`payments/${what}`, { token });
  } catch (problem) {
    told.textContent = problem instanceof Unreached ? say("unreached") : problem.message;
    return null;
  }
}

const day = (written) => written.split("-").reverse().join("/");
